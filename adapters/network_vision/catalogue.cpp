// SPDX-License-Identifier: Apache-2.0
#include "network_vision/catalogue.h"

#include <string>
#include <utility>

namespace stacktag::network_vision {
namespace {

constexpr int k_side = 224;
constexpr int k_shorter_side = 256;
// Of the colours of ImageNet's pictures, as most networks that have learned from it want them.
constexpr std::array<double, 3> k_mean{123.675, 116.28, 103.53};
constexpr std::array<double, 3> k_scale{1 / 58.395, 1 / 57.12, 1 / 57.375};

std::string const k_hugging_face = "https://huggingface.co/";
std::string const k_zoo =
    k_hugging_face + "onnxmodelzoo/legacy_models/resolve/main/validated/vision/classification/";
std::string const k_github = "https://raw.githubusercontent.com/";
// The thousand classes of ImageNet, in the order that all of these networks have them.
std::string const k_thousand = k_github + "shicai/MobileNet-Caffe/master/synset.txt";

Input of_imagenet() {
  return {.width = k_side,
          .height = k_side,
          .fit = Fit::crop,
          .shorter_side = k_shorter_side,
          .mean = k_mean,
          .scale = k_scale};
}

// 0 to 1 a channel, nothing taken off.
Input of_miil() {
  auto input = of_imagenet();
  input.mean = {};
  input.scale = {1 / 255.0, 1 / 255.0, 1 / 255.0};
  return input;
}

// Digests of these exports are not published; that of the first pull is kept.
Manifest from_onnx_community(std::string name, std::string about, std::string const& repository,
                             Input const& input) {
  auto const page = k_hugging_face + "onnx-community/" + repository;
  return {.name = std::move(name),
          .about = std::move(about),
          .licence = "Apache-2.0",
          .source = page,
          .weights = "model.onnx",
          .files = {{.name = "model.onnx", .url = page + "/resolve/main/onnx/model.onnx"},
                    {.name = "config.json", .url = page + "/resolve/main/config.json"}},
          .input = input,
          .activation = Activation::softmax,
          .label_file = "config.json",
          .threshold = 0.35};
}

// The pointers that stayed in https://github.com/onnx/models are the published digests.
Manifest from_zoo(std::string name, std::string about, std::string const& path, std::size_t bytes,
                  std::string sha256) {
  return {.name = std::move(name),
          .about = std::move(about),
          .licence = "Apache-2.0",
          .source = "https://github.com/onnx/models",
          .weights = "model.onnx",
          .files = {{.name = "model.onnx",
                     .url = k_zoo + path,
                     .bytes = bytes,
                     .sha256 = std::move(sha256)},
                    {.name = "synset.txt", .url = k_thousand}},
          .input = of_imagenet(),
          .activation = Activation::softmax,
          .label_file = "synset.txt",
          .threshold = 0.4};
}

Manifest mobilenet_v2_of_caffe() {
  auto const files = k_github + "shicai/MobileNet-Caffe/master/";
  auto input = of_imagenet();
  input.order = ChannelOrder::bgr;
  input.mean = {103.94, 116.78, 123.68};
  input.scale = {0.017, 0.017, 0.017};
  return {.name = "mobilenet-v2-caffe",
          .about = "1,000 classes of ImageNet, 71.9 % right at first (as published)",
          .licence = "BSD-3-Clause",
          .source = "https://github.com/shicai/MobileNet-Caffe",
          .format = Format::caffe,
          .weights = "mobilenet_v2.caffemodel",
          .layout = "mobilenet_v2_deploy.prototxt",
          .files = {{.name = "mobilenet_v2.caffemodel",
                     .url = files + "mobilenet_v2.caffemodel",
                     .git_blob = "901c2b5515da944d152e1aa0c3e71108eb227576"},
                    {.name = "mobilenet_v2_deploy.prototxt",
                     .url = files + "mobilenet_v2_deploy.prototxt"},
                    {.name = "synset.txt", .url = k_thousand}},
          .input = input,
          .activation = Activation::none,
          .label_file = "synset.txt",
          .threshold = 0.4};
}

Manifest mobilenet_ssd() {
  auto const files = k_github + "chuanqi305/MobileNet-SSD/master/";
  constexpr int k_ssd_side = 300;
  constexpr double k_half = 127.5;
  return {.name = "mobilenet-ssd",
          .about = "boxes of 20 kinds of things (Pascal VOC), mAP 72.7 (as published)",
          .licence = "MIT",
          .source = "https://github.com/chuanqi305/MobileNet-SSD",
          .kind = Kind::detector,
          .format = Format::caffe,
          .weights = "mobilenet_iter_73000.caffemodel",
          .layout = "deploy.prototxt",
          .files = {{.name = "mobilenet_iter_73000.caffemodel",
                     .url = files + "mobilenet_iter_73000.caffemodel",
                     .git_blob = "253e5012dd6a17666fd7ae16cfa14a6860280ff7"},
                    {.name = "deploy.prototxt", .url = files + "deploy.prototxt"}},
          .input = {.width = k_ssd_side,
                    .height = k_ssd_side,
                    .fit = Fit::stretch,
                    .order = ChannelOrder::bgr,
                    .mean = {k_half, k_half, k_half},
                    .scale = {1 / k_half, 1 / k_half, 1 / k_half}},
          .label_names = {"",     "airplane", "bicycle",    "bird",   "boat",         "bottle",
                          "bus",  "car",      "cat",        "chair",  "cow",          "table",
                          "dog",  "horse",    "motorcycle", "person", "potted plant", "sheep",
                          "sofa", "train",    "monitor"},
          .threshold = 0.5};
}

}  // namespace

std::vector<Manifest> built_in_models() {
  return {
      from_onnx_community("mobilenetv3-large-miil-21k",
                          "11,221 classes of ImageNet-21K, from Hugging Face",
                          "mobilenetv3_large_100.miil_in21k", of_miil()),
      from_onnx_community("mobilenetv3-large-miil-1k",
                          "1,000 classes of ImageNet, 77.9 % right at first (as published)",
                          "mobilenetv3_large_100.miil_in21k_ft_in1k", of_miil()),
      from_onnx_community("mobilenetv3-large-1k",
                          "1,000 classes of ImageNet, 75.8 % right at first (as published)",
                          "mobilenetv3_large_100.ra_in1k", of_imagenet()),
      from_zoo("mobilenetv2-1k", "1,000 classes of ImageNet, 70.9 % right at first (as published)",
               "mobilenet/model/mobilenetv2-10.onnx", 13'963'115,
               "0e7c0aa4bc74650386fa1d2c84705753de7c2bdb21909ada5c59154bb429e092"),
      from_zoo("squeezenet-1k", "1,000 classes of ImageNet, 56.3 % right at first (as published)",
               "squeezenet/model/squeezenet1.1-7.onnx", 4'956'208,
               "1eeff551a67ae8d565ca33b572fc4b66e3ef357b0eb2863bb9ff47a918cc4088"),
      from_zoo("resnet50-1k", "1,000 classes of ImageNet, 74.9 % right at first (as published)",
               "resnet/model/resnet50-v1-7.onnx", 102'583'340,
               "af16a04a6ec48ac494065d4439fe9dea590d337b9ca6dc328160ccf04a217b9c"),
      mobilenet_v2_of_caffe(),
      mobilenet_ssd(),
  };
}

}  // namespace stacktag::network_vision
