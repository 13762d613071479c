// SPDX-License-Identifier: Apache-2.0
// How one event ended, with what it took: the source of the answer, the log line and the counters.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "flow/features.h"
#include "flow/labels.h"
#include "stacktag/reason.h"

namespace stacktag {

/// How long each step took; nothing where the step was not taken.
struct StepTimes {
  using Duration = std::optional<std::chrono::microseconds>;
  Duration previous{};   ///< reading version N-1
  Duration latest{};     ///< reading the asset as it is now
  Duration image{};      ///< fetching the file
  Duration rendition{};  ///< fetching a smaller JPEG instead
  Duration label{};
  Duration write{};  ///< writing tags, repairs included
  std::chrono::microseconds total{0};

  bool operator==(StepTimes const&) const = default;
};

struct Report {
  Reason reason = Reason::internal;
  std::string message{};  ///< more about it for people; may be empty
  std::optional<std::chrono::milliseconds> retry_after{};
  std::string asset{};
  std::string branch{};
  int version = 0;                   ///< the asset's newest version that we know of
  std::vector<std::string> tags{};   ///< all tags of the asset afterwards, where they are known
  std::vector<std::string> added{};  ///< those of them that this event added
  std::optional<std::string> description{};  ///< that this event wrote
  Labels labels{};                           ///< what the engine said, where it was asked
  int label_calls = 0;                       ///< paid calls
  Cost cost{};                               ///< of them, by feature
  int reads = 0;                             ///< of the asset store
  int writes = 0;
  std::size_t image_bytes = 0;  ///< fetched
  StepTimes steps{};

  Outcome outcome() const { return facts(reason).outcome; }
  bool operator==(Report const&) const = default;
};

}  // namespace stacktag
