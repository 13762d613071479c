// SPDX-License-Identifier: Apache-2.0
// Networks small enough to be written by hand: they look at a picture's mean colour and nothing
// else. ONNX and Caffe are both protocol buffers: https://protobuf.dev/programming-guides/encoding
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace stacktag::tiny {

class Message {
 public:
  Message& number(int field, std::uint64_t value) {
    varint(static_cast<std::uint64_t>(field) << 3);
    varint(value);
    return *this;
  }
  Message& text(int field, std::string_view bytes) {
    varint(static_cast<std::uint64_t>(field) << 3 | 2);
    varint(bytes.size());
    bytes_.append(bytes);
    return *this;
  }
  Message& message(int field, Message const& inner) { return text(field, inner.bytes_); }
  std::string const& bytes() const { return bytes_; }

 private:
  void varint(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) {
      bytes_.push_back(static_cast<char>(value | 0x80));
    }
    bytes_.push_back(static_cast<char>(value));
  }
  std::string bytes_;
};

template <class Number>
std::string raw(std::vector<Number> const& numbers) {
  std::string bytes(numbers.size() * sizeof(Number), '\0');
  std::memcpy(bytes.data(), numbers.data(), bytes.size());
  return bytes;
}

// The field numbers are those of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
inline Message node(std::string_view type, std::vector<std::string> const& inputs,
                    std::string_view output, std::vector<Message> const& attributes = {}) {
  Message made;
  for (auto const& input : inputs) {
    made.text(1, input);
  }
  made.text(2, output).text(3, output).text(4, type);
  for (auto const& attribute : attributes) {
    made.message(5, attribute);
  }
  return made;
}

inline Message integer(std::string_view name, std::uint64_t value) {
  return Message().text(1, name).number(3, value).number(20, 2);
}

inline Message tensor(std::string_view name, std::vector<std::uint64_t> const& sides, int type,
                      std::string_view bytes) {
  Message made;
  for (auto const side : sides) {
    made.number(1, side);
  }
  return made.number(2, static_cast<std::uint64_t>(type)).text(8, name).text(9, bytes);
}

inline Message value(std::string_view name, std::vector<std::uint64_t> const& sides) {
  Message shape;
  for (auto const side : sides) {
    shape.message(1, Message().number(1, side));
  }
  return Message().text(1, name).message(
      2, Message().message(1, Message().number(1, 1).message(2, shape)));
}

/// One number for each row of `weights` (red, green, blue) and `bias`. With `rows` of them they are
/// given as that many rows, as a detector gives them.
inline std::string onnx(std::uint64_t side, std::vector<float> const& weights,
                        std::vector<float> const& bias, std::int64_t rows = 0) {
  auto const outputs = static_cast<std::uint64_t>(bias.size());
  Message graph;
  graph.message(1, node("GlobalAveragePool", {"picture"}, "mean"))
      .message(1, node("Flatten", {"mean"}, "colour", {integer("axis", 1)}))
      .message(1, node("Gemm", {"colour", "w", "b"}, "numbers", {integer("transB", 1)}));
  if (rows > 0) {
    graph.message(1, node("Reshape", {"numbers", "shape"}, "found"));
  }
  graph.text(2, "tiny")
      .message(5, tensor("w", {outputs, 3}, 1, raw(weights)))
      .message(5, tensor("b", {outputs}, 1, raw(bias)));
  if (rows > 0) {
    graph.message(5, tensor("shape", {4}, 7, raw(std::vector<std::int64_t>{1, 1, rows, 7})));
  }
  graph.message(11, value("picture", {1, 3, side, side}))
      .message(12, rows > 0 ? value("found", {1, 1, static_cast<std::uint64_t>(rows), 7})
                            : value("numbers", {1, outputs}));
  return Message()
      .number(1, 5)
      .message(7, graph)
      .message(8, Message().text(1, "").number(2, 10))
      .bytes();
}

/// Sure of red, green or blue where the picture is mostly that.
inline std::string red_green_blue() {
  return onnx(8, {20, 0, 0, 0, 20, 0, 0, 0, 20}, {0, 0, 0});
}

/// Finds something red on the left and something green on the right, as likely as there is that
/// colour.
inline std::string red_and_green_boxes() {
  std::vector<float> weights(2 * 7 * 3, 0.0F);
  weights[2 * 3 + 0] = 1;
  weights[(7 + 2) * 3 + 1] = 1;
  return onnx(8, weights, {0, 1, 0, 0.125F, 0.25F, 0.5F, 0.75F, 0, 2, 0, 0.5F, 0.25F, 1.25F, 0.75F},
              2);
}

