// SPDX-License-Identifier: Apache-2.0
// Reads paths of pictures and prints, a line of JSON each, what the local engine measures and how
// sure it is of every label: what bench/local_engine's scripts count and fit.
#include <fstream>
#include <iostream>
#include <iterator>
#include <opencv2/imgproc.hpp>
#include <string>

#include "json/json.h"
#include "local_vision/composition.h"
#include "local_vision/faces.h"
#include "local_vision/judge.h"
#include "local_vision/labeler.h"
#include "local_vision/text_lines.h"
#include "raster/raster.h"

namespace stacktag::local_vision {
namespace {

std::string read_file(std::string const& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

json::Json measured(Faces& faces, std::string const& bytes) {
  auto pixels = raster::decode(bytes, 640).value();
  cv::Mat const rgb(pixels.height, pixels.width, CV_8UC3, pixels.rgb.data());
  cv::Mat grey;
  cv::cvtColor(rgb, grey, cv::COLOR_RGB2GRAY);
  Signals const signals{.width = pixels.width,
                        .height = pixels.height,
                        .transparent = pixels.transparent,
                        .composition = measure_composition(rgb, grey),
                        .lines = find_text_lines(grey)};
  auto candidates = json::Json::array();
  for (auto const& face : faces.candidates(grey)) {
    candidates.push_back({face.first, face.second, face.box.width});
  }
  return {{"weighed", weighed(signals)},
          {"faces", candidates},
          {"dark", signals.composition.dark},
          {"grey", signals.composition.grey_distance}};
}

json::Json judged(Labeler& engine, std::string const& bytes) {
  auto const answer = engine.label({.bytes = bytes}, {.confidence_min = 0, .labels_max = 1000}, {});
  auto labels = json::Json::object();
  for (auto const& label : answer.labels.value().found) {
    labels[label.name] = label.confidence;
  }
  return labels;
}

}  // namespace
}  // namespace stacktag::local_vision

int main() {
  using namespace stacktag;
  auto const engine = local_vision::make_labeler({.labels = {"all"}}).value();
  auto const faces = local_vision::Faces::load("/usr/share/opencv4/haarcascades").value();
  for (std::string path; std::getline(std::cin, path);) {
    auto const bytes = local_vision::read_file(path);
    auto line = local_vision::measured(*faces, bytes);
    line["path"] = path;
    line["labels"] = local_vision::judged(*engine, bytes);
    std::cout << json::dump(line) << std::endl;
  }
}
