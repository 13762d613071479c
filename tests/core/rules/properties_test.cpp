// SPDX-License-Identifier: Apache-2.0
// What holds whatever the labels and the rules are.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>
#include <set>

#include "rules/choose.h"
#include "rules/plan.h"
#include "rules/rules.h"

namespace stacktag {
namespace {

// Few words, so that they meet often: in other cases, as plurals, as parents of each other.
constexpr std::array<char const*, 16> k_words{
    "Horse", "horses",  "HORSE", "Animal", "Mammal", "T-Shirt", "t shirt", "Tshirts",
    "Berry", "berries", "Woman", "Red",    "École",  "école",   "a,b",     ""};

class Dice {
 public:
  explicit Dice(unsigned seed) : random_(seed) {}

  int below(int end) { return static_cast<int>(random_() % static_cast<unsigned>(end)); }
  bool coin() { return below(2) == 0; }
  std::string word() { return k_words[static_cast<std::size_t>(below(k_words.size()))]; }
  std::vector<std::string> words(int max) {
    std::vector<std::string> all(static_cast<std::size_t>(below(max + 1)));
    std::ranges::generate(all, [this] { return word(); });
    return all;
  }

  Labels labels() {
    Labels labels;
    for (int i = below(12); i > 0; --i) {
      labels.found.push_back({.name = word(),
                              .confidence = static_cast<double>(below(101)),
                              .parents = words(3),
                              .aliases = words(2),
                              .categories = words(2)});
    }
    return labels;
  }

  TagPolicy policy() {
    TagPolicy policy{.confidence_min = static_cast<double>(below(101)), .tags_max = 1 + below(6)};
    policy.person_guesses = coin() ? PersonGuesses::keep : PersonGuesses::leave_out;
    policy.parents = static_cast<Parents>(below(5));
    policy.aliases = coin() ? Aliases::add : Aliases::leave_out;
    policy.letter_case = static_cast<LetterCase>(below(3));
    policy.variants = coin() ? Variants::together : Variants::apart;
    policy.prefix = coin() ? "ai:" : "";
    policy.blocked = coin() ? std::vector<std::string>{"*rr*"} : std::vector<std::string>{};
    policy.categories[name_key(word())] = {.name = "c", .confidence_min = 10, .tags_max = below(3)};
    policy.labels[name_key(word())] = {.confidence_min = 5};
    policy.renamed[name_key(word())] = "Beast";
    policy.vocabulary.mode = static_cast<VocabularyMode>(below(3));
    policy.vocabulary.words = std::make_shared<Words const>(words(6));
    return policy;
  }

 private:
  std::mt19937 random_;
};

template <class Check>
void for_many(Check check) {
  for (unsigned seed = 1; seed <= 2000; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Dice dice(seed);
    check(dice);
    if (::testing::Test::HasFailure()) {
      return;
    }
  }
}

std::size_t different(std::vector<std::string> const& tags, Variants variants) {
  std::set<std::string> keys;
  for (auto const& tag : tags) {
    keys.insert(tag_key(tag, variants));
  }
  return keys.size();
}

TEST(RulesProperties, NeverMoreThanTheMaximumAndNeverOneTwice) {
  for_many([](Dice& dice) {
    auto const policy = dice.policy();
    auto const tags = choose_tags(dice.labels(), policy);
    EXPECT_LE(tags.size(), static_cast<std::size_t>(policy.tags_max));
    EXPECT_EQ(different(tags, policy.variants), tags.size());
  });
}

TEST(RulesProperties, TheSameLabelsGiveTheSameTagsInTheSameOrder) {
  for_many([](Dice& dice) {
    auto const labels = dice.labels();
    auto const policy = dice.policy();
    EXPECT_EQ(decide_tags(labels, policy), decide_tags(labels, policy));
    auto sorted = labels;
    std::ranges::stable_sort(sorted.found, std::ranges::greater{}, &Label::confidence);
    EXPECT_EQ(choose_tags(sorted, policy), choose_tags(labels, policy));
  });
}

TEST(RulesProperties, TheOrderOfLabelsOfDifferentConfidenceDoesNotCount) {
  for_many([](Dice& dice) {
    auto labels = dice.labels();
    for (std::size_t i = 0; i < labels.found.size(); ++i) {
      labels.found[i].confidence = 99 - static_cast<double>(i) * 3;
      labels.found[i].parents.clear();
    }
    auto const policy = dice.policy();
    auto reversed = labels;
    std::ranges::reverse(reversed.found);
    EXPECT_EQ(choose_tags(reversed, policy), choose_tags(labels, policy));
  });
}

TEST(RulesProperties, NoTagOfAnEditorIsLostOrMoved) {
  for_many([](Dice& dice) {
    auto const existing = dice.words(6);
    auto const policy = dice.policy();
    auto const plan =
        plan_tags(existing, choose_tags(dice.labels(), policy), Merge::add, policy.variants);
    ASSERT_GE(plan.tags.size(), existing.size());
    EXPECT_TRUE(std::equal(existing.begin(), existing.end(), plan.tags.begin()));
    EXPECT_EQ(plan.tags.size(), existing.size() + plan.added.size());
    EXPECT_EQ(plan.changes, !plan.added.empty());
  });
}

TEST(RulesProperties, PlanningAgainAddsNothing) {
  for_many([](Dice& dice) {
    auto const policy = dice.policy();
    auto const chosen = choose_tags(dice.labels(), policy);
    for (auto const merge : {Merge::add, Merge::replace}) {
      auto const once = plan_tags(dice.words(6), chosen, merge, policy.variants);
      EXPECT_FALSE(plan_tags(once.tags, chosen, merge, policy.variants).changes);
    }
  });
}

TEST(RulesProperties, WhatIsAskedForIsEnough) {
  for_many([](Dice& dice) {
    auto const labels = dice.labels();
    auto const policy = dice.policy();
    auto const needs = needs_of(policy);
    auto asked = labels;
    std::erase_if(asked.found,
                  [&](Label const& label) { return label.confidence < needs.confidence_min; });
    std::ranges::stable_sort(asked.found, std::ranges::greater{}, &Label::confidence);
    asked.found.resize(std::min(asked.found.size(), static_cast<std::size_t>(needs.labels_max)));
    if (policy.parents == Parents::found || policy.parents == Parents::none) {
      EXPECT_EQ(choose_tags(asked, policy), choose_tags(labels, policy));
    }
  });
}

TEST(RulesProperties, EveryDecisionSaysWhatBecameOfIt) {
  for_many([](Dice& dice) {
    auto const choice = decide_tags(dice.labels(), dice.policy());
    std::vector<std::string> all;
    for (auto const& decision : choice.decisions) {
      EXPECT_EQ(decision.tags.empty(), decision.verdict == Verdict::dropped);
      EXPECT_FALSE(decision.tags.empty() && decision.because.empty());
      all.insert(all.end(), decision.tags.begin(), decision.tags.end());
    }
    EXPECT_THAT(all, ::testing::UnorderedElementsAreArray(choice.tags));
  });
}

}  // namespace
}  // namespace stacktag
