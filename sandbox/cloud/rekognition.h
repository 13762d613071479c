// SPDX-License-Identifier: Apache-2.0
// Amazon Rekognition's DetectLabels, answered by an engine of ours in the documented shape.
// https://docs.aws.amazon.com/rekognition/latest/APIReference/API_DetectLabels.html
#pragma once

#include <atomic>

#include "http/server.h"
#include "json/json.h"
#include "ports/labeler.h"

namespace stacktag::sandbox {

class Rekognition {
 public:
  explicit Rekognition(Labeler& engine) : engine_(engine) {}

  /// A request whose signature holds; `operation` is what stands behind "RekognitionService.".
  Reply answer(std::string const& operation, Request const& request);
  json::Json counters() const;
  void clear();
  void count_refused() { ++requests_, ++errors_; }

 private:
  Reply detect_labels(Request const& request);

  Labeler& engine_;
  std::atomic<int> requests_{0};
  std::atomic<int> calls_{0};  ///< answered well, so paid for
  std::atomic<int> errors_{0};
  std::atomic<int> in_flight_{0};
  std::atomic<int> in_flight_max_{0};
};

/// An error as AWS JSON services write it.
Reply aws_error(int status, std::string const& code, std::string const& message);

}  // namespace stacktag::sandbox
