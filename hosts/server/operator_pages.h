// SPDX-License-Identifier: Apache-2.0
// The answers of the operators' API, path by path.
#pragma once

#include <string>

#include "http_server/server.h"
#include "server/health.h"
#include "server/operator_api.h"
#include "server/stack_names.h"

namespace stacktag::server {

/// One request that was let in, with what its answer is made of.
struct Visit {
  http::ServerRequest const& request;
  OperatorParts const& parts;
  StackNames const& names;
  Health& health;
  std::string item{};    ///< what stands in the path, as the number of a job
  bool granted = false;  ///< whether details may be told

  MetricsSources const& sources() const { return parts.metrics.sources(); }
};

http::ServerReply healthz(Visit const& visit);
http::ServerReply readyz(Visit const& visit);
http::ServerReply metrics_page(Visit const& visit);
http::ServerReply stats_page(Visit const& visit);
http::ServerReply stacks_page(Visit const& visit);
http::ServerReply events_page(Visit const& visit);

http::ServerReply queue_page(Visit const& visit);
http::ServerReply job_page(Visit const& visit);
http::ServerReply retry_job(Visit const& visit);
http::ServerReply drop_job(Visit const& visit);

http::ServerReply assets_page(Visit const& visit);
http::ServerReply asset_page(Visit const& visit);

}  // namespace stacktag::server
