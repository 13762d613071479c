// SPDX-License-Identifier: Apache-2.0
// How many may compute at once, however many wait: decoding and looking at pictures fill a core
// each. And how often the service may be asked.
#pragma once

#include <cstddef>
#include <memory>
#include <semaphore>

#include "pace/token_bucket.h"
#include "ports/image_preparer.h"
#include "ports/labeler.h"

namespace stacktag::server {

/// As many as there are cores, usually.
class Gate final {
 public:
  explicit Gate(std::ptrdiff_t at_once) : free_(at_once) {}

  /// Whether there was room before the deadline.
  bool enter(Deadline const& deadline);
  void leave() { free_.release(); }

 private:
  std::counting_semaphore<> free_;
};

/// The gate outlives them; so do the bucket and, of the labeler that waits, nothing else.
std::unique_ptr<ImagePreparer> through_gate(std::unique_ptr<ImagePreparer> preparer, Gate& gate);
std::unique_ptr<Labeler> through_gate(std::unique_ptr<Labeler> labeler, Gate& gate);
/// One token of the bucket for each question.
std::unique_ptr<Labeler> at_pace(std::unique_ptr<Labeler> labeler, TokenBucket& bucket);

}  // namespace stacktag::server
