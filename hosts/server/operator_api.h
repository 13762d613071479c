// SPDX-License-Identifier: Apache-2.0
// What operators ask the server over HTTP: /healthz, /readyz, /metrics and /api/v1.
// docs/openapi.yaml has every path and every answer.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "environment/environment.h"
#include "http_server/server.h"
#include "ports/job_desk.h"
#include "ports/ledger_desk.h"
#include "ports/upkeep.h"
#include "server/metrics.h"
#include "stacktag/clock.h"

namespace stacktag::server {

struct OperatorOptions {
  std::string token{};  ///< empty: only programs of this machine are answered
  std::chrono::seconds oldest_max{3600};
};

/// STACKTAG_API_TOKEN and STACKTAG_READY_QUEUE_AGE.
OperatorOptions read_operator_options(SettingsReader& reader);

/// All of it outlives the API. The stacks are those of the metrics.
struct OperatorParts {
  Metrics& metrics;
  JobHand& hand;
  Upkeep& upkeep;
  std::function<void()> jobs_due{};  ///< called where jobs were made due; may be empty
};

class OperatorApi final {
 public:
  OperatorApi(OperatorOptions options, OperatorParts parts);
  ~OperatorApi();
  OperatorApi(OperatorApi const&) = delete;
  OperatorApi& operator=(OperatorApi const&) = delete;

  /// Whether the path is one of the API's, be it with a wrong method or rest.
  static bool has(std::string const& path);
  /// Blocks while the store works and, for one request of /readyz at a time, while Contentstack
  /// does: give it two threads at least. Safe to call from several threads.
  http::ServerReply answer(http::ServerRequest const& request);

 private:
  struct State;
  std::unique_ptr<State> const state_;
};

}  // namespace stacktag::server
