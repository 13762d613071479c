// SPDX-License-Identifier: Apache-2.0
// docs/rules.md: what it shows is taken, and it shows every key there is.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lists.h"

namespace stacktag::rules_file {
namespace {

std::vector<std::string> examples() {
  auto const page = read_whole(STACKTAG_DOCS "/rules.md").value_or("");
  std::vector<std::string> all;
  std::string const fence = "```toml\n";
  for (auto at = page.find(fence); at != std::string::npos; at = page.find(fence, at)) {
    at += fence.size();
    all.push_back(page.substr(at, page.find("```", at) - at));
  }
  return all;
}

ListSource lists_of_the_page() {
  return lists_in_memory({{"words.txt", "Dog\n"}, {"de.txt", "Dog = Hund\n"}});
}

TEST(Documentation, ItsExamplesAreRules) {
  auto const all = examples();
  ASSERT_GE(all.size(), 2U);
  for (auto const& example : all) {
    auto const rules = parse_rules("docs/rules.md", example, lists_of_the_page());
    EXPECT_TRUE(rules) << to_string(rules.error().front()) << "\n" << example;
  }
}

TEST(Documentation, TheWholeExampleHasEveryKey) {
  auto const all = examples();
  ASSERT_FALSE(all.empty());
  for (auto const* key : {"min_confidence",
                          "max",
                          "merge",
                          "person_guesses",
                          "parents",
                          "cut",
                          "aliases",
                          "case",
                          "join_variants",
                          "prefix",
                          "block",
                          "[labels.",
                          "[categories.",
                          "[rename]",
                          "[synonyms]",
                          "[vocabulary]",
                          "mode",
                          "source",
                          "file",
                          "words",
                          "[languages]",
                          "use",
                          "untranslated",
                          "dictionaries",
                          "[alt_text]",
                          "write",
                          "[[rule]]",
                          "name",
                          "folder",
                          "content_type",
                          "title",
                          "branch",
                          "skip"}) {
    EXPECT_THAT(all.front(), ::testing::HasSubstr(key));
  }
}

}  // namespace
}  // namespace stacktag::rules_file
