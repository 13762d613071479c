// SPDX-License-Identifier: Apache-2.0
#include "rules/alt_text.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include "rules/letters.h"
#include "rules/person_guesses.h"

namespace stacktag {
namespace {

constexpr std::size_t k_things_max = 3;

// Where a thing can be, with the words that lead there.
struct Place {
  std::string_view name;
  std::string_view phrase;
};
constexpr std::array<Place, 44> k_places{{
    {"airport", "at an airport"},
    {"bathroom", "in a bathroom"},
    {"beach", "on a beach"},
    {"bedroom", "in a bedroom"},
    {"bridge", "on a bridge"},
    {"cafe", "in a cafe"},
    {"church", "in a church"},
    {"city", "in a city"},
    {"classroom", "in a classroom"},
    {"coast", "on a coast"},
    {"countryside", "in the countryside"},
    {"desert", "in a desert"},
    {"factory", "in a factory"},
    {"farm", "on a farm"},
    {"field", "in a field"},
    {"forest", "in a forest"},
    {"garden", "in a garden"},
    {"gym", "in a gym"},
    {"hospital", "in a hospital"},
    {"kitchen", "in a kitchen"},
    {"lake", "at a lake"},
    {"lawn", "on a lawn"},
    {"library", "in a library"},
    {"living room", "in a living room"},
    {"meadow", "in a meadow"},
    {"museum", "in a museum"},
    {"ocean", "at the ocean"},
    {"office", "in an office"},
    {"park", "in a park"},
    {"parking lot", "in a parking lot"},
    {"pasture", "in a pasture"},
    {"playground", "on a playground"},
    {"restaurant", "in a restaurant"},
    {"river", "at a river"},
    {"road", "on a road"},
    {"sea", "at the sea"},
    {"shop", "in a shop"},
    {"snow", "in the snow"},
    {"stadium", "in a stadium"},
    {"street", "on a street"},
    {"train station", "at a train station"},
    {"village", "in a village"},
    {"woodland", "in a woodland"},
    {"zoo", "in a zoo"},
}};

// Labels of these categories name things that can be counted; others are as likely to name a
// material, a mood or a trade.
constexpr std::array<std::string_view, 8> k_thing_categories{
    "animals and pets",          "vehicles and automotive", "home appliances",
    "furniture and furnishings", "tools and machinery",     "toys and gaming",
    "technology and computing",  "kitchen and dining"};

// They have a box or such a category, and cannot be counted or are no thing to look at.
constexpr std::array<std::string_view, 24> k_no_things{
    "face",      "head",    "clothing",       "apparel",     "furniture", "electronics",
    "animal",    "mammal",  "wildlife",       "pet",         "canine",    "feline",
    "bird life", "vehicle", "transportation", "machine",     "hardware",  "food",
    "jewelry",   "luggage", "footwear",       "accessories", "wheel",     "software"};

std::string key_of(Label const& label) {
  return name_key(label.name);
}

template <class List>
bool lists(List const& list, std::string_view word) {
  return std::ranges::find(list, word) != list.end();
}

Place const* place_of(std::string const& key) {
  auto const* const found = std::ranges::find(k_places, key, &Place::name);
  return found == k_places.end() ? nullptr : found;
}

bool names_thing(Label const& label) {
  auto const key = key_of(label);
  bool const letters_only = std::ranges::all_of(
      key, [](char c) { return (c >= 'a' && c <= 'z') || c == ' ' || c == '-'; });
  // A plural has neither "a" nor a number that would be known.
  bool const countable = letters_only && !lists(k_no_things, key) && place_of(key) == nullptr &&
                         !is_plural(key.substr(key.rfind(' ') + 1));
  bool const a_thing =
      !label.instances.empty() || std::ranges::any_of(label.categories, [](auto const& category) {
        return lists(k_thing_categories, name_key(category));
      });
  return countable && a_thing && !guesses_person(label.name);
}

// The sound counts, which in English the letters mostly tell.
std::string_view article(std::string_view word) {
  constexpr std::array<std::string_view, 4> k_silent_h{"hour", "honest", "honor", "heir"};
  constexpr std::array<std::string_view, 8> k_like_you_or_one{"uni", "use",  "usa", "uti",
                                                              "eu",  "ukul", "one", "ufo"};
  auto const begins = [word](std::string_view start) { return word.starts_with(start); };
  bool const vowel = std::string_view("aeiou").find(word.front()) != std::string_view::npos;
  // uni- as in uniform, not as in uninviting; labels are no such adjectives.
  bool const an = (vowel && std::ranges::none_of(k_like_you_or_one, begins)) ||
                  std::ranges::any_of(k_silent_h, begins);
  return an ? "an " : "a ";
}

struct Findings {
  std::vector<std::string> things{};
  std::string place{};
};

// Kept labels that are sure enough, best first; the ancestors of a label that is in are not.
class Gathering {
 public:
  Gathering(Choice const& choice, TagPolicy const& policy)
      : confidence_(policy.alt_text_confidence_min) {
    for (auto const& decision : choice.decisions) {
      if (decision.verdict != Verdict::dropped) {
        kept_.insert(name_key(decision.name));
      }
    }
  }

  bool counts(Label const& label) const {
    return label.feature == Feature::labels && label.confidence >= confidence_ &&
           kept_.contains(key_of(label));
  }

 private:
  double const confidence_;
  std::set<std::string> kept_;
};

std::set<std::string> ancestors(std::vector<Label> const& labels, Gathering const& gathering) {
  std::set<std::string> all;
  for (auto const& label : labels) {
    for (auto const& parent :
         gathering.counts(label) ? label.parents : std::vector<std::string>{}) {
      if (name_key(parent) != key_of(label)) {
        all.insert(name_key(parent));
      }
    }
  }
  return all;
}

Findings find(std::vector<Label> const& labels, Gathering const& gathering) {
  Findings found;
  auto const general = ancestors(labels, gathering);
  std::set<std::string> seen;
  for (auto const& label : labels) {
    auto const key = key_of(label);
    if (!gathering.counts(label) || !seen.insert(key).second) {
      continue;
    }
    auto const* const place = place_of(key);
    if (place != nullptr && found.place.empty()) {
      found.place = place->phrase;
    } else if (place == nullptr && !general.contains(key) && names_thing(label)) {
      found.things.push_back(std::string(article(key)) + key);
    }
  }
  auto const room = k_things_max - (found.place.empty() ? 0 : 1);
  found.things.resize(std::min(found.things.size(), room));
  return found;
}

std::string listed(std::vector<std::string> const& things) {
  std::string text;
  for (std::size_t i = 0; i < things.size(); ++i) {
    bool const last = i + 1 == things.size();
    text += (i == 0 ? "" : last ? " and " : ", ") + things[i];
  }
  return text;
}

}  // namespace

std::string alt_text(Labels const& labels, Choice const& choice, TagPolicy const& policy) {
  if (policy.alt_text == AltText::off) {
    return {};
  }
  auto ranked = labels.found;
  std::erase_if(ranked, [](Label const& label) { return !(label.confidence >= 0); });
  std::ranges::stable_sort(ranked, std::ranges::greater{}, &Label::confidence);
  auto const found = find(ranked, Gathering(choice, policy));
  if (found.things.empty()) {
    return {};
  }
  auto sentence = listed(found.things) + (found.place.empty() ? "" : " " + found.place) + ".";
  sentence.front() = 'A';
  return sentence;
}

}  // namespace stacktag
