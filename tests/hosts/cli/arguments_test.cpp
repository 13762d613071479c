// SPDX-License-Identifier: Apache-2.0
// What the words of a command line mean.
#include "cli/arguments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace stacktag::cli {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(Arguments, MistakesAreOneSentenceAndCodeTwo) {
  std::vector<std::vector<std::string>> const table{
      {},
      {"fly"},
      {"tag"},
      {"tag", "a.jpg", "--fly"},
      {"tag", "a.jpg", "--engine", "magic"},
      {"tag", "a.jpg", "--min-confidence", "101"},
      {"tag", "a.jpg", "--min-confidence", "much"},
      {"tag", "a.jpg", "--min-confidence", "nan"},
      {"tag", "a.jpg", "--max-tags", "0"},
      {"tag", "a.jpg", "--jobs", "-1"},
      {"tag", "a.jpg", "--jobs", "65"},
      {"tag", "a.jpg", "--annotate"},
      {"tag", "a.jpg", "--dry-run"},
      {"deliver"},
      {"deliver", "a.json", "b.json"},
      {"deliver", "a.json", "--header", "no colon"},
      {"deliver", "a.json", "--header", ": no name"},
      {"models"},
      {"models", "fly"},
      {"models", "list", "tiny"},
      {"models", "pull"},
      {"models", "remove"},
      {"models", "pull", "tiny", "--picture", "a.jpg"},
      {"models", "verify", "tiny", "--expect", "Dog"},
      {"models", "remove", "tiny", "--expect", "Dog"},
  };
  for (auto const& words : table) {
    auto const arguments = read_arguments(words);
    ASSERT_FALSE(arguments) << ::testing::PrintToString(words);
    EXPECT_EQ(arguments.error().code, ExitCode::mistaken) << ::testing::PrintToString(words);
    EXPECT_THAT(arguments.error().text, HasSubstr("--help")) << ::testing::PrintToString(words);
  }
}

TEST(Arguments, HelpNamesCommandsExamplesAndExitCodes) {
  auto const help = read_arguments({"--help"});
  ASSERT_FALSE(help);
  EXPECT_EQ(help.error().code, ExitCode::well);
  EXPECT_THAT(help.error().text, AllOf(HasSubstr("tag"), HasSubstr("deliver"),
                                       HasSubstr("Examples:"), HasSubstr("Exit codes:"),
                                       HasSubstr("130"), HasSubstr("docs/configuration.md")));
  EXPECT_EQ(read_arguments({"tag", "--help"}).error().code, ExitCode::well);
}

TEST(Arguments, TheVersionIsOneLine) {
  auto const version = read_arguments({"--version"});
  EXPECT_EQ(version.error().code, ExitCode::well);
  EXPECT_EQ(version.error().text, "stacktag " STACKTAG_VERSION "\n");
}

TEST(Arguments, OfTag) {
  auto const plain = std::get<TagArguments>(*read_arguments({"tag", "a.jpg", "https://x/b.png"}));
  EXPECT_THAT(plain.pictures, ElementsAre("a.jpg", "https://x/b.png"));
  EXPECT_EQ(plain.engine, std::nullopt);
  EXPECT_EQ(plain.confidence_min, std::nullopt);
  EXPECT_EQ(plain.format, Format::table);
  EXPECT_EQ(plain.annotate, "");
  EXPECT_EQ(plain.jobs, 1);
  auto const many =
      std::get<TagArguments>(*read_arguments({"tag", "a", "--annotate", "out", "--jobs", "4"}));
  EXPECT_EQ(many.annotate, "out");
  EXPECT_EQ(many.jobs, 4);
  auto const full = std::get<TagArguments>(*read_arguments(
      {"tag", "--json", "--engine", "Local", "--min-confidence", "55.5", "--max-tags=3", "a"}));
  EXPECT_EQ(full.engine, Engine::local);
  EXPECT_EQ(full.confidence_min, 55.5);
  EXPECT_EQ(full.tags_max, 3);
  EXPECT_EQ(full.format, Format::json);
}

TEST(Arguments, OfDeliver) {
  auto const plain = std::get<DeliverArguments>(*read_arguments({"deliver", "-"}));
  EXPECT_EQ(plain.body, "-");
  EXPECT_EQ(plain.mode, WriteMode::write);
  EXPECT_EQ(plain.auth, AuthCheck::leave_out);
  auto const full = std::get<DeliverArguments>(
      *read_arguments({"deliver", "b.json", "--dry-run", "--check-auth", "--header", "X-A: 1: 2 ",
                       "--header", "X-B:", "--engine", "rekognition", "--json"}));
  EXPECT_EQ(full.body, "b.json");
  EXPECT_EQ(full.mode, WriteMode::dry_run);
  EXPECT_EQ(full.auth, AuthCheck::ask);
  EXPECT_THAT(full.headers, ElementsAre(http::Header{"X-A", "1: 2"}, http::Header{"X-B", ""}));
  EXPECT_EQ(full.engine, Engine::rekognition);
  EXPECT_EQ(full.format, Format::json);
}

TEST(Arguments, OfModels) {
  auto const read = [](std::vector<std::string> words) {
    return std::get<ModelsArguments>(*read_arguments(std::move(words)));
  };
  EXPECT_EQ(read({"models", "list"}).action, ModelsAction::list);
  auto const pull = read({"models", "pull", "a", "b", "--picture", "c.jpg", "--expect", "Dog"});
  EXPECT_EQ(pull.action, ModelsAction::pull);
  EXPECT_THAT(pull.names, ElementsAre("a", "b"));
  EXPECT_EQ(pull.picture, "c.jpg");
  EXPECT_EQ(pull.expected, "Dog");
  EXPECT_EQ(read({"models", "verify", "a"}).action, ModelsAction::verify);
  EXPECT_EQ(read({"models", "remove", "a"}).action, ModelsAction::remove);
}

TEST(ExitCode, FollowsFromTheReason) {
  for (auto const& reason : all_reasons()) {
    auto const expected = [&] {
      switch (reason.outcome) {
        case Outcome::rejected:
          return ExitCode::rejected;
        case Outcome::failed:
          return reason.kind == ErrorKind::retry || reason.reason == Reason::internal
                     ? ExitCode::failed
                     : ExitCode::mistaken;
        default:
          return ExitCode::well;
      }
    }();
    EXPECT_EQ(exit_code_of(reason.reason), expected) << reason.name;
  }
}

TEST(ExitCode, TheGraverOneCounts) {
  EXPECT_EQ(graver(ExitCode::well, ExitCode::rejected), ExitCode::rejected);
  EXPECT_EQ(graver(ExitCode::failed, ExitCode::rejected), ExitCode::failed);
  EXPECT_EQ(graver(ExitCode::failed, ExitCode::mistaken), ExitCode::mistaken);
}

}  // namespace
}  // namespace stacktag::cli
