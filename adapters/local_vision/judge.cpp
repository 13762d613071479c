// SPDX-License-Identifier: Apache-2.0
#include "local_vision/judge.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "local_vision/weights.h"

namespace stacktag::local_vision {
namespace {

double weigh(std::array<double, k_weighed> const& values, Weights const& weights) {
  return std::inner_product(values.begin(), values.end(), weights.begin(), 0.0);
}

}  // namespace

std::array<double, k_weighed> weighed(Signals const& signals) {
  auto const& seen = signals.composition;
  double sure_lines = 0;
  double line_pixels = 0;
  for (auto const& line : signals.lines) {
    sure_lines += line.likeness > 0.7 ? 1 : 0;
    line_pixels += line.likeness * line.box.area();
  }
  auto const best = signals.lines.empty() ? 0 : signals.lines.front().likeness;
  auto const pixels = static_cast<double>(signals.width) * signals.height;
  auto const ratio = std::abs(std::log(static_cast<double>(signals.width) / signals.height));
  return {1,
          seen.flat,
          seen.flat * seen.flat,
          seen.smooth,
          std::sqrt(seen.hard),
          seen.common,
          std::sqrt(seen.distinct),
          std::sqrt(seen.ruled),
          seen.light,
          seen.dark,
          std::min(seen.grey_distance / 64, 1.0),
          std::log1p(sure_lines) / 4,
          std::min(std::sqrt(line_pixels / pixels), 1.0),
          best,
          std::min(signals.transparent * 4, 1.0),
          signals.transparent > 0.05 ? 1.0 - std::sqrt(seen.distinct) : 0.0,
          std::min(ratio, 1.0)};
}

std::array<double, k_kinds> judge_kind(Signals const& signals) {
  auto const values = weighed(signals);
  std::array<double, k_kinds> likely{};
  for (std::size_t kind = 0; kind < k_kinds; ++kind) {
    likely[kind] = weigh(values, k_kind_weights[kind]);
  }
  auto const most = *std::ranges::max_element(likely);
  double sum = 0;
  for (auto& value : likely) {
    value = std::exp(value - most);
    sum += value;
  }
  for (auto& value : likely) {
    value /= sum;
  }
  return likely;
}

double judge_text(Signals const& signals) {
  return 1 / (1 + std::exp(-weigh(weighed(signals), k_text_weights)));
}

}  // namespace stacktag::local_vision
