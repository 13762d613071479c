// SPDX-License-Identifier: Apache-2.0
#include "local_vision/known_labels.h"

#include <algorithm>

#include "stacktag/text.h"

namespace stacktag::local_vision {
namespace {

constexpr auto k_people = "Person Description";
constexpr auto k_animals = "Animals and Pets";
constexpr auto k_writing = "Text and Documents";
constexpr auto k_composition = "Colors and Visual Composition";

}  // namespace

std::span<KnownLabel const> known_labels() {
  static std::vector<KnownLabel> const all{
      {"Person", k_people, {}, {"Human"}},
      {"Face", k_people, {"Head", "Person"}, {}},
      {"Head", k_people, {"Person"}, {}},
      {"Pedestrian", k_people, {"Person"}, {}, false},
      {"Cat", k_animals, {"Animal", "Mammal", "Pet"}, {}, false},
      {"Pet", k_animals, {"Animal"}, {}, false},
      {"Mammal", k_animals, {"Animal"}, {}, false},
      {"Animal", k_animals, {}, {}, false},
      {"Text", k_writing, {}, {}},
      {"Document", k_writing, {"Text"}, {}},
      {"QR Code", k_writing, {}, {}},
      {"Barcode", k_writing, {}, {}},
      {"Photography", "Hobbies and Interests", {}, {"Photo"}},
      {"Illustration", k_composition, {}, {"Graphics"}},
      {"Screenshot", "Technology and Computing", {}, {}},
      {"Logo", "Symbols and Flags", {}, {}},
      {"Grayscale", k_composition, {}, {"Black and White"}},
      {"Night", "Nature and Outdoors", {}, {}},
      {"Panoramic", k_composition, {}, {"Panorama"}},
      {"Transparency", k_composition, {}, {}},
      {"Landscape Orientation", k_composition, {}, {}},
      {"Portrait Orientation", k_composition, {}, {}}};
  return all;
}

KnownLabel const* find_known_label(std::string_view name) {
  auto const all = known_labels();
  auto const found =
      std::ranges::find_if(all, [name](auto const& label) { return same_text(label.name, name); });
  return found == all.end() ? nullptr : &*found;
}

Switches::Switches(std::vector<std::string> const& changes) {
  for (auto const& label : known_labels()) {
    bool on = label.is_default;
    for (auto const& change : changes) {
      bool const off = change.starts_with('-');
      auto const name = trim(std::string_view(change).substr(off ? 1 : 0));
      if (same_text(name, label.name) || same_text(name, "all")) {
        on = !off;
      }
    }
    if (on) {
      on_.push_back(label.name);
    }
  }
}

bool Switches::is_on(std::string_view name) const {
  return std::ranges::find(on_, name) != on_.end();
}

}  // namespace stacktag::local_vision
