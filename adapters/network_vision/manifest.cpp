// SPDX-License-Identifier: Apache-2.0
#include "network_vision/manifest.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "json/json.h"
#include "network_vision/manifest_reader.h"
#include "stacktag/limits.h"

namespace stacktag::network_vision {
namespace {

using json::Json;
using json::OrderedJson;

constexpr std::size_t k_files_max = 16;
constexpr std::size_t k_name_bytes_max = 100;
constexpr std::size_t k_golden_labels_max = 20;
constexpr std::size_t k_sha256_digits = 64;
constexpr std::size_t k_sha1_digits = 40;

std::vector<std::string_view> const k_kinds{"classifier", "detector"};
std::vector<std::string_view> const k_formats{"onnx", "caffe"};
std::vector<std::string_view> const k_fits{"crop", "stretch"};
std::vector<std::string_view> const k_orders{"rgb", "bgr"};
std::vector<std::string_view> const k_activations{"none", "softmax", "sigmoid"};
std::vector<std::string_view> const k_origins{"given", "confirmed", "learned"};

template <class Choice>
std::string_view word(std::vector<std::string_view> const& words, Choice choice) {
  return words[static_cast<std::size_t>(choice)];
}

bool is_hexadecimal(std::string_view text) {
  return text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::string read_digest(ManifestReader& reader, std::string_view key, std::size_t digits) {
  auto text = reader.text(key);
  if (!text.empty() && (text.size() != digits || !is_hexadecimal(text))) {
    reader.mistake(key, "must be " + std::to_string(digits) + " hexadecimal digits, lower case");
    return {};
  }
  return text;
}

std::string read_name(ManifestReader& reader, std::string_view key, Need need) {
  auto name = reader.text(key, need);
  if (!name.empty() && !is_plain_name(name)) {
    reader.mistake(key,
                   "must be made of letters, digits, '.', '_' and '-', and begin with none "
                   "of the signs");
    return {};
  }
  return name;
}

File read_file(Json const& object, std::string const& path, std::vector<std::string>& mistakes) {
  ManifestReader reader(object, path, mistakes);
  reader.only({"name", "url", "bytes", "sha256", "git_blob"});
  auto name = read_name(reader, "name", Need::needed);
  if (name == k_manifest_name) {
    reader.mistake("name", "must not be that of the manifest itself");
  }
  return {.name = std::move(name),
          .url = reader.text("url"),
          .bytes = reader.size("bytes", limits::model_file_bytes_max),
          .sha256 = read_digest(reader, "sha256", k_sha256_digits),
          .git_blob = read_digest(reader, "git_blob", k_sha1_digits)};
}

std::vector<File> read_files(ManifestReader& reader, std::vector<std::string>& mistakes) {
  auto const& list = reader.member("files");
  if (!list.is_array() || list.empty() || list.size() > k_files_max) {
    reader.mistake("files", "must be a list of 1 to " + std::to_string(k_files_max) + " files");
    return {};
  }
  std::vector<File> files;
  std::set<std::string> names;
  for (auto const& object : list) {
    auto const path = "files[" + std::to_string(files.size()) + "].";
    files.push_back(read_file(object, path, mistakes));
    if (!names.insert(files.back().name).second) {
      reader.mistake("files", "names " + files.back().name + " twice");
    }
  }
  return files;
}

std::array<double, 3> read_channels(ManifestReader& reader, std::string_view key,
                                    std::array<double, 3> const& otherwise) {
  constexpr double k_largest = 1e6;
  auto const& list = reader.member(key);
  if (list.is_null()) {
    return otherwise;
  }
  std::array<double, 3> values{};
  bool sound = list.is_array() && list.size() == values.size();
  for (std::size_t i = 0; sound && i < values.size(); ++i) {
    sound = list[i].is_number() && std::abs(list[i].get<double>()) <= k_largest;
    values[i] = sound ? list[i].get<double>() : 0;
  }
  if (!sound) {
    reader.mistake(key, "must be a list of three numbers, one for each channel");
    return otherwise;
  }
  return values;
}

Input read_input(Json const& object, std::vector<std::string>& mistakes) {
  constexpr int k_most = limits::model_side_pixels_max;
  ManifestReader reader(object, "input.", mistakes);
  reader.only({"width", "height", "fit", "shorter_side", "order", "mean", "scale"});
  for (auto const* key : {"width", "height"}) {
    if (!reader.has(key)) {
      reader.mistake(key, "is missing");
    }
  }
  return {.width = reader.integer("width", 0, 1, k_most),
          .height = reader.integer("height", 0, 1, k_most),
          .fit = static_cast<Fit>(reader.choice("fit", k_fits)),
          .shorter_side = reader.integer("shorter_side", 0, 1, k_most),
          .order = static_cast<ChannelOrder>(reader.choice("order", k_orders)),
          .mean = read_channels(reader, "mean", {}),
          .scale = read_channels(reader, "scale", {1, 1, 1})};
}

std::map<std::string, double> read_thresholds(ManifestReader& reader) {
  std::map<std::string, double> thresholds;
  auto const& object = reader.member("thresholds");
  bool sound =
      object.is_null() || (object.is_object() && object.size() <= limits::model_labels_max);
  for (auto entry = object.begin(); sound && entry != object.end(); ++entry) {
    auto const threshold = entry->is_number() ? entry->get<double>() : 0;
    sound = sound && threshold > 0 && threshold < 1;
    thresholds[entry.key()] = threshold;
  }
  if (!sound) {
    reader.mistake("thresholds", "must be numbers between 0 and 1, by the names of labels");
    return {};
  }
  return thresholds;
}

std::optional<Golden> read_golden(Json const& object, std::vector<std::string>& mistakes) {
  if (object.is_null()) {
    return std::nullopt;
  }
  ManifestReader reader(object, "golden.", mistakes);
  reader.only({"picture", "labels", "tolerance", "origin"});
  Golden golden{.picture = read_name(reader, "picture", Need::needed),
                .labels = {},
                .tolerance = reader.number("tolerance", 2, 0, 20),
                .origin = static_cast<Golden::Origin>(reader.choice("origin", k_origins))};
  auto const& labels = reader.member("labels");
  bool sound = labels.is_object() && !labels.empty() && labels.size() <= k_golden_labels_max;
  for (auto entry = labels.begin(); sound && entry != labels.end(); ++entry) {
    auto const confidence = entry->is_number() ? entry->get<double>() : -1;
    sound = sound && confidence >= 0 && confidence <= 100;
    golden.labels.push_back({entry.key(), confidence});
  }
  if (!sound) {
    reader.mistake("labels", "must be at least one and at most " +
                                 std::to_string(k_golden_labels_max) +
                                 " confidences from 0 to 100, by the names of labels");
    golden.labels.clear();
  }
  return golden;
}

void check_named_files(Manifest const& manifest, ManifestReader& reader) {
  auto const check = [&](std::string_view key, std::string const& name) {
    if (!name.empty() &&
        std::ranges::find(manifest.files, name, &File::name) == manifest.files.end()) {
      reader.mistake(key, "names " + name + ", which is not in files");
    }
  };
  check("weights", manifest.weights);
  check("layout", manifest.layout);
  check("label_file", manifest.label_file);
  check("parents_file", manifest.parents_file);
  if (manifest.golden) {
    check("golden.picture", manifest.golden->picture);
  }
}

void check_together(Manifest const& manifest, ManifestReader& reader) {
  if (reader.has("label_file") == reader.has("labels")) {
    reader.mistake("labels", "must be there, or label_file instead; not both");
  }
  if ((manifest.format == Format::caffe) != reader.has("layout")) {
    reader.mistake("layout", "belongs to the format caffe, and only to it");
  }
  if (manifest.kind == Kind::detector && manifest.activation != Activation::none) {
    reader.mistake("activation", "must be none for a detector");
  }
  if (manifest.kind == Kind::detector && manifest.input.fit != Fit::stretch) {
    reader.mistake("input.fit",
                   "must be stretch for a detector: its boxes are shares of what it sees");
  }
  check_named_files(manifest, reader);
}

OrderedJson encoded(File const& file) {
  OrderedJson object{{"name", file.name}};
  if (!file.url.empty()) {
    object["url"] = file.url;
  }
  if (file.bytes > 0) {
    object["bytes"] = file.bytes;
  }
  if (!file.sha256.empty()) {
    object["sha256"] = file.sha256;
  }
  if (!file.git_blob.empty()) {
    object["git_blob"] = file.git_blob;
  }
  return object;
}

OrderedJson encoded(Input const& input) {
  OrderedJson object{{"width", input.width},
                     {"height", input.height},
                     {"fit", word(k_fits, input.fit)},
                     {"order", word(k_orders, input.order)},
                     {"mean", input.mean},
                     {"scale", input.scale}};
  if (input.shorter_side > 0) {
    object["shorter_side"] = input.shorter_side;
  }
  return object;
}

OrderedJson encoded(Golden const& golden) {
  OrderedJson labels = OrderedJson::object();
  for (auto const& [name, confidence] : golden.labels) {
    labels[name] = confidence;
  }
  return {{"picture", golden.picture},
          {"labels", labels},
          {"tolerance", golden.tolerance},
          {"origin", word(k_origins, golden.origin)}};
}

}  // namespace

bool is_plain_name(std::string_view name) {
  auto const plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  };
  return !name.empty() && name.size() <= k_name_bytes_max && plain(name.front()) &&
         std::ranges::all_of(name,
                             [&](char c) { return plain(c) || c == '.' || c == '_' || c == '-'; });
}

tl::expected<Manifest, std::vector<std::string>> decode_manifest(std::string_view text) {
  std::vector<std::string> mistakes;
  auto const object =
      text.size() <= limits::model_manifest_bytes_max ? json::parse(text) : std::nullopt;
  if (!object) {
    return tl::unexpected(
        std::vector<std::string>{"it is no JSON, or has more than " +
                                 std::to_string(limits::model_manifest_bytes_max) + " bytes"});
  }
  ManifestReader reader(*object, "", mistakes);
  reader.only({"name", "about", "licence", "source", "kind", "format", "weights", "layout", "files",
               "input", "activation", "output", "label_file", "labels", "parents_file", "threshold",
               "thresholds", "top", "golden"});
  Manifest manifest{
      .name = read_name(reader, "name", Need::needed),
      .about = reader.text("about"),
      .licence = reader.text("licence", Need::needed),
      .source = reader.text("source"),
      .kind = static_cast<Kind>(reader.choice("kind", k_kinds, Need::needed)),
      .format = static_cast<Format>(reader.choice("format", k_formats)),
      .weights = read_name(reader, "weights", Need::needed),
      .layout = read_name(reader, "layout", Need::optional),
      .files = read_files(reader, mistakes),
      .input = read_input(reader.member("input"), mistakes),
      .activation = static_cast<Activation>(reader.choice("activation", k_activations)),
      .output = reader.text("output"),
      .label_file = read_name(reader, "label_file", Need::optional),
      .label_names = reader.texts("labels", limits::model_labels_max),
      .parents_file = read_name(reader, "parents_file", Need::optional),
      .threshold = reader.number("threshold", 0.5, 0.001, 0.999),
      .thresholds = read_thresholds(reader),
      .top = reader.integer("top", 5, 1, 100),
      .golden = read_golden(reader.member("golden"), mistakes)};
  check_together(manifest, reader);
  if (!mistakes.empty()) {
    return tl::unexpected(std::move(mistakes));
  }
  return manifest;
}

std::string encode_manifest(Manifest const& manifest) {
  OrderedJson object{{"name", manifest.name}};
  auto const put = [&object](char const* key, std::string const& value) {
    if (!value.empty()) {
      object[key] = value;
    }
  };
  put("about", manifest.about);
  put("licence", manifest.licence);
  put("source", manifest.source);
  object["kind"] = word(k_kinds, manifest.kind);
  object["format"] = word(k_formats, manifest.format);
  put("weights", manifest.weights);
  put("layout", manifest.layout);
  object["files"] = OrderedJson::array();
  for (auto const& file : manifest.files) {
    object["files"].push_back(encoded(file));
  }
  object["input"] = encoded(manifest.input);
  object["activation"] = word(k_activations, manifest.activation);
  put("output", manifest.output);
  put("label_file", manifest.label_file);
  if (!manifest.label_names.empty()) {
    object["labels"] = manifest.label_names;
  }
  put("parents_file", manifest.parents_file);
  object["threshold"] = manifest.threshold;
  if (!manifest.thresholds.empty()) {
    object["thresholds"] = manifest.thresholds;
  }
  object["top"] = manifest.top;
  if (manifest.golden) {
    object["golden"] = encoded(*manifest.golden);
  }
  return json::dump_in_order(object) + "\n";
}

}  // namespace stacktag::network_vision
