// SPDX-License-Identifier: Apache-2.0
// Colours and quality of a picture, in the shape and meaning of Rekognition's ImageProperties.
// https://docs.aws.amazon.com/rekognition/latest/dg/labels-detect-labels-image.html
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace stacktag {

struct Colour {
  std::uint8_t red = 0;
  std::uint8_t green = 0;
  std::uint8_t blue = 0;
  std::string css_name{};    ///< the nearest of the CSS colour names, lower case
  std::string simplified{};  ///< one of the twelve simplified colours, lower case
  double pixel_percent = 0;  ///< 0 to 100

  bool operator==(Colour const&) const = default;
};

struct Quality {
  double brightness = 0;  ///< 0 to 100
  double sharpness = 0;   ///< 0 to 100
  double contrast = 0;    ///< 0 to 100

  bool operator==(Quality const&) const = default;
};

/// The whole picture, or its foreground or background.
struct Appearance {
  Quality quality{};
  std::vector<Colour> colours{};  ///< most pixels first

  bool operator==(Appearance const&) const = default;
};

struct ImageProperties {
  Appearance whole{};
  std::optional<Appearance> foreground{};
  std::optional<Appearance> background{};

  bool operator==(ImageProperties const&) const = default;
};

}  // namespace stacktag
