// SPDX-License-Identifier: Apache-2.0
// What Lambda is invoked with: an HTTP request as API Gateway or a function URL wraps it, or a
// webhook's body by itself.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
// https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
#pragma once

#include <string>
#include <string_view>

#include "delivery/answer.h"
#include "delivery/delivery.h"

namespace stacktag::lambda {

enum class Form {
  request,  ///< REST API, HTTP API (payload 1.0 and 2.0), function URL, load balancer
  bare,     ///< the webhook's body; also what no other form fits
};

struct GatewayEvent {
  Form form = Form::bare;
  Delivery delivery{};
  bool has_api_key = false;  ///< a REST API has checked the caller's key
};

/// Every payload is an event. Where the body is missing or cannot be decoded, the delivery's body
/// is empty, which no webhook's is.
GatewayEvent decode_event(std::string_view payload, std::string request_id);

/// The answer in the form that the event came in.
std::string encode_reply(Form form, Answer const& answer);

}  // namespace stacktag::lambda
