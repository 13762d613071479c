// SPDX-License-Identifier: Apache-2.0
#include "network_vision/labels_of.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <string>

#include "stacktag/text.h"

namespace stacktag::network_vision {
namespace {

constexpr double k_at_threshold = 70;

struct Found {
  double probability = 0;
  std::vector<std::string> parents{};
  std::vector<LabelInstance> instances{};
};
using ByName = std::map<std::string, Found>;

double threshold_of(std::string const& name, Manifest const& manifest) {
  auto const own = manifest.thresholds.find(name);
  return own == manifest.thresholds.end() ? manifest.threshold : own->second;
}

std::vector<std::size_t> likeliest(std::vector<double> const& probabilities,
                                   std::vector<Word> const& words, std::size_t top) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < std::min(probabilities.size(), words.size()); ++i) {
    if (!words[i].name.empty()) {
      order.push_back(i);
    }
  }
  auto const middle = order.begin() + static_cast<std::ptrdiff_t>(std::min(top, order.size()));
  std::ranges::partial_sort(order, middle, [&](std::size_t a, std::size_t b) {
    return probabilities[a] != probabilities[b] ? probabilities[a] > probabilities[b] : a < b;
  });
  order.erase(middle, order.end());
  return order;
}

// Of all classes, also of those that are not among the likeliest.
double sum_below(std::string const& parent, std::vector<double> const& probabilities,
                 std::vector<Word> const& words) {
  double sum = 0;
  for (std::size_t i = 0; i < std::min(probabilities.size(), words.size()); ++i) {
    auto const& word = words[i];
    if (word.name == parent || std::ranges::find(word.parents, parent) != word.parents.end()) {
      sum += probabilities[i];
    }
  }
  return std::min(sum, 1.0);
}

ByName classified(std::vector<double> const& probabilities, std::vector<Word> const& words,
                  std::size_t top) {
  ByName found;
  for (auto const index : likeliest(probabilities, words, top)) {
    auto const& word = words[index];
    auto& entry = found[word.name];  // two classes may have one name
    entry.probability = std::max(entry.probability, probabilities[index]);
    entry.parents = word.parents;
  }
  auto const classes = found;
  for (auto const& [name, entry] : classes) {
    for (auto parent = entry.parents.begin(); parent != entry.parents.end(); ++parent) {
      auto& kind = found[*parent];
      if (kind.probability == 0 || classes.contains(*parent)) {
        kind.probability = sum_below(*parent, probabilities, words);
        kind.parents.assign(parent + 1, entry.parents.end());
      }
    }
  }
  return found;
}

ByName detected(std::vector<Detection> const& detections, std::vector<Word> const& words,
                Manifest const& manifest) {
  ByName found;
  for (auto const& detection : detections) {
    if (detection.index >= words.size() || words[detection.index].name.empty()) {
      continue;
    }
    auto const& word = words[detection.index];
    auto& entry = found[word.name];
    entry.probability = std::max(entry.probability, detection.probability);
    entry.parents = word.parents;
    entry.instances.push_back(
        {detection.box, confidence_of(detection.probability, threshold_of(word.name, manifest))});
    for (auto parent = word.parents.begin(); parent != word.parents.end(); ++parent) {
      auto& kind = found[*parent];
      kind.probability = std::max(kind.probability, detection.probability);
      kind.parents.assign(parent + 1, word.parents.end());
    }
  }
  return found;
}

}  // namespace

double confidence_of(double probability, double threshold) {
  if (probability < threshold) {
    return k_at_threshold * probability / threshold;
  }
  return k_at_threshold + (100 - k_at_threshold) * (probability - threshold) / (1 - threshold);
}

std::vector<Label> labels_of(Output const& output, std::vector<Word> const& words,
                             Manifest const& manifest) {
  auto const found =
      manifest.kind == Kind::classifier
          ? classified(output.probabilities, words, static_cast<std::size_t>(manifest.top))
          : detected(output.detections, words, manifest);
  std::vector<Label> labels;
  for (auto const& [name, entry] : found) {
    labels.push_back({.name = name,
                      .confidence = confidence_of(std::clamp(entry.probability, 0.0, 1.0),
                                                  threshold_of(name, manifest)),
                      .parents = entry.parents,
                      .instances = entry.instances});
    std::ranges::stable_sort(labels.back().instances, std::ranges::greater{},
                             &LabelInstance::confidence);
  }
  std::ranges::stable_sort(labels, std::ranges::greater{}, &Label::confidence);
  return labels;
}

}  // namespace stacktag::network_vision