// https://github.com/BVLC/caffe/blob/master/src/caffe/proto/caffe.proto
struct CaffeLayer {
  std::string name{};
  std::string type{};
  std::vector<std::uint64_t> sides{};  ///< of its weights; as many of the bias as outputs
  std::vector<float> weights{};
  std::vector<float> bias{};
};

inline std::string caffe(std::vector<CaffeLayer> const& layers) {
  auto const blob = [](std::vector<std::uint64_t> const& sides, std::vector<float> const& numbers) {
    Message shape;
    for (auto const side : sides) {
      shape.number(1, side);
    }
    return Message().text(5, raw(numbers)).message(7, shape);
  };
  Message net;
  for (auto const& layer : layers) {
    net.message(100, Message()
                         .text(1, layer.name)
                         .text(2, layer.type)
                         .message(7, blob(layer.sides, layer.weights))
                         .message(7, blob({layer.bias.size()}, layer.bias)));
  }
  return net.bytes();
}

inline std::string caffe_weights() {
  return caffe({{"numbers", "InnerProduct", {3, 3}, {20, 0, 0, 0, 20, 0, 0, 0, 20}, {0, 0, 0}}});
}

inline constexpr char const* k_caffe_layout = R"(
name: "tiny"
input: "data"
input_shape { dim: 1 dim: 3 dim: 8 dim: 8 }
layer { name: "mean" type: "Pooling" bottom: "data" top: "mean"
        pooling_param { pool: AVE global_pooling: true } }
layer { name: "numbers" type: "InnerProduct" bottom: "mean" top: "numbers"
        inner_product_param { num_output: 3 } }
layer { name: "prob" type: "Softmax" bottom: "numbers" top: "prob" }
)";

/// As MobileNet-SSD ends: one box in the middle, of nothing, of something red or something green.
inline std::string ssd_weights() {
  return caffe({{"loc", "Convolution", {4, 3, 1, 1}, std::vector<float>(12), std::vector<float>(4)},
                {"conf", "Convolution", {3, 3, 1, 1}, {0, 0, 0, 20, 0, 0, 0, 20, 0}, {10, 0, 0}}});
}

inline constexpr char const* k_ssd_layout = R"(
name: "tiny_ssd"
input: "data"
input_shape { dim: 1 dim: 3 dim: 8 dim: 8 }
layer { name: "mean" type: "Pooling" bottom: "data" top: "mean"
        pooling_param { pool: AVE global_pooling: true } }
layer { name: "loc" type: "Convolution" bottom: "mean" top: "loc"
        convolution_param { num_output: 4 kernel_size: 1 } }
layer { name: "loc_perm" type: "Permute" bottom: "loc" top: "loc_perm"
        permute_param { order: 0 order: 2 order: 3 order: 1 } }
layer { name: "loc_flat" type: "Flatten" bottom: "loc_perm" top: "loc_flat"
        flatten_param { axis: 1 } }
layer { name: "conf" type: "Convolution" bottom: "mean" top: "conf"
        convolution_param { num_output: 3 kernel_size: 1 } }
layer { name: "conf_perm" type: "Permute" bottom: "conf" top: "conf_perm"
        permute_param { order: 0 order: 2 order: 3 order: 1 } }
layer { name: "conf_flat" type: "Flatten" bottom: "conf_perm" top: "conf_flat"
        flatten_param { axis: 1 } }
layer { name: "conf_rows" type: "Reshape" bottom: "conf_flat" top: "conf_rows"
        reshape_param { shape { dim: 0 dim: -1 dim: 3 } } }
layer { name: "conf_soft" type: "Softmax" bottom: "conf_rows" top: "conf_soft"
        softmax_param { axis: 2 } }
layer { name: "conf_all" type: "Flatten" bottom: "conf_soft" top: "conf_all"
        flatten_param { axis: 1 } }
layer { name: "prior" type: "PriorBox" bottom: "mean" bottom: "data" top: "prior"
        prior_box_param { min_size: 4 flip: false clip: false variance: 0.1 variance: 0.1
                          variance: 0.2 variance: 0.2 offset: 0.5 } }
layer { name: "found" type: "DetectionOutput" bottom: "loc_flat" bottom: "conf_all"
        bottom: "prior" top: "found"
        detection_output_param { num_classes: 3 share_location: true background_label_id: 0
          nms_param { nms_threshold: 0.45 top_k: 100 } code_type: CENTER_SIZE keep_top_k: 100
          confidence_threshold: 0.25 } }
)";

}  // namespace stacktag::tiny
