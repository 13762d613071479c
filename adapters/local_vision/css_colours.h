// SPDX-License-Identifier: Apache-2.0
// The colours that CSS has names for, and the twelve simplified colours they belong to.
// https://www.w3.org/TR/css-color-4/#named-colors
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace stacktag::local_vision {

struct CssColour {
  std::string_view name{};
  std::string_view simplified{};
  std::uint8_t red = 0;
  std::uint8_t green = 0;
  std::uint8_t blue = 0;
};

/// Each value once.
std::span<CssColour const> css_colours();

/// Squared, in RGB.
int distance(CssColour const& colour, int red, int green, int blue);

/// Index into css_colours().
std::size_t nearest_css_colour(int red, int green, int blue);

}  // namespace stacktag::local_vision
