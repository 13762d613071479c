// SPDX-License-Identifier: Apache-2.0
#include "local_vision/labeler.h"

#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>
#include <string_view>
#include <utility>

#include "flow/colour_labels.h"
#include "local_vision/appearance.h"
#include "local_vision/barcode.h"
#include "local_vision/composition.h"
#include "local_vision/faces.h"
#include "local_vision/labels_of.h"
#include "local_vision/qr_code.h"
#include "local_vision/text_lines.h"
#include "raster/raster.h"

namespace stacktag::local_vision {
namespace {

constexpr int k_looked_at_side = 640;
constexpr auto k_debian_cascades = "/usr/share/opencv4/haarcascades";

// Leaves at most so many of Feature::labels, best first.
void keep_best(Labels& labels, int labels_max) {
  int kept = 0;
  std::erase_if(labels.found, [&](Label const& label) {
    return label.feature == Feature::labels && kept++ >= labels_max;
  });
}

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
  LocalVision(std::unique_ptr<Faces> faces, Switches switches)
      : faces_(std::move(faces)), switches_(std::move(switches)) {
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
  // What no label is wanted for is not looked for.
  Measured measure(raster::Pixels const& pixels, cv::Mat const& rgb, cv::Mat const& grey) {
    Measured measured{.signals = {.width = pixels.width,
                                  .height = pixels.height,
                                  .transparent = pixels.transparent,
                                  .composition = measure_composition(rgb, grey),
                                  .lines = find_text_lines(grey)}};
    auto const wanted = [this](std::initializer_list<std::string_view> names) {
      return std::ranges::any_of(names, [this](auto name) { return switches_.is_on(name); });
    };
    if (wanted({"Person", "Face", "Head"})) {
      measured.people = faces_->people(grey);
    }
    if (wanted({"Pedestrian"})) {
      measured.pedestrians = faces_->pedestrians(grey);
    }
    if (wanted({"Cat", "Pet", "Mammal", "Animal"})) {
      measured.cats = faces_->cats(grey);
    }
    if (wanted({"QR Code"})) {
      measured.qr_code = find_qr_code(grey);
    }
    if (wanted({"Barcode"})) {
      measured.barcode = find_barcode(grey);
    }
    return measured;
  }

  Labels look(raster::Pixels& pixels, LabelQuery const& query) {
    cv::Mat const rgb(pixels.height, pixels.width, CV_8UC3, pixels.rgb.data());
    cv::Mat grey;
    cv::cvtColor(rgb, grey, cv::COLOR_RGB2GRAY);
    Labels labels{.engine = "local", .model_version = "stacktag-local-3"};
    if (query.features.contains(Feature::labels)) {
      labels.found = labels_of(measure(pixels, rgb, grey), switches_);
    }
    if (query.features.contains(Feature::properties)) {
      labels.properties = measure_properties(rgb, grey);
      std::ranges::move(colour_labels(*labels.properties), std::back_inserter(labels.found));
    }
    std::ranges::stable_sort(labels.found, std::ranges::greater{}, &Label::confidence);
    keep_asked(labels, query);
    keep_best(labels, query.labels_max);
    return labels;
  }

  std::unique_ptr<Faces> const faces_;
  Switches const switches_;
};

}  // namespace

Result<std::unique_ptr<Labeler>> make_labeler(Options const& options) {
  auto const folder = options.cascades.empty() ? k_debian_cascades : options.cascades;
  TRY(auto faces, Faces::load(folder));
  return std::make_unique<LocalVision>(std::move(faces), Switches(options.labels));
}

}  // namespace stacktag::local_vision
