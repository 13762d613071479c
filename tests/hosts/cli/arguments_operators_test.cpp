// SPDX-License-Identifier: Apache-2.0
// What the words of the operators' commands mean.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/arguments.h"

namespace stacktag::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

template <class Wanted>
Wanted read(std::vector<std::string> words) {
  auto const arguments = read_arguments(words);
  EXPECT_TRUE(arguments && std::holds_alternative<Wanted>(*arguments))
      << testing::PrintToString(words) << (arguments ? "" : arguments.error().text);
  return arguments && std::holds_alternative<Wanted>(*arguments) ? std::get<Wanted>(*arguments)
                                                                 : Wanted{};
}

TEST(OperatorArguments, MistakesAreOneSentenceAndCodeTwo) {
  std::vector<std::vector<std::string>> const table{
      {"queue"},
      {"queue", "fly"},
      {"queue", "list", "1"},
      {"queue", "list", "--state", "asleep"},
      {"queue", "list", "--limit", "0"},
      {"queue", "list", "--limit", "1001"},
      {"queue", "list", "--before", "0"},
      {"queue", "list", "--yes"},
      {"queue", "show"},
      {"queue", "show", "x"},
      {"queue", "show", "-1"},
      {"queue", "show", "9223372036854775807"},
      {"queue", "retry"},
      {"queue", "retry", "1", "--all"},
      {"queue", "retry", "1", "--state", "parked"},
      {"queue", "retry", "--stack", "shop"},
      {"queue", "retry", "--all", "--state", "done"},
      {"queue", "retry", "--all", "--yes"},
      {"queue", "drop"},
      {"queue", "drop", "--yes"},
      {"queue", "drop", "--all", "--state", "running"},
      {"ledger"},
      {"ledger", "show"},
      {"ledger", "show", "blta1", "blta2"},
      {"top", "--url", "ftp://127.0.0.1"},
      {"top", "--url", "127.0.0.1:8080"},
      {"top", "--url", "http://127.0.0.1:8080/?a=b"},
      {"top", "--interval", "0"},
      {"top", "--interval", "0.1"},
      {"top", "--interval", "nan"},
      {"top", "--interval", "often"},
  };
  for (auto const& words : table) {
    auto const arguments = read_arguments(words);
    ASSERT_FALSE(arguments) << testing::PrintToString(words);
    EXPECT_EQ(arguments.error().code, ExitCode::mistaken) << testing::PrintToString(words);
    EXPECT_THAT(arguments.error().text, HasSubstr("--help")) << testing::PrintToString(words);
  }
}

TEST(OperatorArguments, OfTheQueue) {
  auto const usual = read<QueueArguments>({"queue", "list"});
  EXPECT_EQ(usual.action, QueueAction::list);
  EXPECT_EQ(usual.state, std::nullopt);
  EXPECT_EQ(usual.count_max, 50);
  EXPECT_EQ(usual.format, Format::table);

  auto const list =
      read<QueueArguments>({"queue", "list", "--state", "done", "--stack", "shop", "--asset",
                            "blta1", "--limit", "7", "--before", "9", "--json", "--store", "s.db"});
  EXPECT_EQ(list.state, JobState::done);
  EXPECT_EQ(list.stack, "shop");
  EXPECT_EQ(list.asset, "blta1");
  EXPECT_EQ(list.count_max, 7);
  EXPECT_EQ(list.before, 9);
  EXPECT_EQ(list.format, Format::json);
  EXPECT_EQ(list.store, "s.db");

  auto const show = read<QueueArguments>({"queue", "show", "3", "4"});
  EXPECT_EQ(show.action, QueueAction::show);
  EXPECT_THAT(show.jobs, ElementsAre(3, 4));
}

TEST(OperatorArguments, OfChangesToTheQueue) {
  auto const retry = read<QueueArguments>({"queue", "retry", "--all", "--state", "parked"});
  EXPECT_EQ(retry.action, QueueAction::retry);
  EXPECT_THAT(retry.jobs, IsEmpty());
  EXPECT_EQ(retry.state, JobState::parked);

  auto const drop = read<QueueArguments>({"queue", "drop", "5"});
  EXPECT_EQ(drop.action, QueueAction::drop);
  EXPECT_THAT(drop.jobs, ElementsAre(5));
  EXPECT_EQ(drop.consent, Consent::asked_for);
  EXPECT_EQ(read<QueueArguments>({"queue", "drop", "5", "--yes"}).consent, Consent::given);
}

TEST(OperatorArguments, OfTheLedgerAndOfTop) {
  auto const ledger = read<LedgerArguments>({"ledger", "show", "blta1", "--json"});
  EXPECT_EQ(ledger.asset, "blta1");
  EXPECT_EQ(ledger.format, Format::json);

  EXPECT_EQ(read<TopArguments>({"top"}).url, "http://127.0.0.1:8080");
  EXPECT_FALSE(read<TopArguments>({"top"}).once);
  auto const top =
      read<TopArguments>({"top", "--url", "https://s.example/", "--interval", "0.5", "--once"});
  EXPECT_EQ(top.url, "https://s.example/");
  EXPECT_EQ(top.interval_seconds, 0.5);
  EXPECT_TRUE(top.once);
}

}  // namespace
}  // namespace stacktag::cli
