// SPDX-License-Identifier: Apache-2.0
// Log lines: one JSON object a line, written in one piece, on standard output or error. What is
// logged is chosen by name; bodies and tokens never are.
#pragma once

#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

#include "json/json.h"
#include "stacktag/clock.h"

namespace stacktag {

enum class Level { debug, info, warn, error };
std::string_view to_string(Level level);

/// As 2026-03-01T12:00:00.000Z.
std::string iso_time(WallTime wall);

class Log {
 public:
  virtual ~Log() = default;
  /// `fields` is an object; `timestamp` and `level` are added in front. Cut to
  /// limits::log_line_bytes_max.
  virtual void write(Level level, std::string_view message, json::Json fields) = 0;
  /// A line in a form that a service prescribes (CloudWatch EMF), as it is.
  virtual void write_raw(json::Json const& line) = 0;
};

/// Writes to `stream`, which must outlive it. Lines below `least` are dropped.
std::unique_ptr<Log> make_log(std::FILE* stream, Clock& clock, Level least = Level::info);

}  // namespace stacktag
