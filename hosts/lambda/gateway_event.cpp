// SPDX-License-Identifier: Apache-2.0
#include "lambda/gateway_event.h"

#include <utility>

#include "crypto/crypto.h"
#include "json/json.h"

namespace stacktag::lambda {
namespace {

using json::Json;

bool is_request(Json const& event) {
  return json::member(event, "requestContext").is_object() || event.contains("httpMethod");
}

void add_headers(Json const& headers, std::vector<http::Header>& all) {
  for (auto const& [name, value] : headers.items()) {
    if (value.is_string()) {
      all.push_back({name, value.get<std::string>()});
    }
  }
}

void add_multi_value_headers(Json const& headers, std::vector<http::Header>& all) {
  for (auto const& [name, values] : headers.items()) {
    for (auto const& value : json::texts(headers, name)) {
      all.push_back({name, value});
    }
  }
}

// Payload 1.0 has every header twice, once with its last value only; 2.0 has no multiValueHeaders.
std::vector<http::Header> headers_of(Json const& event) {
  std::vector<http::Header> all;
  if (auto const& multi = json::member(event, "multiValueHeaders"); multi.is_object()) {
    add_multi_value_headers(multi, all);
  }
  if (auto const& single = json::member(event, "headers"); all.empty() && single.is_object()) {
    add_headers(single, all);
  }
  return all;
}

std::string body_of(Json const& event) {
  auto body = json::text_or_empty(event, "body");
  if (!json::truth(event, "isBase64Encoded")) {
    return body;
  }
  return crypto::from_base64(body).value_or(std::string{});
}

bool api_key_checked(Json const& event) {
  auto const& identity = json::member(json::member(event, "requestContext"), "identity");
  return !json::text_or_empty(identity, "apiKey").empty();
}

}  // namespace

GatewayEvent decode_event(std::string_view payload, std::string request_id) {
  auto const event = json::parse(payload);
  if (!event || !event->is_object() || !is_request(*event)) {
    return {Form::bare, {.body = std::string(payload), .request_id = std::move(request_id)}};
  }
  return {Form::request,
          {headers_of(*event), body_of(*event), std::move(request_id)},
          api_key_checked(*event)};
}

std::string encode_reply(Form form, Answer const& answer) {
  if (form == Form::bare) {
    return answer.body;
  }
  Json headers{{"Content-Type", "application/json"}};
  if (answer.retry_after) {
    headers["Retry-After"] = std::to_string(answer.retry_after->count());
  }
  return json::dump({{"statusCode", answer.status},
                     {"headers", std::move(headers)},
                     {"body", answer.body},
                     {"isBase64Encoded", false}});
}

}  // namespace stacktag::lambda
