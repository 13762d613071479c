// SPDX-License-Identifier: Apache-2.0
// One event as one log line, and as one line of CloudWatch metrics. Both are made of the report
// alone: no header and no body of a delivery ever comes near them.
#pragma once

#include "delivery/delivery.h"
#include "json/json.h"
#include "log/log.h"
#include "stacktag/clock.h"

namespace stacktag {

Level level_of(Outcome outcome);

/// {"labels": {"calls": 1, "usd": 0.001}, ...}
json::Json cost_json(Cost const& cost);

json::Json log_fields(Settled const& settled);

void write_log_line(Log& log, Settled const& settled);

/// Metrics in the embedded metric format.
/// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
json::Json metrics_line(Settled const& settled, WallTime now);

}  // namespace stacktag
