// SPDX-License-Identifier: Apache-2.0
#include "flow/colour_labels.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "stacktag/text.h"

namespace stacktag {
namespace {

struct Share {
  std::string name{};
  double percent = 0;
};

// "grey" is "Gray" among Rekognition's labels, so that one colour never becomes two tags.
std::string label_name(std::string_view simplified) {
  auto name = lower(simplified);
  if (name == "grey") {
    return "Gray";
  }
  if (!name.empty() && name[0] >= 'a' && name[0] <= 'z') {
    name[0] = static_cast<char>(name[0] - 'a' + 'A');
  }
  return name;
}

std::vector<Share> shares_of(std::vector<Colour> const& colours) {
  std::vector<Share> shares;
  for (auto const& colour : colours) {
    auto const name = label_name(colour.simplified);
    auto const known = std::ranges::find(shares, name, &Share::name);
    // Written this way round, a share that is not a number counts as none.
    double const percent = colour.pixel_percent > 0 ? colour.pixel_percent : 0;
    if (known != shares.end()) {
      known->percent += percent;
    } else if (!name.empty()) {
      shares.push_back({name, percent});
    }
  }
  std::ranges::stable_sort(shares, std::ranges::greater{}, &Share::percent);
  return shares;
}

double confidence_of(double percent) {
  constexpr double k_threshold = 70;
  constexpr double k_percent_at_threshold = 20;
  constexpr double k_most = 99;
  constexpr double k_percent_at_most = 60;
  auto const slope = (k_most - k_threshold) / (k_percent_at_most - k_percent_at_threshold);
  return std::min(k_threshold + slope * (percent - k_percent_at_threshold), k_most);
}

}  // namespace

std::vector<Label> colour_labels(ImageProperties const& properties) {
  std::vector<Label> labels;
  for (auto& [name, percent] : shares_of(properties.whole.colours)) {
    if (percent >= colour_label_percent_min) {
      labels.push_back({.name = std::move(name),
                        .confidence = confidence_of(percent),
                        .categories = {"Colors"},
                        .feature = Feature::properties});
    }
  }
  return labels;
}

}  // namespace stacktag
