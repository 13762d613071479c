// SPDX-License-Identifier: Apache-2.0
#include "rekognition/reply.h"

#include <algorithm>
#include <iterator>

#include "flow/colour_labels.h"
#include "json/json.h"
#include "rekognition/reply_parts.h"
#include "stacktag/text.h"

namespace stacktag::rekognition {
namespace {

using json::Json;

std::vector<std::string> names(Json const& label, std::string_view key) {
  std::vector<std::string> found;
  for (auto const& item : json::member(label, key)) {
    if (auto name = json::text(item, "Name")) {
      found.push_back(*std::move(name));
    }
  }
  return found;
}

std::vector<LabelInstance> instances(Json const& label) {
  std::vector<LabelInstance> found;
  for (auto const& item : json::member(label, "Instances")) {
    if (item.is_object()) {
      found.push_back({box_of(item), json::number(item, "Confidence").value_or(0)});
    }
  }
  return found;
}

std::uint8_t channel(Json const& colour, std::string_view key) {
  auto const value = json::integer(colour, key).value_or(0);
  return static_cast<std::uint8_t>(std::clamp<std::int64_t>(value, 0, 255));
}

// HexCode says the channels once more, and is passed over.
Appearance appearance(Json const& part) {
  auto const& quality = json::member(part, "Quality");
  auto const value = [&](std::string_view key) { return json::number(quality, key).value_or(0); };
  Appearance found{.quality = {value("Brightness"), value("Sharpness"), value("Contrast")}};
  for (auto const& item : json::member(part, "DominantColors")) {
    if (item.is_object()) {
      found.colours.push_back({.red = channel(item, "Red"),
                               .green = channel(item, "Green"),
                               .blue = channel(item, "Blue"),
                               .css_name = lower(json::text_or_empty(item, "CSSColor")),
                               .simplified = lower(json::text_or_empty(item, "SimplifiedColor")),
                               .pixel_percent = json::number(item, "PixelPercent").value_or(0)});
    }
  }
  std::ranges::stable_sort(found.colours, std::ranges::greater{}, &Colour::pixel_percent);
  return found;
}

std::optional<ImageProperties> properties(Json const& reply) {
  auto const& found = json::member(reply, "ImageProperties");
  if (!found.is_object()) {
    return std::nullopt;
  }
  auto const part = [&found](std::string_view key) {
    auto const& item = json::member(found, key);
    return item.is_object() ? std::optional(appearance(item)) : std::nullopt;
  };
  return ImageProperties{appearance(found), part("Foreground"), part("Background")};
}

}  // namespace

Result<Labels> decode_labels(std::string_view body) {
  TRY(auto const reply, parse_reply(body));
  Labels labels{.engine = "rekognition",
                .model_version = json::text_or_empty(reply, "LabelModelVersion"),
                .properties = properties(reply)};
  for (auto const& item : json::member(reply, "Labels")) {
    auto name = json::text_or_empty(item, "Name");
    if (name.empty()) {
      continue;
    }
    labels.found.push_back({.name = std::move(name),
                            .confidence = json::number(item, "Confidence").value_or(0),
                            .parents = names(item, "Parents"),
                            .aliases = names(item, "Aliases"),
                            .categories = names(item, "Categories"),
                            .instances = instances(item)});
  }
  if (labels.properties) {
    std::ranges::move(colour_labels(*labels.properties), std::back_inserter(labels.found));
  }
  sort_best_first(labels);
  return labels;
}

}  // namespace stacktag::rekognition
