// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "aws/source.h"

namespace stacktag::aws {
namespace {

std::string form_encode(std::string_view text) {
  constexpr std::string_view k_digits = "0123456789ABCDEF";
  std::string out;
  for (char const c : text) {
    bool const plain = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '.' || c == '_' || c == '~';
    if (plain) {
      out.push_back(c);
    } else {
      auto const byte = static_cast<unsigned char>(c);
      out.append({'%', k_digits[byte >> 4], k_digits[byte & 0xF]});
    }
  }
  return out;
}

// The text of <name>...</name>. STS writes these four without attributes, and none of them needs
// escapes.
std::string element(std::string_view xml, std::string const& name) {
  auto const open = "<" + name + ">";
  auto const begin = xml.find(open);
  auto const end = xml.find("</" + name + ">");
  if (begin == std::string_view::npos || end == std::string_view::npos ||
      end < begin + open.size()) {
    return {};
  }
  return std::string(xml.substr(begin + open.size(), end - begin - open.size()));
}

// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
class WebIdentitySource final : public Source {
 public:
  explicit WebIdentitySource(Surroundings const& with) : with_(with) {}

  Found find(Deadline const& deadline) override {
    auto const& environment = with_.environment;
    auto const file = environment.get("AWS_WEB_IDENTITY_TOKEN_FILE");
    auto const role = environment.get("AWS_ROLE_ARN");
    if (!file || !role) {
      return std::nullopt;
    }
    auto const token = read_small_file(*file);
    if (!token) {
      return fail(Reason::credentials_unavailable,
                  "the file of AWS_WEB_IDENTITY_TOKEN_FILE cannot be read");
    }
    auto const session = environment.get_or("AWS_ROLE_SESSION_NAME", "stacktag");
    auto const body =
        "Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn=" + form_encode(*role) +
        "&RoleSessionName=" + form_encode(session) + "&WebIdentityToken=" + form_encode(*token);
    auto const exchange =
        with_.client.send({.method = http::Method::post,
                           .url = endpoint(),
                           .headers = {{"Content-Type", "application/x-www-form-urlencoded"}},
                           .body = body,
                           .deadline = deadline});
    return decode(exchange);
  }

 private:
  std::string endpoint() const {
    for (auto const* variable : {"AWS_ENDPOINT_URL_STS", "AWS_ENDPOINT_URL"}) {
      if (auto const url = with_.environment.get(variable)) {
        return *url;
      }
    }
    auto const region = default_region(with_.environment);
    return region.empty() ? "https://sts.amazonaws.com/"
                          : "https://sts." + region + ".amazonaws.com/";
  }

  static Found decode(http::Exchange const& exchange) {
    if (!exchange) {
      return fail(Reason::credentials_unavailable, "STS: " + exchange.error().message);
    }
    Credentials credentials{.access_key_id = element(exchange->body, "AccessKeyId"),
                            .secret_access_key = element(exchange->body, "SecretAccessKey"),
                            .session_token = element(exchange->body, "SessionToken"),
                            .expires = parse_expiration(element(exchange->body, "Expiration"))};
    if (exchange->status != 200 || credentials.access_key_id.empty() ||
        credentials.secret_access_key.empty() || !credentials.expires) {
      auto const code = element(exchange->body, "Code");
      return fail(
          Reason::credentials_unavailable,
          "STS answers " + std::to_string(exchange->status) + (code.empty() ? "" : " " + code));
    }
    return credentials;
  }

  Surroundings const with_;
};

}  // namespace

std::unique_ptr<Source> web_identity_source(Surroundings const& with) {
  return std::make_unique<WebIdentitySource>(with);
}

}  // namespace stacktag::aws
