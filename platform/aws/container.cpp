// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "aws/source.h"
#include "http/url.h"

namespace stacktag::aws {
namespace {

// Not 127.example.com.
bool is_loopback_address(std::string_view host) {
  return host.starts_with("127.") && host.find_first_not_of("0123456789.") == host.npos;
}

// Over plain http only these may see the authorization token:
// https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html
bool may_be_asked(http::Url const& url) {
  constexpr std::array<std::string_view, 5> k_hosts{"169.254.170.2", "169.254.170.23",
                                                    "fd00:ec2::23", "localhost", "::1"};
  return url.scheme == "https" || is_loopback_address(url.host) ||
         std::ranges::find(k_hosts, url.host) != k_hosts.end();
}

std::string without_line_end(std::string text) {
  while (text.ends_with('\n') || text.ends_with('\r')) {
    text.pop_back();
  }
  return text;
}

class ContainerSource final : public Source {
 public:
  explicit ContainerSource(Surroundings const& with) : with_(with) {}

  Found find(Deadline const& deadline) override {
    auto const address = uri();
    if (address.empty()) {
      return std::nullopt;
    }
    auto const url = http::parse_url(address);
    if (!url || !may_be_asked(*url)) {
      return fail(Reason::credentials_missing,
                  "AWS_CONTAINER_CREDENTIALS_FULL_URI must be https, or http on this machine");
    }
    http::Request request{
        .url = http::to_string(*url), .time_max = std::chrono::seconds(2), .deadline = deadline};
    TRY(auto const token, authorization());
    if (!token.empty()) {
      request.headers.push_back({"Authorization", token});
    }
    return decode(with_.client.send(request));
  }

 private:
  std::string uri() const {
    if (auto const relative = with_.environment.get("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")) {
      return "http://169.254.170.2" + *relative;
    }
    return with_.environment.get_or("AWS_CONTAINER_CREDENTIALS_FULL_URI", "");
  }

  // The file is read each time: the platform renews it.
  Result<std::string> authorization() const {
    if (auto const file = with_.environment.get("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE")) {
      auto token = read_small_file(*file);
      if (!token) {
        return fail(Reason::credentials_unavailable,
                    "the file of AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE cannot be read");
      }
      return without_line_end(*std::move(token));
    }
    return with_.environment.get_or("AWS_CONTAINER_AUTHORIZATION_TOKEN", "");
  }

  static Found decode(http::Exchange const& exchange) {
    if (!exchange) {
      return fail(Reason::credentials_unavailable,
                  "the container's credentials: " + exchange.error().message);
    }
    auto credentials = decode_credentials(exchange->body);
    if (exchange->status != 200 || !credentials) {
      return fail(Reason::credentials_unavailable,
                  "the container's credentials: the endpoint answers " +
                      std::to_string(exchange->status) + " without credentials");
    }
    return credentials;
  }

  Surroundings const with_;
};

}  // namespace

std::unique_ptr<Source> container_source(Surroundings const& with) {
  return std::make_unique<ContainerSource>(with);
}

}  // namespace stacktag::aws
