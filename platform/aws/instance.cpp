// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "aws/source.h"

namespace stacktag::aws {
namespace {

// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-metadata-security-credentials.html
class InstanceSource final : public Source {
 public:
  explicit InstanceSource(Surroundings const& with) : with_(with) {}

  Found find(Deadline const& deadline) override {
    auto disabled = with_.environment.get_or("AWS_EC2_METADATA_DISABLED", "false");
    if (disabled == "true" || disabled == "True" || disabled == "TRUE") {
      return std::nullopt;
    }
    auto const token = ask(http::Method::put, "/latest/api/token",
                           {"x-aws-ec2-metadata-token-ttl-seconds", "21600"}, deadline);
    if (!token || token->status != 200) {
      return may_be_absent(token, deadline) ? Found{std::nullopt} : Found{unavailable()};
    }
    http::Header const proof{"x-aws-ec2-metadata-token", token->body};
    std::string const folder = "/latest/meta-data/iam/security-credentials/";
    auto const roles = ask(http::Method::get, folder, proof, deadline);
    if (roles && (roles->status == 404 || (roles->status == 200 && roles->body.empty()))) {
      return std::nullopt;  // an instance without a role
    }
    if (!roles || roles->status != 200) {
      return unavailable();
    }
    auto const role = roles->body.substr(0, roles->body.find('\n'));
    auto const answer = ask(http::Method::get, folder + role, proof, deadline);
    auto credentials =
        answer && answer->status == 200 ? decode_credentials(answer->body) : std::nullopt;
    if (!credentials) {
      return unavailable();
    }
    served_ = true;
    return credentials;
  }

 private:
  http::Exchange ask(http::Method method, std::string const& path, http::Header header,
                     Deadline const& deadline) const {
    auto base =
        with_.environment.get_or("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://169.254.169.254");
    if (base.ends_with('/')) {
      base.pop_back();
    }
    return with_.client.send({.method = method,
                              .url = base + path,
                              .headers = {std::move(header)},
                              .connect_time_max = std::chrono::seconds(1),
                              .time_max = std::chrono::seconds(1),
                              .deadline = deadline});
  }

  // No instance of AWS, or one without a metadata service: not so where it has served us before,
  // where it says that it is busy, or where there was no time to ask.
  bool may_be_absent(http::Exchange const& token, Deadline const& deadline) const {
    bool const busy = token && (token->status == 429 || token->status >= 500);
    bool const asked = !deadline.cancelled.stop_requested() && with_.clock.now() < deadline.at;
    return !served_ && !busy && asked;
  }

  static tl::unexpected<Error> unavailable() {
    return fail(Reason::credentials_unavailable,
                "the instance's metadata service gives no credentials for its role");
  }

  Surroundings const with_;
  bool served_ = false;  // find() is never called by two threads at once
};

}  // namespace

std::unique_ptr<Source> instance_source(Surroundings const& with) {
  return std::make_unique<InstanceSource>(with);
}

}  // namespace stacktag::aws
