// SPDX-License-Identifier: Apache-2.0
#include "local_vision/stripes.h"

#include <algorithm>

namespace stacktag::local_vision {
namespace {

constexpr int k_block = 32;  // pixels whose darkest and brightest make a threshold
constexpr int k_contrast_min = 40;

// The middle between dark and bright for each block of the row and its neighbours; 0 where there is
// no contrast, so that nothing is dark there.
std::vector<float> thresholds(std::uint8_t const* row, int width) {
  auto const blocks = (width + k_block - 1) / k_block;
  std::vector<float> found(static_cast<std::size_t>(blocks));
  for (int block = 0; block < blocks; ++block) {
    auto const from = std::max((block - 1) * k_block, 0);
    auto const to = std::min((block + 2) * k_block, width);
    auto const [least, most] = std::minmax_element(row + from, row + to);
    found[static_cast<std::size_t>(block)] =
        *most - *least >= k_contrast_min ? static_cast<float>(*least + *most) / 2 : 0.0F;
  }
  return found;
}

// Where between two pixels the brightness passes the threshold.
float crossing(std::uint8_t before, std::uint8_t after, float threshold) {
  auto const step = static_cast<float>(after - before);
  auto const missing = threshold - static_cast<float>(before);
  return step == 0 ? 0.5F : std::clamp(missing / step, 0.0F, 1.0F);
}

}  // namespace

void read_stripes(cv::Mat const& grey, int row, std::vector<Stripe>& stripes) {
  stripes.clear();
  auto const* pixels = grey.ptr<std::uint8_t>(row);
  auto const limits = thresholds(pixels, grey.cols);
  bool dark = false;
  float start = 0;
  for (int x = 0; x < grey.cols; ++x) {
    auto const limit = limits[static_cast<std::size_t>(x / k_block)];
    bool const now = static_cast<float>(pixels[x]) < limit;
    if (now == dark) {
      continue;
    }
    auto const edge =
        x == 0 ? 0.0F
               : static_cast<float>(x) - 0.5F + crossing(pixels[x - 1], pixels[x], limit) - 0.5F;
    auto const at = std::max(edge, start);
    stripes.push_back({start, at - start});
    start = at;
    dark = now;
  }
  stripes.push_back({start, static_cast<float>(grey.cols) - start});
  if (dark) {
    stripes.push_back({static_cast<float>(grey.cols), 0});
  }
}

}  // namespace stacktag::local_vision
