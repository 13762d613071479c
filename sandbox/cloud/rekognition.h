// SPDX-License-Identifier: Apache-2.0
// Amazon Rekognition's operations on pictures, answered by an engine of ours in the documented
// shapes. What an engine cannot know (a celebrity, a word, what is unsafe) may be put in by hand.
// https://docs.aws.amazon.com/rekognition/latest/APIReference/API_Operations_Amazon_Rekognition.html
#pragma once

#include <atomic>
#include <map>
#include <mutex>
#include <string>
#include <vector>

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

  /// What is found in every picture from now on, beside what the engine finds:
  /// {"moderation"?: ["Alcohol/Alcoholic Beverages"], "text"?: ["MONDAY SALE"], "celebrities"?:
  /// ["Ada Example"]}, each in the place of what was put in for its feature before.
  void put_in(json::Json const& findings);

 private:
  Reply answer_well_formed(std::string const& operation, Request const& request);
  std::vector<Label> put_in_of(Feature feature) const;

  Labeler& engine_;
  std::atomic<int> requests_{0};
  std::atomic<int> calls_{0};  ///< answered well, so paid for
  std::atomic<int> errors_{0};
  std::atomic<int> in_flight_{0};
  std::atomic<int> in_flight_max_{0};
  mutable std::mutex mutex_;
  std::map<Feature, std::vector<Label>> put_in_;
  std::map<std::string, int> calls_by_operation_;
};

/// An error as AWS JSON services write it.
Reply aws_error(int status, std::string const& code, std::string const& message);

}  // namespace stacktag::sandbox
