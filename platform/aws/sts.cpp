// SPDX-License-Identifier: Apache-2.0
#include "aws/sts.h"

#include <algorithm>

#include "aws/signer.h"
#include "http/url.h"

namespace stacktag::aws::sts {
namespace {

constexpr std::string_view k_question = "Action=GetCallerIdentity&Version=2011-06-15";

http::Request signed_question(Place const& place, Credentials const& credentials, Clock& clock,
                              Deadline const& deadline) {
  auto const url = http::parse_url(place.endpoint).value_or(http::Url{});
  Signable const signable{
      .method = "POST",
      .host = http::authority(url),
      .path = url.path,
      .query = url.query,
      .headers = {{"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}},
      .payload = k_question};
  auto const signature = sign(signable, credentials, {place.region, "sts"}, clock.wall());
  auto headers = signable.headers;
  std::ranges::copy(signature.headers, std::back_inserter(headers));
  return {.method = http::Method::post,
          .url = http::to_string(url),
          .headers = std::move(headers),
          .body = k_question,
          .deadline = deadline};
}

}  // namespace

std::string endpoint(Environment const& environment, std::string const& region) {
  for (auto const* variable : {"AWS_ENDPOINT_URL_STS", "AWS_ENDPOINT_URL"}) {
    if (auto const url = environment.get(variable)) {
      return *url;
    }
  }
  return region.empty() ? "https://sts.amazonaws.com/"
                        : "https://sts." + region + ".amazonaws.com/";
}

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

Result<CallerIdentity> caller_identity(Place const& place, CredentialsProvider& credentials,
                                       http::Client& client, Clock& clock,
                                       Deadline const& deadline) {
  TRY(auto const own, credentials.get(deadline));
  auto const exchange = client.send(signed_question(place, own, clock, deadline));
  if (!exchange) {
    return fail(Reason::credentials_unavailable, "STS: " + exchange.error().message);
  }
  CallerIdentity identity{element(exchange->body, "Account"), element(exchange->body, "Arn")};
  if (exchange->status == 200 && !identity.account.empty()) {
    return identity;
  }
  auto const code = element(exchange->body, "Code");
  bool const refused = exchange->status >= 400 && exchange->status < 500 && !code.empty();
  return fail(refused ? Reason::labeler_denied : Reason::credentials_unavailable,
              "STS answers " + std::to_string(exchange->status) + (code.empty() ? "" : " " + code));
}

}  // namespace stacktag::aws::sts
