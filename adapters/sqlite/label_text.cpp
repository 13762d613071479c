// SPDX-License-Identifier: Apache-2.0
// The answers of engines as text.
#include "json/json.h"
#include "sqlite/json_text.h"

namespace stacktag::sqlite {
namespace {

using json::Json;

Json box_json(Box const& box) {
  return {box.left, box.top, box.width, box.height};
}

Json label_json(Label const& label) {
  Json object{{"name", label.name}, {"confidence", label.confidence}};
  if (!label.parents.empty()) {
    object["parents"] = label.parents;
  }
  if (!label.aliases.empty()) {
    object["aliases"] = label.aliases;
  }
  if (!label.categories.empty()) {
    object["categories"] = label.categories;
  }
  for (auto const& instance : label.instances) {
    object["instances"].push_back(
        {{"box", box_json(instance.box)}, {"confidence", instance.confidence}});
  }
  return object;
}

Json appearance_json(Appearance const& appearance) {
  auto colours = Json::array();
  for (auto const& colour : appearance.colours) {
    colours.push_back({{"rgb", {colour.red, colour.green, colour.blue}},
                       {"css", colour.css_name},
                       {"simplified", colour.simplified},
                       {"percent", colour.pixel_percent}});
  }
  return {{"brightness", appearance.quality.brightness},
          {"sharpness", appearance.quality.sharpness},
          {"contrast", appearance.quality.contrast},
          {"colours", colours}};
}

Json properties_json(ImageProperties const& properties) {
  Json object{{"whole", appearance_json(properties.whole)}};
  if (properties.foreground) {
    object["foreground"] = appearance_json(*properties.foreground);
  }
  if (properties.background) {
    object["background"] = appearance_json(*properties.background);
  }
  return object;
}

double share(Json const& list, std::size_t place) {
  bool const there = list.is_array() && place < list.size() && list[place].is_number();
  return there ? list[place].get<double>() : 0;
}

std::uint8_t byte(Json const& list, std::size_t place) {
  auto const value = share(list, place);
  return value >= 0 && value <= 255 ? static_cast<std::uint8_t>(value) : std::uint8_t{0};
}

double number(Json const& object, std::string_view key) {
  return json::number(object, key).value_or(0);
}

Label label_of(Json const& object, Feature feature) {
  Label label{.name = json::text_or_empty(object, "name"),
              .confidence = number(object, "confidence"),
              .parents = json::texts(object, "parents"),
              .aliases = json::texts(object, "aliases"),
              .categories = json::texts(object, "categories"),
              .feature = feature};
  for (auto const& instance : json::member(object, "instances")) {
    auto const& box = json::member(instance, "box");
    label.instances.push_back({{share(box, 0), share(box, 1), share(box, 2), share(box, 3)},
                               number(instance, "confidence")});
  }
  return label;
}

Appearance appearance_of(Json const& object) {
  Appearance appearance{.quality = {number(object, "brightness"), number(object, "sharpness"),
                                    number(object, "contrast")}};
  for (auto const& colour : json::member(object, "colours")) {
    auto const& rgb = json::member(colour, "rgb");
    appearance.colours.push_back(
        {byte(rgb, 0), byte(rgb, 1), byte(rgb, 2), json::text_or_empty(colour, "css"),
         json::text_or_empty(colour, "simplified"), number(colour, "percent")});
  }
  return appearance;
}

std::optional<Appearance> part_of(Json const& object, std::string_view key) {
  auto const& part = json::member(object, key);
  return part.is_object() ? std::optional(appearance_of(part)) : std::nullopt;
}

}  // namespace

std::string answer_text(Labels const& labels, Feature feature) {
  auto found = Json::array();
  for (auto const& label : labels.found) {
    if (label.feature == feature) {
      found.push_back(label_json(label));
    }
  }
  Json object{{"found", std::move(found)}};
  if (feature == Feature::properties && labels.properties) {
    object["properties"] = properties_json(*labels.properties);
  }
  return json::dump(object);
}

Labels answer_of(std::string_view text, Feature feature) {
  auto const object = json::parse(text).value_or(Json::object());
  Labels labels;
  for (auto const& label : json::member(object, "found")) {
    labels.found.push_back(label_of(label, feature));
  }
  if (auto const& properties = json::member(object, "properties"); properties.is_object()) {
    labels.properties =
        ImageProperties{part_of(properties, "whole").value_or(Appearance{}),
                        part_of(properties, "foreground"), part_of(properties, "background")};
  }
  return labels;
}

}  // namespace stacktag::sqlite
