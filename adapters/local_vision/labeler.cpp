// SPDX-License-Identifier: Apache-2.0
#include "local_vision/labeler.h"

#include <algorithm>
#include <mutex>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>
#include <utility>

#include "local_vision/colours.h"
#include "local_vision/faces.h"
#include "local_vision/labels_of.h"
#include "raster/raster.h"

namespace stacktag::local_vision {
namespace {

constexpr int k_looked_at_side = 640;
constexpr auto k_debian_cascades = "/usr/share/opencv4/haarcascades";

Error to_error(raster::Problem const& problem) {
  switch (problem.fault) {
    case raster::Fault::unknown_format:
      return {Reason::unsupported_format, "the picture's format is not known"};
    case raster::Fault::too_large:
      return {Reason::too_large, problem.message};
    case raster::Fault::damaged:
      break;
  }
  return {Reason::corrupt, problem.message};
}

class LocalVision final : public Labeler {
 public:
  explicit LocalVision(std::unique_ptr<Faces> faces) : faces_(std::move(faces)) {
    cv::setNumThreads(1);  // who calls decides how many pictures are looked at side by side
  }

  LabelAnswer label(Image const& image, LabelQuery const& query, Deadline const&) override {
    auto pixels = raster::decode(image.bytes, k_looked_at_side);
    if (!pixels) {
      return {fail(to_error(pixels.error())), 0};
    }
    try {
      return {look(*pixels, query), 0};
    } catch (cv::Exception const& error) {
      return {
          fail(Reason::corrupt, std::string("the picture cannot be looked at: ") + error.what()),
          0};
    }
  }

 private:
  Labels look(raster::Pixels& pixels, LabelQuery const& query) {
    cv::Mat const rgb(pixels.height, pixels.width, CV_8UC3, pixels.rgb.data());
    cv::Mat grey;
    cv::cvtColor(rgb, grey, cv::COLOR_RGB2GRAY);
    Labels labels{.found = labels_of({.width = pixels.width,
                                      .height = pixels.height,
                                      .had_alpha = pixels.had_alpha,
                                      .people = faces_->people(grey),
                                      .cats = faces_->cats(grey),
                                      .colours = measure_colours(rgb)}),
                  .engine = "local",
                  .model_version = "stacktag-local-1"};
    std::erase_if(labels.found,
                  [&](Label const& label) { return label.confidence < query.confidence_min; });
    auto const most = static_cast<std::size_t>(std::max(query.labels_max, 0));
    labels.found.resize(std::min(labels.found.size(), most));
    return labels;
  }

  std::unique_ptr<Faces> const faces_;
};

}  // namespace

Result<std::unique_ptr<Labeler>> make_labeler(Options const& options) {
  auto const folder = options.cascades.empty() ? k_debian_cascades : options.cascades;
  TRY(auto faces, Faces::load(folder));
  return std::make_unique<LocalVision>(std::move(faces));
}

}  // namespace stacktag::local_vision
