// SPDX-License-Identifier: Apache-2.0
#include "library/unmapped_labels.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/library/tagged.h"

namespace stacktag {
namespace {

using testing::ElementsAre;

TEST(UnmappedLabels, AreThoseThatNoRuleBringsToAWordOfTheHouse) {
  TagPolicy policy;
  policy.prefix = "ai:";
  policy.confidence_min = 100;
  policy.renamed = {{"canine", "dog"}};
  policy.blocked = {"font"};
  policy.categories["colors"] = {.name = "Colors", .tags_max = 0};
  auto const groups = groups_of(tagged::library({{"dogs", 2}, {"Cars", 1}, {"t-shirt", 1}}));
  std::vector<LabelUse> const labels{
      {{.name = "Canine"}, 9},
      {{.name = "Automobile", .aliases = {"Car"}}, 8},
      {{.name = "T Shirt", .confidence = 12}, 7},
      {{.name = "Font"}, 6},
      {{.name = "Red", .categories = {"Colors"}}, 5},
      {{.name = "Woman"}, 4},
      {{.name = "Machine"}, 3},
      {{.name = "Car", .parents = {"Machine"}}, 2},
  };
  EXPECT_THAT(labels_without_word(labels, groups, policy),
              ElementsAre(LabelUse{{.name = "Machine"}, 3}));
  EXPECT_EQ(labels_without_word(labels, {}, policy).size(), 5U);
}

}  // namespace
}  // namespace stacktag
