// SPDX-License-Identifier: Apache-2.0
#include "rules/person_guesses.h"

#include <algorithm>
#include <array>

#include "rules/words.h"

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

}  // namespace

bool guesses_person(std::string_view label) {
  return std::ranges::any_of(k_person_guesses,
                             [label](auto guess) { return same_tag(guess, label); });
}

int person_guesses_count() {
  return static_cast<int>(k_person_guesses.size());
}

}  // namespace stacktag
