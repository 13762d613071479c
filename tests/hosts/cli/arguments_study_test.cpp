// SPDX-License-Identifier: Apache-2.0
// What the words of vocabulary and eval mean.
#include <gtest/gtest.h>

#include "cli/arguments.h"
#include "cli/evaluated.h"

namespace stacktag::cli {
namespace {

template <class Wanted>
Wanted read_study(std::vector<std::string> words) {
  auto const arguments = read_arguments(words);
  EXPECT_TRUE(arguments && std::holds_alternative<Wanted>(*arguments))
      << testing::PrintToString(words) << (arguments ? "" : arguments.error().text);
  return arguments && std::holds_alternative<Wanted>(*arguments) ? std::get<Wanted>(*arguments)
                                                                 : Wanted{};
}

TEST(StudyArguments, Vocabulary) {
  auto const usual = read_study<VocabularyArguments>({"vocabulary"});
  EXPECT_EQ(usual.assets_min, 2);
  EXPECT_EQ(usual.format, Format::table);
  auto const all = read_study<VocabularyArguments>(
      {"vocabulary", "--stack", "press", "--branch", "b", "--folder", "f", "--since",
       "2026-03-01T12:00:00.000Z", "--store", "s", "--min-count", "3", "--output", "o", "--json"});
  EXPECT_EQ(all.scope.stack + all.scope.branch + all.scope.folder + all.scope.store, "pressbfs");
  EXPECT_EQ(all.scope.since, "2026-03-01T12:00:00.000Z");
  EXPECT_EQ(all.assets_min, 3);
  EXPECT_EQ(all.output, "o");
  EXPECT_EQ(all.format, Format::json);
}

TEST(StudyArguments, Eval) {
  auto const usual = read_study<EvalArguments>({"eval"});
  EXPECT_EQ(usual.unknown, UnknownAssets::leave_out);
  EXPECT_EQ(usual.target, 0.9);
  EXPECT_EQ(usual.count_max, std::nullopt);
  EXPECT_EQ(read_study<EvalArguments>({"eval", "--label"}).unknown, UnknownAssets::label);
  auto const pictures = read_study<EvalArguments>(
      {"eval", "--truth", "t", "--pictures", "p", "--engine", "local", "--jobs", "0", "--limit",
       "9", "--target-precision", "0.75", "--csv", "c", "--svg", "s", "--json"});
  EXPECT_EQ(pictures.truth + pictures.pictures + pictures.csv + pictures.svg, "tpcs");
  EXPECT_EQ(pictures.engine, Engine::local);
  EXPECT_EQ(pictures.jobs, 0);
  EXPECT_EQ(pictures.count_max, 9);
  EXPECT_EQ(pictures.target, 0.75);
}

TEST(StudyArguments, MistakesAreTold) {
  std::vector<std::vector<std::string>> const table{
      {"vocabulary", "extra"},
      {"vocabulary", "--min-count", "0"},
      {"vocabulary", "--since", "2026"},
      {"vocabulary", "--since", "2026-03-01T12:00"},
      {"vocabulary", "--since", "2026-03-01T12:00:00+01:00"},
      {"vocabulary", "--since", "2026-03-01T12:00:00"},
      {"eval", "picture.jpg"},
      {"eval", "--target-precision", "0"},
      {"eval", "--target-precision", "1.01"},
      {"eval", "--target-precision", "nan"},
      {"eval", "--limit", "0"},
      {"eval", "--engine", "local"},
      {"eval", "--truth", "t", "--engine", "mine"},
      {"eval", "--truth", "t", "--branch", "b"},
      {"eval", "--truth", "t", "--label"},
  };
  for (auto const& words : table) {
    auto const arguments = read_arguments(words);
    ASSERT_FALSE(arguments) << testing::PrintToString(words);
    EXPECT_EQ(arguments.error().code, ExitCode::mistaken);
  }
}

TEST(StudyArguments, ThresholdsBeginWhereLabelsDo) {
  EXPECT_EQ(lowest_threshold(0), 0);
  EXPECT_EQ(lowest_threshold(70), 70);
  EXPECT_EQ(lowest_threshold(70.5), 75);
  EXPECT_EQ(lowest_threshold(99), 100);
}

}  // namespace
}  // namespace stacktag::cli
