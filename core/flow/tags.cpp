// SPDX-License-Identifier: Apache-2.0
#include "flow/tags.h"

#include <algorithm>
#include <array>

#include "stacktag/limits.h"
#include "stacktag/text.h"

namespace stacktag {
namespace {

// Labels by which Rekognition guesses gender or age; AWS itself says not to rely on them:
// https://docs.aws.amazon.com/rekognition/latest/dg/labels.html
constexpr std::array<std::string_view, 42> k_person_guesses{
    "Adult",       "Aunt",        "Baby",           "Boy",       "Bride",
    "Bridegroom",  "Brother",     "Child",          "Dad",       "Daughter",
    "Elderly",     "Father",      "Female",         "Gentleman", "Girl",
    "Grandfather", "Grandmother", "Grandparent",    "Groom",     "Infant",
    "Kid",         "Lad",         "Lady",           "Male",      "Man",
    "Men",         "Mom",         "Mother",         "Newborn",   "Schoolboy",
    "Schoolgirl",  "Senior",      "Senior Citizen", "Sister",    "Son",
    "Teen",        "Teenager",    "Toddler",        "Uncle",     "Woman",
    "Women",       "Youth"};

// A comma cannot survive an upload (tags travel as one comma-joined text there), and 50 characters
// is the limit that Contentstack documents for tags of entries:
// https://www.contentstack.com/docs/content-managers/limitations/entries-limitations
bool may_leave(std::string_view tag) {
  bool const plain = std::ranges::none_of(
      tag, [](char c) { return c == ',' || static_cast<unsigned char>(c) < 0x20; });
  return plain && !tag.empty() && characters(tag) <= limits::tag_characters_max;
}

bool contains(std::vector<std::string> const& tags, std::string_view tag) {
  return std::ranges::any_of(tags, [tag](auto const& other) { return same_tag(other, tag); });
}

bool same_in_any_order(std::vector<std::string> a, std::vector<std::string> b) {
  std::ranges::sort(a);
  std::ranges::sort(b);
  return a == b;
}

TagPlan plan_replacing(std::vector<std::string> const& existing,
                       std::vector<std::string> const& chosen) {
  // Where the engine found nothing, an editor's tags are better than none.
  if (chosen.empty() || same_in_any_order(existing, chosen)) {
    return {.tags = existing, .added = {}, .changes = false};
  }
  TagPlan plan{.tags = chosen, .added = {}, .changes = true};
  std::ranges::copy_if(chosen, std::back_inserter(plan.added),
                       [&](auto const& tag) { return !contains(existing, tag); });
  return plan;
}

}  // namespace

int labels_to_ask_for(TagPolicy const& policy) {
  auto const spare = policy.person_guesses == PersonGuesses::leave_out
                         ? static_cast<int>(k_person_guesses.size())
                         : 0;
  return std::min(policy.tags_max + spare, limits::labels_max);
}

bool guesses_person(std::string_view label) {
  return std::ranges::any_of(k_person_guesses,
                             [label](auto guess) { return same_tag(guess, label); });
}

bool same_tag(std::string_view a, std::string_view b) {
  return same_text(trim(a), trim(b));
}

std::vector<std::string> choose_tags(Labels const& labels, TagPolicy const& policy) {
  auto ranked = labels.found;
  std::ranges::stable_sort(ranked, std::ranges::greater{}, &Label::confidence);
  std::vector<std::string> chosen;
  for (auto const& label : ranked) {
    bool const full = chosen.size() >= static_cast<std::size_t>(std::max(policy.tags_max, 0));
    if (full) {
      break;
    }
    // What answers another question has passed the threshold of that one. Written this way round, a
    // confidence that is not a number is too small as well.
    if (label.feature == Feature::labels && !(label.confidence >= policy.confidence_min)) {
      continue;
    }
    auto const tag = trim(label.name);
    bool const guess =
        policy.person_guesses == PersonGuesses::leave_out && guesses_person(label.name);
    if (!guess && may_leave(tag) && !contains(chosen, tag)) {
      chosen.emplace_back(tag);
    }
  }
  return chosen;
}

TagPlan plan_tags(std::vector<std::string> const& existing, std::vector<std::string> const& chosen,
                  Merge merge) {
  if (merge == Merge::replace) {
    return plan_replacing(existing, chosen);
  }
  TagPlan plan{.tags = existing, .added = {}, .changes = false};
  for (auto const& tag : chosen) {
    if (!contains(plan.tags, tag)) {
      plan.tags.push_back(tag);
      plan.added.push_back(tag);
    }
  }
  plan.changes = !plan.added.empty();
  return plan;
}

}  // namespace stacktag
