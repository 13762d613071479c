// SPDX-License-Identifier: Apache-2.0
// Faces, cats' faces and people on foot, by OpenCV's detectors. One cascade alone fires on cups and
// curtains, so that a face counts only where a second one, trained differently, sees it too.
#pragma once

#include <memory>
#include <mutex>
#include <opencv2/core.hpp>
#include <opencv2/objdetect.hpp>
#include <string>
#include <vector>

#include "stacktag/result.h"

namespace stacktag::local_vision {

struct Face {
  cv::Rect box{};
  double confidence = 0;  ///< 0 to 100
  double first = 0;       ///< score of the last stage of the first cascade
  double second = 0;      ///< and of the second one; 0 where it sees nothing
};

class Faces final {
 public:
  static Result<std::unique_ptr<Faces>> load(std::string const& folder);

  std::vector<Face> people(cv::Mat const& grey);
  std::vector<Face> cats(cv::Mat const& grey);
  /// Also what is too unlikely to be a face, as it was scored.
  std::vector<Face> candidates(cv::Mat const& grey);
  /// Whole figures that stand or walk.
  std::vector<Face> pedestrians(cv::Mat const& grey);

 private:
  std::mutex mutex_;  // a cascade keeps state while it looks
  cv::CascadeClassifier face_;
  cv::CascadeClassifier face_other_;
  cv::CascadeClassifier cat_;
  cv::CascadeClassifier cat_other_;
  cv::HOGDescriptor figure_;
};

}  // namespace stacktag::local_vision
