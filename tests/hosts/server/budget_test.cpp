// SPDX-License-Identifier: Apache-2.0
#include "server/budget.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/fake_clock.h"

namespace stacktag::server {
namespace {

using namespace std::chrono_literals;

class Says final : public Labeler {
 public:
  explicit Says(std::string name) : name_(std::move(name)) {}
  LabelAnswer label(Image const&, LabelQuery const&, Deadline const&) override {
    return {Labels{.engine = name_}, 1};
  }

 private:
  std::string const name_;
};

class Spent final : public LedgerDesk {
 public:
  std::int64_t microdollars = 0;
  bool fails = false;
  std::string asked{};

  Result<std::vector<AssetView>> assets(std::string const&) override {
    return std::vector<AssetView>{};
  }
  Result<std::vector<AssetView>> latest(std::string const&, int) override {
    return std::vector<AssetView>{};
  }
  Result<Cost> spent(std::string const& stack, WallTime) override {
    asked = stack;
    if (fails) {
      return fail(Reason::store_unavailable, "the store: disk I/O error");
    }
    return Cost{{Feature::labels, {1, microdollars}}};
  }
};

class Throws final : public Labeler {
 public:
  LabelAnswer label(Image const&, LabelQuery const&, Deadline const&) override {
    throw std::bad_alloc();
  }
};

struct Purse {
  Spent spent{};
  fakes::FakeClock clock{};
  Says local{"local"};
  std::unique_ptr<Labeler> labeler{};

  explicit Purse(Budget const& budget)
      : labeler(make_budgeted_labeler(budget, "bltkey", std::make_unique<Says>("rekognition"),
                                      &local, spent, clock)) {}

  LabelAnswer ask(Features features = {Feature::labels}) {
    return labeler->label({}, {.features = std::move(features)}, {});
  }
  std::string engine() {
    auto const answer = ask();
    return answer.labels ? answer.labels->engine
                         : std::string(to_string(answer.labels.error().reason));
  }
};

TEST(Budget, LastsUntilTheNextCallWouldPassIt) {
  Purse purse({.microdollars = 10'000});
  purse.spent.microdollars = 9'000;
  EXPECT_EQ(purse.engine(), "rekognition");
  EXPECT_EQ(purse.spent.asked, "bltkey");
  purse.spent.microdollars = 9'001;
  EXPECT_EQ(purse.engine(), "local");
}

TEST(Budget, ReckonsEveryFeature) {
  Purse purse({.microdollars = 2'000, .beyond = Beyond::wait});
  EXPECT_TRUE(purse.ask({Feature::labels, Feature::moderation}).labels);
  EXPECT_FALSE(purse.ask({Feature::labels, Feature::moderation, Feature::text}).labels);
}

TEST(Budget, BeyondItEventsMayWaitForTheMonthsEnd) {
  Purse purse({.microdollars = 0, .beyond = Beyond::wait});
  auto const answer = purse.ask();
  ASSERT_FALSE(answer.labels);
  EXPECT_EQ(answer.calls_paid, 0);
  EXPECT_EQ(answer.labels.error().reason, Reason::budget_spent);
  // From noon of the first of March to the first of April.
  EXPECT_EQ(answer.labels.error().retry_after, 31 * 24h - 12h + 1ms);
}

TEST(Budget, IsFreeAgainAfterACall) {
  Purse purse({.microdollars = 1'000, .beyond = Beyond::wait});
  EXPECT_EQ(purse.engine(), "rekognition");
  EXPECT_EQ(purse.engine(), "rekognition") << "the ledger is what counts, and it has nothing yet";
}

TEST(Budget, IsFreeAgainAfterACallThatEndsByAnException) {
  Spent spent;
  fakes::FakeClock clock;
  auto const labeler =
      make_budgeted_labeler({.microdollars = 1'000, .beyond = Beyond::wait}, "bltkey",
                            std::make_unique<Throws>(), nullptr, spent, clock);
  for (int i = 0; i < 2; ++i) {
    EXPECT_THROW(labeler->label({}, {.features = {Feature::labels}}, {}), std::bad_alloc);
  }
}

TEST(Budget, WhereNobodyKnowsWhatWasSpentNothingIs) {
  Purse purse({.microdollars = 1'000'000});
  purse.spent.fails = true;
  EXPECT_EQ(purse.engine(), "store_unavailable");
}

TEST(Budget, NoneIsNoLimit) {
  Purse purse({});
  purse.spent.fails = true;
  EXPECT_EQ(purse.engine(), "rekognition");
}

TEST(Budget, IsReadInDollars) {
  Environment const environment({{"STACKTAG_BUDGET", "12.5"}, {"STACKTAG_BUDGET_BEYOND", "wait"}});
  SettingsReader reader(environment);
  EXPECT_EQ(read_budget(reader), (Budget{12'500'000, Beyond::wait}));
  Environment const nothing;
  SettingsReader other(nothing);
  EXPECT_EQ(read_budget(other), Budget{});
}

}  // namespace
}  // namespace stacktag::server
