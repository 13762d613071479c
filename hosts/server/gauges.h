// SPDX-License-Identifier: Apache-2.0
// The metrics that are looked up at the moment they are read.
#pragma once

#include <prometheus/metric_family.h>

#include <vector>

#include "server/metrics.h"

namespace stacktag::server {

std::vector<prometheus::MetricFamily> read_gauges(MetricsSources const& sources, WallTime started);

/// Of this process; nothing where the system does not tell.
std::optional<std::int64_t> resident_bytes();

}  // namespace stacktag::server
