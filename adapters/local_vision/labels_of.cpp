// SPDX-License-Identifier: Apache-2.0
#include "local_vision/labels_of.h"

#include <algorithm>
#include <string>
#include <utility>

namespace stacktag::local_vision {
namespace {

constexpr auto k_composition = "Colors and Visual Composition";
constexpr auto k_people = "Person Description";
constexpr auto k_animals = "Animals and Pets";

// 70 at `from`, 99 at `to`, straight between them: a threshold of 70 asks for at least `from`.
double scaled(double value, double from, double to) {
  return std::clamp(70 + 29 * (value - from) / (to - from), 0.0, 99.0);
}

std::vector<LabelInstance> instances(std::vector<Face> const& faces, Measured const& in) {
  std::vector<LabelInstance> found;
  for (auto const& face : faces) {
    found.push_back(
        {{static_cast<double>(face.box.x) / in.width, static_cast<double>(face.box.y) / in.height,
          static_cast<double>(face.box.width) / in.width,
          static_cast<double>(face.box.height) / in.height},
         face.confidence});
  }
  return found;
}

double best(std::vector<Face> const& faces) {
  return std::ranges::max_element(faces, {}, &Face::confidence)->confidence;
}

void add_people(std::vector<Label>& labels, Measured const& in) {
  if (in.people.empty()) {
    return;
  }
  auto const confidence = best(in.people);
  auto const boxes = instances(in.people, in);
  labels.push_back({"Person", confidence, {}, {"Human"}, {k_people}, boxes});
  labels.push_back({"Face", confidence, {"Head", "Person"}, {}, {k_people}, boxes});
  labels.push_back({"Head", confidence, {"Person"}, {}, {k_people}, {}});
}

void add_cats(std::vector<Label>& labels, Measured const& in) {
  if (in.cats.empty()) {
    return;
  }
  auto const confidence = best(in.cats);
  labels.push_back(
      {"Cat", confidence, {"Animal", "Mammal", "Pet"}, {}, {k_animals}, instances(in.cats, in)});
  labels.push_back({"Pet", confidence, {"Animal"}, {}, {k_animals}, {}});
  labels.push_back({"Mammal", confidence, {"Animal"}, {}, {k_animals}, {}});
  labels.push_back({"Animal", confidence, {}, {}, {k_animals}, {}});
}

void add_composition(std::vector<Label>& labels, std::string name, double confidence) {
  labels.push_back({std::move(name), confidence, {}, {}, {k_composition}, {}});
}

void add_colours(std::vector<Label>& labels, Colours const& colours) {
  add_composition(labels, colours.dominant, scaled(colours.dominant_share, 0.4, 0.9));
  add_composition(labels, "Grayscale", scaled(8 - colours.grey_distance, 4, 8));
  add_composition(labels, "Night", scaled(colours.dark_share, 0.45, 0.9));
  // A drawing has large areas of exactly one colour; a photograph's noise leaves hardly any.
  add_composition(labels, "Graphics", scaled(colours.flat_share, 0.6, 0.95));
  add_composition(labels, "Photography", scaled(0.6 - colours.flat_share, 0.15, 0.6));
}

void add_shape(std::vector<Label>& labels, Measured const& in) {
  auto const ratio = static_cast<double>(in.width) / in.height;
  add_composition(labels, "Landscape Orientation", scaled(ratio, 1.15, 1.6));
  add_composition(labels, "Portrait Orientation", scaled(1 / ratio, 1.15, 1.6));
  if (in.had_alpha) {
    add_composition(labels, "Transparency", 99);
  }
}

}  // namespace

std::vector<Label> labels_of(Measured const& measured) {
  std::vector<Label> labels;
  add_people(labels, measured);
  add_cats(labels, measured);
  add_colours(labels, measured.colours);
  add_shape(labels, measured);
  std::ranges::stable_sort(labels, std::ranges::greater{}, &Label::confidence);
  return labels;
}

}  // namespace stacktag::local_vision
