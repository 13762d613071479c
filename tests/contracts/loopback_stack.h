// SPDX-License-Identifier: Apache-2.0
// The sandbox's stack on loopback, behind a true HTTP server, with the parts that adapters need to
// reach it.
#pragma once

#include <memory>
#include <string>

#include "http/client.h"
#include "http/server.h"
#include "pace/system_clock.h"
#include "pace/token_bucket.h"
#include "stack/stack.h"

namespace stacktag::contracts {

struct LoopbackStack {
  SystemClock clock{};
  std::unique_ptr<http::Client> client = http::make_client({});
  std::unique_ptr<TokenBucket> reads = make_token_bucket(clock, 10'000, 100);
  std::unique_ptr<TokenBucket> writes = make_token_bucket(clock, 10'000, 100);
  sandbox::Stack stack{
      {.api_key = "bltkey", .management_token = "cstoken", .requests_per_second = 0},
      *client,
      clock};
  std::unique_ptr<sandbox::Server> server =
      sandbox::start_server({}, [this](sandbox::Request const& request) {
        return stack.answer(request).value_or(sandbox::Reply{.status = 404});
      });
  std::string authority = "127.0.0.1:" + std::to_string(server->port());

  LoopbackStack() { stack.library().set_base_url("http://" + authority); }

  /// The new asset, as the management API shows it.
  json::Json upload(std::string bytes, json::Json const& fields = json::Json::object()) {
    return stack.library()
        .create("main", {"a.png", "image/png", std::move(bytes)}, fields)
        .value_or(json::Json{});
  }
};

}  // namespace stacktag::contracts
