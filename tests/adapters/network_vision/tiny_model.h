// SPDX-License-Identifier: Apache-2.0
// A model's folder with a tiny network in it, as a user would put it together.
#pragma once

#include <string>

#include "adapters/local_vision/drawings.h"
#include "adapters/network_vision/tiny_networks.h"
#include "fakes/folder.h"
#include "network_vision/digests.h"
#include "network_vision/manifest.h"

namespace stacktag::network_vision {

/// In a folder of its own, which ends with it.
class TinyModel {
  fakes::Folder files_{};

 public:
  TinyModel() {
    manifest = {.name = "tiny",
                .licence = "Apache-2.0",
                .weights = "model.onnx",
                .input = {.width = 8, .height = 8, .scale = {1 / 255.0, 1 / 255.0, 1 / 255.0}},
                .activation = Activation::softmax,
                .label_file = "labels.txt"};
    put("model.onnx", tiny::red_green_blue());
    put("labels.txt", "n00000001 red, redness\nn00000002 green\nblue\n");
    put("golden.png", picture({220, 20, 20}).bytes);
    manifest.golden = Golden{.picture = "golden.png", .labels = {{"Red", 100}}};
  }

  static Image picture(drawings::Colour colour) {
    return drawings::png(drawings::plain(160, 100, colour));
  }

  void write(std::string const& name, std::string const& bytes) const { files_.write(name, bytes); }

  /// The file, also in the manifest, with its digest.
  void put(std::string const& name, std::string const& bytes) {
    write(name, bytes);
    std::erase_if(manifest.files, [&](File const& file) { return file.name == name; });
    manifest.files.push_back({.name = name, .sha256 = measure(bytes).sha256});
  }

  void become_detector() {
    put("model.onnx", tiny::red_and_green_boxes());
    manifest.kind = Kind::detector;
    manifest.input.fit = Fit::stretch;
    manifest.activation = Activation::none;
    manifest.label_file.clear();
    manifest.label_names = {"", "red thing", "green thing"};
    manifest.golden->labels = {{"Red Thing", 92}};
  }

  std::string const& save() const {
    write("model.json", encode_manifest(manifest));
    return folder;
  }

  Manifest manifest{};
  std::string const folder = files_.path();
};

}  // namespace stacktag::network_vision
