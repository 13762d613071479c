// SPDX-License-Identifier: Apache-2.0
#include "network_vision/network.h"

#include <algorithm>
#include <cmath>
#include <exception>
#include <mutex>
#include <opencv2/core.hpp>
#include <opencv2/core/utils/logger.hpp>
#include <opencv2/dnn.hpp>
#include <opencv2/imgproc.hpp>
#include <utility>

#include "stacktag/limits.h"

namespace stacktag::network_vision {
namespace {

constexpr int k_row = 7;  // of a detection: picture, class, probability, left, top, right, bottom

tl::unexpected<Error> unusable(std::string const& why) {
  constexpr std::size_t k_bytes_max = 300;
  return fail(Reason::bad_configuration, "the network " + why.substr(0, k_bytes_max));
}

std::string first_line(char const* text) {
  std::string const all(text);
  return all.substr(0, all.find('\n'));
}

cv::dnn::Net read_net(Manifest const& manifest, std::string const& weights,
                      std::string const& layout) {
  auto net =
      manifest.format == Format::onnx
          ? cv::dnn::readNetFromONNX(weights.data(), weights.size())
          : cv::dnn::readNetFromCaffe(layout.data(), layout.size(), weights.data(), weights.size());
  net.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
  net.setPreferableTarget(cv::dnn::DNN_TARGET_CPU);
  return net;
}

// The middle of what is left when the shorter side is shrunk to fit.
cv::Mat crop(cv::Mat const& rgb, Input const& input) {
  auto const side = std::max({input.shorter_side, input.width, input.height});
  auto const ratio = static_cast<double>(side) / std::min(rgb.cols, rgb.rows);
  cv::Size const size(std::max(side, static_cast<int>(std::lround(rgb.cols * ratio))),
                      std::max(side, static_cast<int>(std::lround(rgb.rows * ratio))));
  cv::Mat fitted;
  cv::resize(rgb, fitted, size, 0, 0, ratio < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
  return fitted(cv::Rect((size.width - input.width) / 2, (size.height - input.height) / 2,
                         input.width, input.height));
}

cv::Mat stretch(cv::Mat const& rgb, Input const& input) {
  cv::Mat fitted;
  bool const shrinks = rgb.cols > input.width && rgb.rows > input.height;
  cv::resize(rgb, fitted, cv::Size(input.width, input.height), 0, 0,
             shrinks ? cv::INTER_AREA : cv::INTER_LINEAR);
  return fitted;
}

cv::Mat blob_of(raster::Pixels const& pixels, Input const& input) {
  cv::Mat const rgb(pixels.height, pixels.width, CV_8UC3,
                    const_cast<std::uint8_t*>(pixels.rgb.data()));
  auto const fitted = input.fit == Fit::crop ? crop(rgb, input) : stretch(rgb, input);
  cv::Mat numbers;
  fitted.convertTo(numbers, CV_32FC3);
  if (input.order == ChannelOrder::bgr) {
    cv::cvtColor(numbers, numbers, cv::COLOR_RGB2BGR);
  }
  cv::subtract(numbers, cv::Scalar(input.mean[0], input.mean[1], input.mean[2]), numbers);
  cv::multiply(numbers, cv::Scalar(input.scale[0], input.scale[1], input.scale[2]), numbers);
  return cv::dnn::blobFromImage(numbers);
}

std::vector<double> probabilities_of(std::vector<double> numbers, Activation activation) {
  if (activation == Activation::softmax) {
    auto const most = *std::ranges::max_element(numbers);
    double sum = 0;
    for (auto& number : numbers) {
      number = std::exp(number - most);
      sum += number;
    }
    std::ranges::for_each(numbers, [sum](double& number) { number /= sum; });
  } else if (activation == Activation::sigmoid) {
    std::ranges::for_each(numbers, [](double& number) { number = 1 / (1 + std::exp(-number)); });
  }
  return numbers;
}

Box box_of(double left, double top, double right, double bottom) {
  left = std::clamp(left, 0.0, 1.0);
  top = std::clamp(top, 0.0, 1.0);
  return {left, top, std::clamp(right, left, 1.0) - left, std::clamp(bottom, top, 1.0) - top};
}

// The boxes are shares of what the network saw: the whole picture, as a detector's are stretched.
std::vector<Detection> detections_of(std::vector<double> const& numbers, std::size_t classes) {
  std::vector<Detection> found;
  for (std::size_t at = 0; at + k_row <= numbers.size(); at += k_row) {
    auto const* row = numbers.data() + at;
    if (row[2] <= 0 || row[0] < 0 || row[1] < 0 || row[1] >= static_cast<double>(classes)) {
      continue;  // an empty row stands for nothing found, or closes the list
    }
    found.push_back({.index = static_cast<std::size_t>(row[1]),
                     .probability = std::clamp(row[2], 0.0, 1.0),
                     .box = box_of(row[3], row[4], row[5], row[6])});
  }
  return found;
}

class OpenCvNetwork final : public Network {
 public:
  OpenCvNetwork(Manifest const& manifest, std::size_t classes, cv::dnn::Net const& net)
      : kind_(manifest.kind),
        input_(manifest.input),
        activation_(manifest.activation),
        output_(manifest.output),
        classes_(classes),
        net_(net) {}

  Result<Output> run(raster::Pixels const& pixels) override {
    std::lock_guard const lock(mutex_);
    try {
      net_.setInput(blob_of(pixels, input_));
      auto const numbers = net_.forward(output_);
      return read(numbers);
    } catch (std::exception const& error) {
      return unusable("cannot be run: " + first_line(error.what()));
    }
  }

 private:
  Result<Output> read(cv::Mat const& numbers) const {
    if (numbers.depth() != CV_32F || !numbers.isContinuous()) {
      return unusable("gives no numbers of 32 bits");
    }
    auto const* first = numbers.ptr<float>();
    std::vector<double> values(first, first + numbers.total());
    if (!std::ranges::all_of(values, [](double value) { return std::isfinite(value); })) {
      return unusable("gives what are no numbers");
    }
    if (kind_ == Kind::detector) {
      if (values.size() % k_row != 0) {
        return unusable("gives no rows of " + std::to_string(k_row) + ", as a detector should");
      }
      return Output{.probabilities = {}, .detections = detections_of(values, classes_)};
    }
    if (values.size() != classes_) {
      return unusable("gives " + std::to_string(values.size()) + " numbers for " +
                      std::to_string(classes_) + " labels");
    }
    return Output{.probabilities = probabilities_of(std::move(values), activation_),
                  .detections = {}};
  }

  Kind const kind_;
  Input const input_;
  Activation const activation_;
  std::string const output_;
  std::size_t const classes_;
  std::mutex mutex_;  // a network keeps state while it runs
  cv::dnn::Net net_;
};

}  // namespace

Result<std::unique_ptr<Network>> load_network(Manifest const& manifest, std::string const& weights,
                                              std::string const& layout, std::size_t classes) {
  // Who calls decides how many pictures are looked at side by side; what OpenCV has to say about a
  // file comes with its exception.
  cv::setNumThreads(1);
  cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
  try {
    auto net = read_net(manifest, weights, layout);
    if (net.empty()) {
      return unusable("is empty");
    }
    cv::dnn::MatShape const shape{1, 3, manifest.input.height, manifest.input.width};
    auto const work = static_cast<double>(net.getFLOPS(shape));
    if (work > limits::model_work_max) {
      return unusable("would need " + std::to_string(static_cast<long long>(work / 1e9)) +
                      " thousand million operations for one picture");
    }
    return std::make_unique<OpenCvNetwork>(manifest, classes, net);
  } catch (std::exception const& error) {
    return unusable("cannot be loaded by OpenCV " CV_VERSION ": " + first_line(error.what()));
  }
}

}  // namespace stacktag::network_vision
