// SPDX-License-Identifier: Apache-2.0
#include "rules/alt_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace stacktag {
namespace {

Label thing(std::string name, double confidence = 99, std::vector<std::string> parents = {}) {
  return {.name = std::move(name),
          .confidence = confidence,
          .parents = std::move(parents),
          .instances = {{.box = {}, .confidence = confidence}}};
}
Label other(std::string name, double confidence = 99) {
  return {.name = std::move(name), .confidence = confidence};
}

std::string sentence(std::vector<Label> labels, TagPolicy policy = {}) {
  policy.alt_text = AltText::write;
  Labels const found{.found = std::move(labels)};
  return alt_text(found, decide_tags(found, policy), policy);
}

TEST(AltText, IsOffUnlessAskedFor) {
  Labels const found{.found = {thing("Horse")}};
  EXPECT_EQ(alt_text(found, decide_tags(found, {}), {}), "");
}

TEST(AltText, IsOnePlainSentence) {
  EXPECT_EQ(sentence({thing("Horse"), other("Field", 90)}), "A horse in a field.");
  EXPECT_EQ(sentence({thing("Horse")}), "A horse.");
  EXPECT_EQ(sentence({thing("Umbrella"), other("Beach")}), "An umbrella on a beach.");
  EXPECT_EQ(sentence({thing("Dog"), thing("Fire Hydrant", 95), other("Street", 90)}),
            "A dog and a fire hydrant on a street.");
}

TEST(AltText, NamesThreeThingsAtMost) {
  EXPECT_EQ(sentence({thing("Dog", 99), thing("Cat", 98), thing("Horse", 97), thing("Cow", 96)}),
            "A dog, a cat and a horse.");
  EXPECT_EQ(sentence({thing("Dog", 99), thing("Cat", 98), thing("Horse", 97), other("Park", 96)}),
            "A dog and a cat in a park.");
}

TEST(AltText, HasTheArticleThatIsSpoken) {
  for (auto const& [name, expected] :
       std::vector<std::pair<std::string, std::string>>{{"Apple", "An apple."},
                                                        {"Uniform", "A uniform."},
                                                        {"Hourglass Case", "An hourglass case."},
                                                        {"House", "A house."},
                                                        {"Umbrella", "An umbrella."},
                                                        {"Ukulele", "A ukulele."},
                                                        {"Owl", "An owl."},
                                                        {"Horn", "A horn."}}) {
    EXPECT_EQ(sentence({thing(name)}), expected);
  }
}

TEST(AltText, LeavesOutWhatSuchASentenceCannotSay) {
  EXPECT_EQ(sentence({other("Nature"), other("Photography")}), "") << "no things";
  EXPECT_EQ(sentence({thing("Shoes"), thing("People"), thing("Clothing")}), "")
      << "no single things";
  EXPECT_EQ(sentence({thing("Dog", 99, {"Animal"}), thing("Animal", 99)}), "A dog.");
  EXPECT_EQ(sentence({thing("Café"), thing("Dog, or Cat")}), "");
  EXPECT_EQ(sentence({other("Field")}), "") << "a place alone";
  EXPECT_EQ(sentence({thing("Dog", 79)}), "") << "not sure enough";
  EXPECT_EQ(sentence({}), "");
}

TEST(AltText, NeverGuessesAPersonNorSaysWhatTheRulesDrop) {
  EXPECT_EQ(sentence({thing("Woman"), thing("Person", 98)}), "A person.");
  EXPECT_EQ(sentence({thing("Woman")}, {.person_guesses = PersonGuesses::keep}), "");
  EXPECT_EQ(sentence({thing("Dog"), thing("Cat", 98)}, {.blocked = {"dog"}}), "A cat.");
}

TEST(AltText, SpeaksOfWhatIsSeenNotOfTextOrFaces) {
  auto text = thing("Sale");
  text.feature = Feature::text;
  EXPECT_EQ(sentence({text}), "");
}

TEST(AltText, TakesThingsByTheirCategoryToo) {
  auto horse = other("Horse");
  horse.categories = {"Animals and Pets"};
  EXPECT_EQ(sentence({horse, other("Field", 90)}), "A horse in a field.");
}

}  // namespace
}  // namespace stacktag
