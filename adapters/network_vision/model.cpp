// SPDX-License-Identifier: Apache-2.0
#include "network_vision/model.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "network_vision/digests.h"
#include "network_vision/labels_of.h"
#include "network_vision/small_file.h"
#include "stacktag/limits.h"
#include "stacktag/text.h"

namespace stacktag::network_vision {
namespace {

// Networks look at some 300 pixels a side.
constexpr int k_looked_at_side = 1024;

// Read whole, and checked as read: what is checked is what is used.
Result<std::string> read_checked(std::string const& folder, Manifest const& manifest,
                                 std::string const& name, std::size_t bytes_max) {
  TRY(auto bytes, read_small_file(folder + "/" + name, bytes_max));
  auto const file = std::ranges::find(manifest.files, name, &File::name);
  if (file == manifest.files.end()) {
    return fail(Reason::bad_configuration, name + " is not among the manifest's files");
  }
  TRY_VOID(check(*file, measure(bytes)));
  return bytes;
}

Result<std::vector<Word>> read_all_words(std::string const& folder, Manifest const& manifest) {
  std::vector<Word> words = words_of(manifest.label_names);
  if (!manifest.label_file.empty()) {
    TRY(auto const text,
        read_checked(folder, manifest, manifest.label_file, limits::model_small_file_bytes_max));
    TRY(words, read_words(text));
  }
  if (!manifest.parents_file.empty()) {
    TRY(auto const text,
        read_checked(folder, manifest, manifest.parents_file, limits::model_small_file_bytes_max));
    TRY_VOID(add_parents(words, text));
  }
  return words;
}

std::string shown(std::vector<Label> const& labels) {
  constexpr std::size_t k_shown_max = 3;
  std::string text;
  for (std::size_t i = 0; i < std::min(labels.size(), k_shown_max); ++i) {
    text += (text.empty() ? "" : ", ") + labels[i].name + " " + percent(labels[i].confidence);
  }
  return text.empty() ? "nothing" : text;
}

}  // namespace

Result<Manifest> read_manifest(std::string const& folder) {
  auto const path = folder + "/" + k_manifest_name;
  TRY(auto const text, read_small_file(path, limits::model_manifest_bytes_max));
  auto manifest = decode_manifest(text);
  if (!manifest) {
    std::string all;
    for (auto const& mistake : manifest.error()) {
      all += (all.empty() ? "" : "; ") + mistake;
    }
    return fail(Reason::bad_configuration, path + " has mistakes: " + all);
  }
  return *std::move(manifest);
}

Result<Model> open_model(std::string const& folder, Manifest manifest) {
  TRY(auto words, read_all_words(folder, manifest));
  std::string layout;
  if (!manifest.layout.empty()) {
    TRY(layout,
        read_checked(folder, manifest, manifest.layout, limits::model_small_file_bytes_max));
  }
  TRY(auto const weights,
      read_checked(folder, manifest, manifest.weights, limits::model_file_bytes_max));
  TRY(auto network, load_network(manifest, weights, layout, words.size()));
  return Model{std::move(manifest), folder, std::move(words), std::move(network)};
}

Result<raster::Pixels> decode_picture(std::string_view bytes) {
  auto pixels = raster::decode(bytes, k_looked_at_side);
  if (pixels) {
    return *std::move(pixels);
  }
  auto const& problem = pixels.error();
  switch (problem.fault) {
    case raster::Fault::unknown_format:
      return fail(Reason::unsupported_format, "the picture's format is not known");
    case raster::Fault::too_large:
      return fail(Reason::too_large, problem.message);
    case raster::Fault::damaged:
      break;
  }
  return fail(Reason::corrupt, problem.message);
}

Result<std::vector<Label>> look(Model const& model, raster::Pixels const& pixels) {
  TRY(auto const output, model.network->run(pixels));
  return labels_of(output, model.words, model.manifest);
}

Result<void> check_golden(Model const& model) {
  auto const& golden = model.manifest.golden;
  if (!golden) {
    return fail(Reason::bad_configuration,
                model.manifest.name + " has no golden picture, so nothing shows that it works");
  }
  TRY(auto const bytes, read_checked(model.folder, model.manifest, golden->picture,
                                     limits::model_small_file_bytes_max));
  TRY(auto const pixels, decode_picture(bytes));
  TRY(auto const labels, look(model, pixels));
  for (auto const& expected : golden->labels) {
    auto const found = std::ranges::find(labels, expected.name, &Label::name);
    auto const confidence = found == labels.end() ? 0 : found->confidence;
    if (std::abs(confidence - expected.confidence) > golden->tolerance) {
      return fail(Reason::bad_configuration,
                  model.manifest.name +
                      " fails its own test: of its golden picture it should say " + expected.name +
                      " " + percent(expected.confidence) + ", and says " + shown(labels));
    }
  }
  return {};
}

}  // namespace stacktag::network_vision
