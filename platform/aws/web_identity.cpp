// SPDX-License-Identifier: Apache-2.0
#include "aws/source.h"
#include "aws/sts.h"
#include "http/url.h"

namespace stacktag::aws {
namespace {

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
        "Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn=" + http::encoded(*role) +
        "&RoleSessionName=" + http::encoded(session) + "&WebIdentityToken=" + http::encoded(*token);
    auto const exchange =
        with_.client.send({.method = http::Method::post,
                           .url = sts::endpoint(environment, default_region(environment)),
                           .headers = {{"Content-Type", "application/x-www-form-urlencoded"}},
                           .body = body,
                           .deadline = deadline});
    return decode(exchange);
  }

 private:
  static Found decode(http::Exchange const& exchange) {
    if (!exchange) {
      return fail(Reason::credentials_unavailable, "STS: " + exchange.error().message);
    }
    Credentials credentials{
        .access_key_id = sts::element(exchange->body, "AccessKeyId"),
        .secret_access_key = sts::element(exchange->body, "SecretAccessKey"),
        .session_token = sts::element(exchange->body, "SessionToken"),
        .expires = parse_expiration(sts::element(exchange->body, "Expiration"))};
    if (exchange->status != 200 || credentials.access_key_id.empty() ||
        credentials.secret_access_key.empty() || !credentials.expires) {
      auto const code = sts::element(exchange->body, "Code");
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
