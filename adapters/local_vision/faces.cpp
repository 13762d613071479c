// SPDX-License-Identifier: Apache-2.0
#include "local_vision/faces.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

namespace stacktag::local_vision {
namespace {

constexpr int k_smallest_face_pixels = 40;

double overlap(cv::Rect const& a, cv::Rect const& b) {
  auto const common = static_cast<double>((a & b).area());
  return common / (static_cast<double>(a.area()) + static_cast<double>(b.area()) - common);
}

std::vector<cv::Rect> look(cv::CascadeClassifier& cascade, cv::Mat const& grey, int neighbours) {
  std::vector<cv::Rect> found;
  cascade.detectMultiScale(grey, found, 1.1, neighbours, 0,
                           cv::Size(k_smallest_face_pixels, k_smallest_face_pixels));
  return found;
}

struct Weighed {
  std::vector<cv::Rect> boxes{};
  std::vector<double> weights{};
};

// With the score of the cascade's last stage: how surely, not only whether.
Weighed weigh(cv::CascadeClassifier& cascade, cv::Mat const& grey, int neighbours) {
  Weighed found;
  std::vector<int> levels;
  cascade.detectMultiScale(grey, found.boxes, levels, found.weights, 1.1, neighbours, 0,
                           cv::Size(k_smallest_face_pixels, k_smallest_face_pixels), cv::Size(),
                           true);
  return found;
}

}  // namespace

Result<std::unique_ptr<Faces>> Faces::load(std::string const& folder) {
  auto faces = std::make_unique<Faces>();
  auto const load = [&folder](cv::CascadeClassifier& cascade, std::string const& name) {
    return cascade.load(folder + "/haarcascade_" + name + ".xml");
  };
  try {
    if (load(faces->face_, "frontalface_alt2") && load(faces->face_other_, "frontalface_default") &&
        load(faces->cat_, "frontalcatface_extended") && load(faces->cat_other_, "frontalcatface")) {
      return faces;
    }
  } catch (cv::Exception const&) {
    // A damaged file ends as a missing one does.
  }
  return fail(Reason::bad_configuration,
              "OpenCV's cascades are not in " + folder + "; Debian's package opencv-data has them");
}

std::vector<Face> Faces::agreed(cv::CascadeClassifier& first, cv::CascadeClassifier& second,
                                cv::Mat const& grey, double scale) {
  constexpr double k_same_place = 0.4;
  std::lock_guard const lock(mutex_);
  auto const sure = weigh(first, grey, 4);
  if (sure.boxes.empty()) {
    return {};
  }
  auto const others = look(second, grey, 6);
  std::vector<Face> faces;
  for (std::size_t i = 0; i < sure.boxes.size(); ++i) {
    bool const seen_twice = std::ranges::any_of(
        others, [&](cv::Rect const& box) { return overlap(box, sure.boxes[i]) >= k_same_place; });
    if (seen_twice) {
      faces.push_back({sure.boxes[i], std::clamp(85 + sure.weights[i] * scale, 80.0, 99.9)});
    }
  }
  return faces;
}

std::vector<Face> Faces::people(cv::Mat const& grey) {
  return agreed(face_, face_other_, grey, 3);
}

std::vector<Face> Faces::cats(cv::Mat const& grey) {
  return agreed(cat_, cat_other_, grey, 3);
}

}  // namespace stacktag::local_vision
