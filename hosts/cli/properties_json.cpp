// SPDX-License-Identifier: Apache-2.0
#include "cli/properties_json.h"

#include <algorithm>
#include <cstdio>
#include <iterator>
#include <string>

namespace stacktag::cli {
namespace {

using json::OrderedJson;

std::string hexadecimal(Colour const& colour) {
  char text[8];
  std::snprintf(text, sizeof text, "#%02x%02x%02x", colour.red, colour.green, colour.blue);
  return text;
}

OrderedJson colour_of(Colour const& colour) {
  return {{"hex", hexadecimal(colour)},
          {"css", colour.css_name},
          {"simplified", colour.simplified},
          {"percent", colour.pixel_percent}};
}

OrderedJson appearance_of(Appearance const& appearance) {
  OrderedJson colours = OrderedJson::array();
  std::ranges::transform(appearance.colours, std::back_inserter(colours), colour_of);
  return {{"brightness", appearance.quality.brightness},
          {"sharpness", appearance.quality.sharpness},
          {"contrast", appearance.quality.contrast},
          {"colours", std::move(colours)}};
}

}  // namespace

OrderedJson properties_json(ImageProperties const& properties) {
  auto shown = appearance_of(properties.whole);
  if (properties.foreground) {
    shown["foreground"] = appearance_of(*properties.foreground);
  }
  if (properties.background) {
    shown["background"] = appearance_of(*properties.background);
  }
  return shown;
}

}  // namespace stacktag::cli
