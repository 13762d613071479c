// SPDX-License-Identifier: Apache-2.0
// Faces and cats' faces, by OpenCV's cascades. One cascade alone fires on cups and curtains, so
// that a face counts only where a second detector, trained differently, sees it too.
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
};

class Faces final {
 public:
  static Result<std::unique_ptr<Faces>> load(std::string const& folder);

  std::vector<Face> people(cv::Mat const& grey);
  std::vector<Face> cats(cv::Mat const& grey);

 private:
  std::vector<Face> agreed(cv::CascadeClassifier& first, cv::CascadeClassifier& second,
                           cv::Mat const& grey, double scale);

  std::mutex mutex_;  // a cascade keeps state while it looks
  cv::CascadeClassifier face_;
  cv::CascadeClassifier face_other_;
  cv::CascadeClassifier cat_;
  cv::CascadeClassifier cat_other_;
};

}  // namespace stacktag::local_vision
