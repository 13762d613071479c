// SPDX-License-Identifier: Apache-2.0
// What the words of `stacktag setup` and `stacktag doctor` mean.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/arguments.h"

namespace stacktag::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr auto k_hook = "https://tagger.example/webhook";

TEST(CareArguments, MistakesAreOneSentenceAndCodeTwo) {
  std::vector<std::vector<std::string>> const table{
      {"setup"},
      {"setup", "--url"},
      {"setup", "--url", "tagger.example"},
      {"setup", "--url", "ftp://tagger.example/"},
      {"setup", "--url", "https://user:secret@tagger.example/"},
      {"setup", "--url", k_hook, "--notify", "nobody"},
      {"setup", "--url", k_hook, "--notify", "a@b.example,c@d.example"},
      {"setup", "--url", k_hook, "--branch", ""},
      {"setup", "--url", k_hook, "--branch", "a", "b"},
      {"setup", "--url", k_hook, "--read-only"},
      {"doctor", "--url", "here"},
      {"doctor", "--yes"},
      {"doctor", "me"},
  };
  for (auto const& words : table) {
    auto const arguments = read_arguments(words);
    ASSERT_FALSE(arguments) << testing::PrintToString(words);
    EXPECT_EQ(arguments.error().code, ExitCode::mistaken) << testing::PrintToString(words);
    EXPECT_FALSE(arguments.error().text.empty());
  }
}

TEST(CareArguments, OfSetup) {
  auto const few = read_arguments({"setup", "--url", k_hook});
  ASSERT_TRUE(few);
  auto const& plain = std::get<SetupArguments>(*few);
  EXPECT_EQ(plain.url, k_hook);
  EXPECT_EQ(plain.name, "stacktag");
  EXPECT_THAT(plain.branches, IsEmpty());
  EXPECT_EQ(plain.consent, Consent::asked_for);
  EXPECT_EQ(plain.mode, WriteMode::write);
  EXPECT_FALSE(plain.rewrites_password);

  auto const many = read_arguments({"setup", "--url", k_hook, "--name", "Tagger", "--branch",
                                    "main", "--branch", "dev", "--notify", "a@b.example", "--stack",
                                    "shop", "--yes", "--dry-run", "--rewrite-password", "--json"});
  ASSERT_TRUE(many);
  auto const& whole = std::get<SetupArguments>(*many);
  EXPECT_EQ(whole.name, "Tagger");
  EXPECT_THAT(whole.branches, ElementsAre("main", "dev"));
  EXPECT_EQ(whole.notify, "a@b.example");
  EXPECT_EQ(whole.stack, "shop");
  EXPECT_EQ(whole.consent, Consent::given);
  EXPECT_EQ(whole.mode, WriteMode::dry_run);
  EXPECT_TRUE(whole.rewrites_password);
  EXPECT_EQ(whole.format, Format::json);
}

TEST(CareArguments, OfTheDoctor) {
  auto const few = read_arguments({"doctor"});
  ASSERT_TRUE(few);
  EXPECT_FALSE(std::get<DoctorArguments>(*few).is_read_only);
  auto const many =
      read_arguments({"doctor", "--url", k_hook, "--stack", "shop", "--read-only", "--json"});
  ASSERT_TRUE(many);
  auto const& whole = std::get<DoctorArguments>(*many);
  EXPECT_EQ(whole.url, k_hook);
  EXPECT_EQ(whole.stack, "shop");
  EXPECT_TRUE(whole.is_read_only);
  EXPECT_EQ(whole.format, Format::json);
}

}  // namespace
}  // namespace stacktag::cli
