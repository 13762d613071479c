// SPDX-License-Identifier: Apache-2.0
// Where the rules come from, and who counts more.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "delivery/settings.h"

namespace stacktag {
namespace {

using Variables = std::map<std::string, std::string, std::less<>>;

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class TagRules : public testing::Test {
 protected:
  void SetUp() override { std::filesystem::create_directories(folder_); }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string write(std::string const& name, std::string const& text) const {
    std::ofstream(folder_ / name) << text;
    return (folder_ / name).string();
  }

  static std::vector<std::string> mistakes_of(Environment const& environment) {
    SettingsReader reader(environment);
    read_tag_rules(reader);
    return reader.mistakes();
  }

  static TagPolicy policy_of(Environment const& environment) {
    SettingsReader reader(environment);
    auto policy = general_policy(read_tag_rules(reader));
    EXPECT_THAT(reader.mistakes(), IsEmpty());
    return policy;
  }

  std::filesystem::path const folder_ =
      std::filesystem::path(testing::TempDir()) /
      (std::string("tag-rules-") + testing::UnitTest::GetInstance()->current_test_info()->name());
};

TEST_F(TagRules, AreThoseOfTheNamedFile) {
  auto const path = write("a.toml", "tags.max = 3");
  EXPECT_EQ(policy_of(Environment(Variables{{"STACKTAG_CONFIG", path}})).tags_max, 3);
}

TEST_F(TagRules, ThatCannotBeReachedAreAMistakeAndNotNone) {
  std::filesystem::create_symlink("stacktag.toml", folder_ / "stacktag.toml");  // of itself
  EXPECT_THAT(mistakes_of(Environment(Variables{{"LAMBDA_TASK_ROOT", folder_.string()}})),
              ElementsAre(HasSubstr("stacktag.toml")));
}

TEST_F(TagRules, AreFoundBesideTheFunctionsCode) {
  write("stacktag.toml", "tags.max = 4");
  EXPECT_EQ(policy_of(Environment(Variables{{"LAMBDA_TASK_ROOT", folder_.string()}})).tags_max, 4);
  auto const other = write("b.toml", "tags.max = 5");
  EXPECT_EQ(policy_of(Environment(Variables{{"LAMBDA_TASK_ROOT", folder_.string()},
                                            {"STACKTAG_CONFIG", other}}))
                .tags_max,
            5);
}

TEST_F(TagRules, NeedNoFile) {
  EXPECT_EQ(policy_of(Environment(Variables{{"LAMBDA_TASK_ROOT", folder_.string()}})), TagPolicy{});
}

TEST_F(TagRules, OfTheEnvironmentCountMore) {
  auto const path = write("a.toml",
                          "tags = {max = 3, min_confidence = 50, merge = \"replace\", "
                          "person_guesses = \"keep\", case = \"lower\"}");
  Environment environment({{"STACKTAG_CONFIG", path},
                           {"MAX_TAGS", "7"},
                           {"MIN_CONFIDENCE", "70"},
                           {"STACKTAG_MERGE", "union"},
                           {"STACKTAG_PERSON_GUESSES", "leave_out"}});
  EXPECT_EQ(policy_of(environment), (TagPolicy{.tags_max = 7, .letter_case = LetterCase::lower}));
}

TEST_F(TagRules, AFileThatIsNamedHasToBeThere) {
  EXPECT_THAT(mistakes_of(Environment(Variables{{"STACKTAG_CONFIG", "/nowhere/a.toml"}})),
              ElementsAre("/nowhere/a.toml: there is no such file"));
}

TEST_F(TagRules, EveryMistakeOfTheFileAndTheEnvironmentIsNamedAtOnce) {
  auto const path = write("a.toml", "tags.max = 0\ntags.case = \"x\"\n");
  EXPECT_THAT(mistakes_of(Environment(Variables{{"STACKTAG_CONFIG", path}, {"MAX_TAGS", "0"}})),
              ElementsAre(HasSubstr("a.toml:1:12: max must be"),
                          HasSubstr("a.toml:2:13: case must be"), HasSubstr("MAX_TAGS must be")));
}

TEST_F(TagRules, MergeHasItsNameFromBeforeAndRefusesWhatNeedsALedger) {
  EXPECT_EQ(policy_of(Environment(Variables{{"STACKTAG_MERGE", "add"}})).merge, Merge::add);
  EXPECT_THAT(mistakes_of(Environment(Variables{{"STACKTAG_MERGE", "replace-machine"}})),
              ElementsAre(HasSubstr("only the server")));
  auto const path = write("a.toml", "[tags]\nmerge = \"replace-machine\"\n");
  EXPECT_THAT(mistakes_of(Environment(Variables{{"STACKTAG_CONFIG", path}})),
              ElementsAre(HasSubstr("only the server")));
}

TEST_F(TagRules, WithALedgerOnlyOurOwnTagsMayBeReplaced) {
  Environment const environment(Variables{{"STACKTAG_MERGE", "replace-machine"}});
  SettingsReader reader(environment);
  EXPECT_EQ(general_policy(read_tag_rules(reader, LedgerUse::kept)).merge, Merge::replace_machine);
  EXPECT_TRUE(reader.mistakes().empty());
}

TEST_F(TagRules, HaveAHashThatChangesWithThem) {
  auto const hash = [](Variables variables) {
    Environment const environment(std::move(variables));
    SettingsReader reader(environment);
    return read_tag_rules(reader).hash;
  };
  auto const one = write("a.toml", "tags.max = 5\n");
  auto const other = write("b.toml", "tags.max = 6\n");
  EXPECT_EQ(hash({{"STACKTAG_CONFIG", one}}), hash({{"STACKTAG_CONFIG", one}}));
  EXPECT_NE(hash({{"STACKTAG_CONFIG", one}}), hash({{"STACKTAG_CONFIG", other}}));
  EXPECT_NE(hash({{"STACKTAG_CONFIG", one}}), hash({{"STACKTAG_CONFIG", one}, {"MAX_TAGS", "7"}}));
}

}  // namespace
}  // namespace stacktag
