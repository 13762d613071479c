// SPDX-License-Identifier: Apache-2.0
#include "cloud/shapes.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <sstream>
#include <string_view>
#include <utility>

#include "stacktag/text.h"

namespace stacktag::sandbox {
namespace {

using json::Json;

// The service prints floats: 97.93754 comes out as 97.93753814697266.
double widened(double value) {
  return static_cast<double>(static_cast<float>(value));
}

Json named(std::vector<std::string> const& names) {
  auto list = Json::array();
  for (auto const& name : names) {
    list.push_back({{"Name", name}});
  }
  return list;
}

Json shown(Box const& box) {
  return {{"Width", widened(box.width)},
          {"Height", widened(box.height)},
          {"Left", widened(box.left)},
          {"Top", widened(box.top)}};
}

Json shown(Colour const& colour) {
  char hexadecimal[8];
  std::snprintf(hexadecimal, sizeof hexadecimal, "#%02x%02x%02x", colour.red, colour.green,
                colour.blue);
  return {{"Red", colour.red},
          {"Green", colour.green},
          {"Blue", colour.blue},
          {"HexCode", hexadecimal},
          {"CSSColor", colour.css_name},
          {"SimplifiedColor", colour.simplified},
          {"PixelPercent", widened(colour.pixel_percent)}};
}

Json shown(Appearance const& part) {
  auto colours = Json::array();
  for (auto const& colour : part.colours) {
    colours.push_back(shown(colour));
  }
  return {{"Quality",
           {{"Brightness", widened(part.quality.brightness)},
            {"Sharpness", widened(part.quality.sharpness)}}},
          {"DominantColors", colours}};
}

// Contrast is told of the whole picture only.
Json shown(ImageProperties const& properties) {
  auto whole = shown(properties.whole);
  whole["Quality"]["Contrast"] = widened(properties.whole.quality.contrast);
  whole["Foreground"] = shown(properties.foreground.value_or(properties.whole));
  whole["Background"] = shown(properties.background.value_or(properties.whole));
  return whole;
}

Json shown(Label const& label, bool with_colours) {
  auto instances = Json::array();
  for (auto const& instance : label.instances) {
    Json one{{"BoundingBox", shown(instance.box)}, {"Confidence", widened(instance.confidence)}};
    if (with_colours) {
      one["DominantColors"] = Json::array();
    }
    instances.push_back(std::move(one));
  }
  return {{"Name", label.name},
          {"Confidence", widened(label.confidence)},
          {"Instances", instances},
          {"Parents", named(label.parents)},
          {"Aliases", named(label.aliases)},
          {"Categories", named(label.categories)}};
}

Json labels_answer(Question const& question, Labels const& found) {
  Json body{{"LabelModelVersion", "3.0"}};
  bool const with_properties = question.query.features.contains(Feature::properties);
  if (question.query.features.contains(Feature::labels)) {
    body["Labels"] = Json::array();
    for (auto const& label : found.found) {
      if (label.feature == Feature::labels && body["Labels"].size() < question.labels_max) {
        body["Labels"].push_back(shown(label, with_properties));
      }
    }
  }
  if (with_properties) {
    body["ImageProperties"] = shown(found.properties.value_or(ImageProperties{}));
  }
  return body;
}

Json moderation_answer(Labels const& found) {
  auto labels = Json::array();
  for (auto const& label : found.found) {
    if (label.feature == Feature::moderation) {
      labels.push_back({{"Name", label.name},
                        {"ParentName", label.parents.empty() ? "" : label.parents.front()},
                        {"Confidence", widened(label.confidence)},
                        {"TaxonomyLevel", label.parents.size() + 1}});
    }
  }
  return {{"ModerationLabels", labels},
          {"ModerationModelVersion", "7.0"},
          {"ContentTypes", Json::array()}};
}

Json geometry(Box const& box) {
  auto const point = [](double x, double y) { return Json{{"X", widened(x)}, {"Y", widened(y)}}; };
  auto const right = box.left + box.width;
  auto const bottom = box.top + box.height;
  return {{"BoundingBox", shown(box)},
          {"Polygon",
           {point(box.left, box.top), point(right, box.top), point(right, bottom),
            point(box.left, bottom)}}};
}

// The words of a line share its width by their letters.
void add_words(Json& detections, Label const& line, Box const& box, std::size_t parent) {
  std::istringstream words(line.name);
  auto const letters = static_cast<double>(std::max<std::size_t>(characters(line.name), 1));
  double left = box.left;
  for (std::string word; words >> word;) {
    auto const width = box.width * static_cast<double>(characters(word)) / letters;
    detections.push_back({{"DetectedText", word},
                          {"Type", "WORD"},
                          {"Id", detections.size()},
                          {"ParentId", parent},
                          {"Confidence", widened(line.confidence)},
                          {"Geometry", geometry({left, box.top, width, box.height})}});
    left += width + box.width / letters;
  }
}

Json text_answer(Labels const& found) {
  auto lines = Json::array();
  std::vector<std::pair<Label const*, Box>> read;
  for (auto const& label : found.found) {
    if (label.feature != Feature::text) {
      continue;
    }
    Box const box = label.instances.empty() ? Box{0.1, 0.1, 0.8, 0.1} : label.instances[0].box;
    lines.push_back({{"DetectedText", label.name},
                     {"Type", "LINE"},
                     {"Id", lines.size()},
                     {"Confidence", widened(label.confidence)},
                     {"Geometry", geometry(box)}});
    read.emplace_back(&label, box);
  }
  for (std::size_t i = 0; i < read.size(); ++i) {
    add_words(lines, *read[i].first, read[i].second, i);
  }
  return {{"TextDetections", lines}, {"TextModelVersion", "3.0"}};
}

// An engine that knows faces only as labels has their boxes, too.
std::vector<LabelInstance> faces_of(Labels const& found) {
  for (auto const feature : {Feature::faces, Feature::labels}) {
    for (auto const& label : found.found) {
      if (label.feature == feature && label.name == "Face" && !label.instances.empty()) {
        return label.instances;
      }
    }
  }
  return {};
}

Json landmarks(Box const& box) {
  auto list = Json::array();
  auto const put = [&](char const* type, double x, double y) {
    list.push_back({{"Type", type},
                    {"X", widened(box.left + box.width * x)},
                    {"Y", widened(box.top + box.height * y)}});
  };
  put("eyeLeft", 0.3, 0.4);
  put("eyeRight", 0.7, 0.4);
  put("mouthLeft", 0.35, 0.75);
  put("mouthRight", 0.65, 0.75);
  put("nose", 0.5, 0.6);
  return list;
}

Json face_of(LabelInstance const& instance, Quality const& quality) {
  return {
      {"BoundingBox", shown(instance.box)},
      {"Confidence", widened(instance.confidence)},
      {"Landmarks", landmarks(instance.box)},
      {"Pose", {{"Roll", 0.0}, {"Yaw", 0.0}, {"Pitch", 0.0}}},
      {"Quality",
       {{"Brightness", widened(quality.brightness)}, {"Sharpness", widened(quality.sharpness)}}}};
}

Quality quality_of(Labels const& found) {
  return found.properties ? found.properties->whole.quality : Quality{};
}

// The engine does not know these: none is seen. What guesses gender or age is left out.
void add_attributes(Json& face, std::vector<std::string> const& asked) {
  constexpr std::array<std::pair<std::string_view, char const*>, 3> k_known{
      {{"SMILE", "Smile"}, {"EYEGLASSES", "Eyeglasses"}, {"SUNGLASSES", "Sunglasses"}}};
  for (auto const& [name, key] : k_known) {
    if (std::ranges::find(asked, name) != asked.end() ||
        std::ranges::find(asked, "ALL") != asked.end()) {
      face[key] = {{"Value", false}, {"Confidence", 95.5}};
    }
  }
}

Json faces_answer(Question const& question, Labels const& found) {
  auto faces = Json::array();
  for (auto const& instance : faces_of(found)) {
    faces.push_back(face_of(instance, quality_of(found)));
    add_attributes(faces.back(), question.attributes);
  }
  return {{"FaceDetails", faces}};
}

Json celebrities_answer(Labels const& found) {
  auto faces = faces_of(found);
  auto known = Json::array();
  std::size_t next = 0;
  for (auto const& label : found.found) {
    if (label.feature != Feature::celebrities) {
      continue;
    }
    LabelInstance const face =
        next < faces.size() ? faces[next++] : LabelInstance{{0.25, 0.25, 0.5, 0.5}, 99.5};
    known.push_back({{"Urls", {"www.example.com/" + std::to_string(known.size())}},
                     {"Name", label.name},
                     {"Id", "sandbox" + std::to_string(known.size())},
                     {"Face", face_of(face, quality_of(found))},
                     {"MatchConfidence", widened(label.confidence)},
                     {"KnownGender", {{"Type", "Unlisted"}}}});
  }
  auto unknown = Json::array();
  for (; next < faces.size(); ++next) {
    unknown.push_back(face_of(faces[next], quality_of(found)));
  }
  return {{"CelebrityFaces", known}, {"UnrecognizedFaces", unknown}};
}

}  // namespace

Json shape(std::string const& operation, Question const& question, Labels const& found) {
  if (operation == "DetectLabels") {
    return labels_answer(question, found);
  }
  if (operation == "DetectModerationLabels") {
    return moderation_answer(found);
  }
  if (operation == "DetectText") {
    return text_answer(found);
  }
  return operation == "DetectFaces" ? faces_answer(question, found) : celebrities_answer(found);
}

}  // namespace stacktag::sandbox
