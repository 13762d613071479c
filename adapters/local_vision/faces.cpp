// SPDX-License-Identifier: Apache-2.0
#include "local_vision/faces.h"

#include <algorithm>
#include <limits>
#include <opencv2/imgproc.hpp>

namespace stacktag::local_vision {
namespace {

// The first look is at a picture of this side; a face of a fifteenth of it is found. Chosen, as the
// steps of both looks, so that 512 x 512 pixels take no more than 60 ms; docs/local-engine.md has
// what is found then.
constexpr int k_first_look_side = 340;
constexpr int k_smallest_face_pixels = 22;
constexpr std::size_t k_candidates_max = 24;
constexpr double k_any_score = std::numeric_limits<double>::lowest();

struct Weighed {
  std::vector<cv::Rect> boxes{};
  std::vector<double> weights{};
};

// With the score of the cascade's last stage: how surely, not only whether.
Weighed weigh(cv::CascadeClassifier& cascade, cv::Mat const& grey, double step, int neighbours,
              int smallest) {
  Weighed found;
  std::vector<int> levels;
  cascade.detectMultiScale(grey, found.boxes, levels, found.weights, step, neighbours, 0,
                           cv::Size(smallest, smallest), cv::Size(), true);
  return found;
}

cv::Rect grown(cv::Rect const& box, double by, cv::Size whole) {
  auto const more = [by](int side) { return static_cast<int>(side * by / 2); };
  return cv::Rect(box.x - more(box.width), box.y - more(box.height),
                  box.width + 2 * more(box.width), box.height + 2 * more(box.height)) &
         cv::Rect({}, whole);
}

// What the second cascade makes of the place, looked at from near; 0 where it sees nothing.
double second_opinion(cv::CascadeClassifier& cascade, cv::Mat const& grey, cv::Rect const& box) {
  constexpr int k_near_side = 80;
  auto const around = grown(box, 0.6, grey.size());
  auto const scale = k_near_side / static_cast<double>(std::max(around.width, around.height));
  cv::Mat near;
  cv::resize(grey(around), near, {}, scale, scale, cv::INTER_AREA);
  auto const smallest = static_cast<int>(0.8 * scale * box.width);
  auto const found = weigh(cascade, near, 1.08, 2, smallest);
  return found.weights.empty() ? 0 : std::max(*std::ranges::max_element(found.weights), 0.1);
}

struct FromAfar {
  cv::Mat grey{};
  double scale = 1;
};

FromAfar from_afar(cv::Mat const& grey) {
  FromAfar far{.scale = std::min(
                   1.0, k_first_look_side / static_cast<double>(std::max(grey.cols, grey.rows)))};
  cv::resize(grey, far.grey, {}, far.scale, far.scale, cv::INTER_AREA);
  return far;
}

cv::Rect enlarged(cv::Rect const& box, double scale, cv::Size whole) {
  auto const back = [scale](int value) { return static_cast<int>(value / scale); };
  return cv::Rect(back(box.x), back(box.y), back(box.width), back(box.height)) &
         cv::Rect({}, whole);
}

// Those that the first cascade scores first_min or better: the second look is what costs.
std::vector<Face> agreed(cv::CascadeClassifier& first, cv::CascadeClassifier& second,
                         cv::Mat const& grey, double first_min) {
  auto const [far, scale] = from_afar(grey);
  auto const seen = weigh(first, far, 1.25, 2, k_smallest_face_pixels);
  std::vector<Face> faces;
  for (std::size_t i = 0; i < std::min(seen.boxes.size(), k_candidates_max); ++i) {
    if (seen.weights[i] < first_min) {
      continue;
    }
    auto const place = enlarged(seen.boxes[i], scale, grey.size());
    faces.push_back({place, 0, seen.weights[i], second_opinion(second, grey, place)});
  }
  return faces;
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
      faces->figure_.setSVMDetector(cv::HOGDescriptor::getDefaultPeopleDetector());
      return faces;
    }
  } catch (cv::Exception const&) {
    // A damaged file ends as a missing one does.
  }
  return fail(Reason::bad_configuration,
              "OpenCV's cascades are not in " + folder + "; Debian's package opencv-data has them");
}

std::vector<Face> Faces::candidates(cv::Mat const& grey) {
  std::lock_guard const lock(mutex_);
  return agreed(face_, face_other_, grey, k_any_score);
}

// Chosen on the half of the labelled set that is for choosing: the first cascade's last stage alone
// passes many a cup, and a second opinion just above its threshold is worth little.
std::vector<Face> Faces::people(cv::Mat const& grey) {
  constexpr double k_first_min = 55;
  constexpr double k_second_min = 2;
  constexpr double k_surplus_min = 4;
  std::lock_guard const lock(mutex_);
  std::vector<Face> faces;
  for (auto face : agreed(face_, face_other_, grey, k_first_min)) {
    auto const surplus = 4 * (face.first - k_first_min) + 2 * (face.second - k_second_min);
    if (face.second >= k_second_min && surplus >= k_surplus_min) {
      face.confidence = std::min(80 + surplus - k_surplus_min, 99.0);
      faces.push_back(face);
    }
  }
  return faces;
}

std::vector<Face> Faces::cats(cv::Mat const& grey) {
  std::lock_guard const lock(mutex_);
  auto faces = agreed(cat_, cat_other_, grey, k_any_score);
  std::erase_if(faces, [](Face const& face) { return face.second <= 0; });
  for (auto& face : faces) {
    face.confidence = std::clamp(80 + face.second, 80.0, 99.0);
  }
  return faces;
}

std::vector<Face> Faces::pedestrians(cv::Mat const& grey) {
  constexpr double k_score_min = 0.6;
  std::lock_guard const lock(mutex_);
  auto const [far, scale] = from_afar(grey);
  // OpenCV 4.6 reads beyond a picture that is smaller than the detector's window.
  if (far.cols < figure_.winSize.width || far.rows < figure_.winSize.height) {
    return {};
  }
  std::vector<cv::Rect> boxes;
  std::vector<double> scores;
  figure_.detectMultiScale(far, boxes, scores, k_score_min, cv::Size(8, 8), cv::Size(), 1.1, 1);
  std::vector<Face> found;
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    found.push_back({enlarged(boxes[i], scale, grey.size()), std::min(70 + 15 * scores[i], 99.0)});
  }
  return found;
}

}  // namespace stacktag::local_vision
