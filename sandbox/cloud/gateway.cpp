// SPDX-License-Identifier: Apache-2.0
#include "cloud/gateway.h"

#include <algorithm>

#include "crypto/crypto.h"
#include "crypto/signing_key.h"
#include "json/json.h"
#include "stacktag/text.h"

namespace stacktag::sandbox {
namespace {

using json::Json;

Reply message(int status, std::string const& text) {
  return {.status = status,
          .headers = {{"Content-Type", "application/json"}},
          .body = json::dump({{"message", text}})};
}

void put_body(Json& event, Request const& request) {
  bool const encode = request.header("X-Sandbox-Base64") == "1";
  event["isBase64Encoded"] = encode;
  event["body"] = request.body.empty() ? Json()
                  : encode             ? Json(crypto::to_base64(request.body))
                                       : Json(request.body);
}

Json query_of(Request const& request) {
  return request.query.empty() ? Json() : Json(request.query);
}

Json rest_event(Request const& request, std::string const& path) {
  Json event{{"resource", path},
             {"path", path},
             {"httpMethod", request.method},
             {"headers", Json::object()},
             {"multiValueHeaders", Json::object()},
             {"queryStringParameters", query_of(request)},
             {"multiValueQueryStringParameters", nullptr},
             {"pathParameters", nullptr},
             {"stageVariables", nullptr}};
  for (auto const& header : request.headers) {
    event["headers"][header.name] = header.value;
    event["multiValueHeaders"][header.name].push_back(header.value);
  }
  auto const key = request.header("x-api-key");
  event["requestContext"] = {{"apiId", "sandbox"},
                             {"httpMethod", request.method},
                             {"path", "/prod" + path},
                             {"protocol", "HTTP/1.1"},
                             {"resourcePath", path},
                             {"stage", "prod"},
                             {"requestId", crypto::random_hex(16)},
                             {"identity",
                              {{"apiKey", key.empty() ? Json() : Json(std::string(key))},
                               {"sourceIp", "127.0.0.1"},
                               {"userAgent", std::string(request.header("User-Agent"))}}}};
  put_body(event, request);
  return event;
}

Json http_event(Request const& request, std::string const& path, bool function_url) {
  auto const question = std::min(request.target.find('?'), request.target.size() - 1);
  Json event{{"version", "2.0"},
             {"routeKey", function_url ? "$default" : request.method + " " + path},
             {"rawPath", path},
             {"rawQueryString", request.target.substr(question + 1)},
             {"headers", Json::object()}};
  for (auto const& header : request.headers) {
    auto& value = event["headers"][lower(header.name)];
    value = value.is_null() ? header.value : value.get<std::string>() + "," + header.value;
  }
  event["requestContext"] = {{"apiId", "sandbox"},
                             {"http",
                              {{"method", request.method},
                               {"path", path},
                               {"protocol", "HTTP/1.1"},
                               {"sourceIp", "127.0.0.1"},
                               {"userAgent", std::string(request.header("User-Agent"))}}},
                             {"requestId", crypto::random_hex(8)},
                             {"stage", "$default"}};
  if (!request.query.empty()) {
    event["queryStringParameters"] = request.query;
  }
  if (function_url) {
    event["requestContext"]["authentication"] = nullptr;
    event["requestContext"]["authorizer"] = nullptr;
  }
  put_body(event, request);
  return event;
}

// An answer as API Gateway reads it: a 1.0 answer without a status is malformed, a 2.0 one is the
// body itself.
Reply to_http(std::string const& payload, bool version_2) {
  auto const answer = json::parse(payload);
  auto const status = answer ? json::integer(*answer, "statusCode") : std::nullopt;
  if (!status || *status < 100 || *status > 599) {
    return version_2 && answer
               ? Reply{.headers = {{"Content-Type", "application/json"}}, .body = payload}
               : message(502, "Internal server error");
  }
  Reply reply{.status = static_cast<int>(*status), .body = json::text_or_empty(*answer, "body")};
  if (json::truth(*answer, "isBase64Encoded")) {
    reply.body = crypto::from_base64(reply.body).value_or("");
  }
  for (auto const& [name, value] : json::member(*answer, "headers").items()) {
    reply.headers.push_back(
        {name, value.is_string() ? value.get<std::string>() : json::dump(value)});
  }
  return reply;
}

}  // namespace

std::optional<Reply> Gateway::answer(Request const& request) const {
  auto const behind = [&](std::string_view prefix) {
    return request.path.substr(prefix.size() - 1);
  };
  bool const rest = request.path.starts_with("/apigw/v1/");
  bool const http_api = request.path.starts_with("/apigw/v2/");
  bool const function_url = request.path.starts_with("/lambda-url/");
  bool const direct = request.path == "/lambda/invoke";
  if (!rest && !http_api && !function_url && !direct) {
    return std::nullopt;
  }
  if (rest && !api_key.empty() && request.header("x-api-key") != api_key) {
    return message(403, "Forbidden");
  }
  auto const event =
      direct ? request.body
      : rest ? json::dump(rest_event(request, behind("/apigw/v1/")))
             : json::dump(http_event(request, behind(http_api ? "/apigw/v2/" : "/lambda-url/"),
                                     function_url));
  auto const result = invocations.invoke(event);
  switch (result.ending) {
    case Invocations::Ending::timed_out:
      return message(504, "Endpoint request timed out");
    case Invocations::Ending::function_error:
      return direct
                 ? Reply{.headers = {{"X-Amz-Function-Error", "Unhandled"}}, .body = result.payload}
                 : message(502, "Internal server error");
    case Invocations::Ending::answered:
      break;
  }
  return direct ? Reply{.headers = {{"Content-Type", "application/json"}}, .body = result.payload}
                : to_http(result.payload, !rest);
}

}  // namespace stacktag::sandbox
