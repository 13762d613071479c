// SPDX-License-Identifier: Apache-2.0
// API Gateway and function URLs: HTTP requests as Lambda events, and the function's answers as
// HTTP.
//   POST /apigw/v1/...   REST API, payload 1.0        POST /apigw/v2/...   HTTP API, payload 2.0
//   POST /lambda-url/    function URL                 POST /lambda/invoke  the body is the event
//   itself
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
#pragma once

#include <optional>
#include <string>

#include "cloud/invocations.h"
#include "http/server.h"

namespace stacktag::sandbox {

struct Gateway {
  Invocations& invocations;
  std::string api_key{};  ///< asked for in x-api-key; empty: none

  /// Nothing where the path is not the gateway's.
  std::optional<Reply> answer(Request const& request) const;
};

}  // namespace stacktag::sandbox
