// SPDX-License-Identifier: Apache-2.0
#include "network_vision/install.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "network_vision/digests.h"
#include "network_vision/drawn_picture.h"
#include "network_vision/model.h"
#include "network_vision/small_file.h"
#include "stacktag/text.h"

namespace stacktag::network_vision {
namespace {

constexpr auto k_parents_name = "parents.json";
constexpr auto k_picture_name = "golden.png";
constexpr std::size_t k_golden_labels = 3;
constexpr double k_confirmed_min = 50;  // less is no "yes" to the user's picture
// Networks with random weights say everything is about as likely as everything else, whatever they
// see: their entropy is nearly the largest that there is.
constexpr double k_entropy_max = 0.95;
constexpr double k_difference_min = 0.02;

Result<void> check_files(std::string const& folder, Installed& installed) {
  for (auto& file : installed.manifest.files) {
    TRY(auto const found, measure_file(folder + "/" + file.name));
    TRY_VOID(check(file, found));
    if (file.sha256.empty()) {
      file.sha256 = found.sha256;
      installed.notes.push_back(
          file.name + ": " +
          (file.git_blob.empty() ? "nobody has published its digest" : "Git names it as expected") +
          "; from now on only the file that came now is taken, SHA-256 " + file.sha256);
    }
    file.bytes = found.bytes;
  }
  return {};
}

Result<File> put(std::string const& folder, std::string const& name, std::string const& bytes) {
  TRY_VOID(write_small_file(folder + "/" + name, bytes));
  return File{.name = name, .bytes = bytes.size(), .sha256 = measure(bytes).sha256};
}

void replace_file(Manifest& manifest, File file) {
  std::erase_if(manifest.files, [&](File const& other) { return other.name == file.name; });
  manifest.files.push_back(std::move(file));
}

Result<void> find_parents(Model& model, std::string const& wordnet_folder, Installed& installed) {
  if (!installed.manifest.parents_file.empty()) {
    return {};
  }
  auto const wordnet = WordNet::open(wordnet_folder);
  if (!wordnet) {
    installed.notes.push_back(
        "WordNet is not on this machine (Debian: wordnet-base), so labels "
        "get no parents; pull again once it is");
    return {};
  }
  auto const text = write_parents(model.words, *wordnet);
  if (text.empty()) {
    return {};
  }
  TRY(auto file, put(model.folder, k_parents_name, text));
  TRY_VOID(add_parents(model.words, text));
  replace_file(installed.manifest, std::move(file));
  installed.manifest.parents_file = k_parents_name;
  model.manifest = installed.manifest;
  return {};
}

double entropy(std::vector<double> const& probabilities) {
  double sum = 0;
  double bits = 0;
  for (auto const probability : probabilities) {
    sum += probability;
  }
  for (auto const probability : probabilities) {
    auto const share = sum > 0 ? probability / sum : 0;
    bits -= share > 0 ? share * std::log(share) : 0;
  }
  return bits / std::log(static_cast<double>(probabilities.size()));
}

// Half of what one picture's probabilities differ from another's: 0 is the same, 1 all another.
double difference(std::vector<double> const& a, std::vector<double> const& b) {
  double sum = 0;
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
    sum += std::abs(a[i] - b[i]);
  }
  return sum / 2;
}

Result<void> check_trained(Model const& model) {
  if (model.manifest.kind == Kind::detector) {
    return {};
  }
  TRY(auto const scene, model.network->run(draw_scene()));
  TRY(auto const tiles, model.network->run(draw_tiles()));
  if (scene.probabilities.size() > 1 &&
      (entropy(scene.probabilities) > k_entropy_max ||
       difference(scene.probabilities, tiles.probabilities) < k_difference_min)) {
    return fail(Reason::bad_configuration,
                model.manifest.name +
                    " looks untrained: it finds everything as likely as everything else, whatever "
                    "it sees; files of untrained networks are known to be about");
  }
  return {};
}

std::vector<GoldenLabel> best_of(std::vector<Label> const& labels) {
  std::vector<GoldenLabel> best;
  for (std::size_t i = 0; i < std::min(labels.size(), k_golden_labels); ++i) {
    best.push_back({labels[i].name, labels[i].confidence});
  }
  return best;
}

std::string told(std::vector<GoldenLabel> const& labels) {
  std::string text;
  for (auto const& label : labels) {
    text += (text.empty() ? "" : ", ") + label.name;
  }
  return text.empty() ? "nothing" : text;
}

Result<Golden> confirm(Model const& model, raster::Pixels const& pixels,
                       std::string const& expected) {
  TRY(auto const labels, look(model, pixels));
  auto const found = std::ranges::find_if(
      labels, [&](Label const& label) { return same_text(label.name, expected); });
  if (found == labels.end() || found->confidence < k_confirmed_min) {
    return fail(Reason::bad_configuration, model.manifest.name + " does not say " + expected +
                                               " of the picture, but " + told(best_of(labels)));
  }
  Golden golden{
      .picture = k_picture_name, .labels = best_of(labels), .origin = Golden::Origin::confirmed};
  if (std::ranges::find(golden.labels, found->name, &GoldenLabel::name) == golden.labels.end()) {
    golden.labels.push_back({found->name, found->confidence});
  }
  return golden;
}

Result<Golden> learn(Model const& model, raster::Pixels const& pixels, Lesson const& lesson) {
  if (!lesson.picture.empty()) {
    return confirm(model, pixels, lesson.expected);
  }
  TRY(auto const labels, look(model, pixels));
  if (labels.empty()) {
    return fail(Reason::bad_configuration,
                model.manifest.name +
                    " finds nothing in the picture that is drawn for its test; "
                    "give one of yours with --picture and --expect");
  }
  return Golden{
      .picture = k_picture_name, .labels = best_of(labels), .origin = Golden::Origin::learned};
}

Result<void> find_golden(Model& model, Lesson const& lesson, Installed& installed) {
  if (installed.manifest.golden && lesson.picture.empty()) {
    return {};
  }
  TRY_VOID(check_trained(model));
  auto pixels = draw_scene();
  if (!lesson.picture.empty()) {
    TRY(pixels, decode_picture(lesson.picture));
  }
  auto const png = raster::encode_png(pixels);
  if (!png) {
    return fail(Reason::internal, "the golden picture cannot be written: " + png.error().message);
  }
  TRY(auto golden, learn(model, pixels, lesson));
  TRY(auto file, put(model.folder, k_picture_name, *png));
  if (golden.origin == Golden::Origin::learned) {
    installed.notes.push_back(
        "the golden picture is a drawn one, and what the network says of it today (" +
        told(golden.labels) +
        ") is what it must go on to say: that shows that it is trained and "
        "stays the same, not that it is right; --picture FILE --expect LABEL shows more");
  }
  replace_file(installed.manifest, std::move(file));
  installed.manifest.golden = std::move(golden);
  model.manifest = installed.manifest;
  return {};
}

}  // namespace

Result<Installed> install(std::string const& folder, Manifest manifest, Lesson const& lesson) {
  Installed installed{.manifest = std::move(manifest), .notes = {}};
  TRY_VOID(check_files(folder, installed));
  TRY(auto model, open_model(folder, installed.manifest));
  TRY_VOID(find_parents(model, lesson.wordnet_folder, installed));
  TRY_VOID(find_golden(model, lesson, installed));
  TRY_VOID(check_golden(model));
  TRY_VOID(write_small_file(folder + "/" + k_manifest_name, encode_manifest(installed.manifest)));
  return installed;
}

}  // namespace stacktag::network_vision
