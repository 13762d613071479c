// SPDX-License-Identifier: Apache-2.0
// From what was measured to how likely it is that a picture is a photograph, has text, and the
// like.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "local_vision/composition.h"
#include "local_vision/text_lines.h"

namespace stacktag::local_vision {

enum class Kind { photo, illustration, screenshot, document, logo };
inline constexpr std::size_t k_kinds = 5;

struct Signals {
  int width = 0;  ///< of the looked-at picture, pixels
  int height = 0;
  double transparent = 0;  ///< share of the pixels, 0 to 1
  Composition composition{};
  std::vector<TextLine> lines{};
};

/// What is weighed, each about 0 to 1; the weights are made by bench/local_engine/fit.py.
inline constexpr std::size_t k_weighed = 17;
std::array<double, k_weighed> weighed(Signals const& signals);

/// Likelihoods that add up to 1, in the order of Kind.
std::array<double, k_kinds> judge_kind(Signals const& signals);

/// The likelihood that there is text that can be read.
double judge_text(Signals const& signals);

}  // namespace stacktag::local_vision
