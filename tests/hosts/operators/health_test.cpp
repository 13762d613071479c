// SPDX-License-Identifier: Apache-2.0
// Whether the server can do its work.
#include "server/health.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "hosts/operators/office.h"

namespace stacktag::server {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;

Error const k_denied{Reason::contentstack_denied, "Contentstack refuses the token"};
Error const k_away{Reason::contentstack_unavailable, "no connection"};

class HealthOf : public testing::Test {
 protected:
  Check check(std::size_t which) { return health_.check().at(which); }

  Office office_{};
  Health health_{office_.upkeep, office_.jobs, office_.clock, office_.stacks(), 60s};
};

TEST_F(HealthOf, EverythingIsToldCheckByCheck) {
  EXPECT_THAT(
      health_.check(),
      ElementsAre(Check{"store", "", true, ""}, Check{"queue", "", true, ""},
                  Check{"credentials", "shop", true, ""}, Check{"credentials", "blog", true, ""}));
}

TEST_F(HealthOf, TheStoreIsTriedOnceInFiveSeconds) {
  office_.upkeep.fails = true;
  EXPECT_EQ(check(0), (Check{"store", "", false, "the store: database or disk is full"}));
  office_.upkeep.fails = false;
  office_.clock.advance(4999ms);
  EXPECT_FALSE(check(0).passed);
  EXPECT_EQ(office_.upkeep.checks, 1);
  office_.clock.advance(1ms);
  EXPECT_TRUE(check(0).passed);
  EXPECT_EQ(office_.upkeep.checks, 2);
}

TEST_F(HealthOf, TheQueueMustMove) {
  office_.clock.advance(58s);
  EXPECT_TRUE(check(1).passed);
  office_.clock.advance(1s);  // the job that runs was accepted two seconds before the start
  EXPECT_EQ(check(1), (Check{"queue", "", false, "the oldest event was accepted 61 s ago"}));
  office_.jobs.fails = true;
  EXPECT_EQ(check(1), (Check{"queue", "", false, "the store: disk I/O error"}));
  office_.jobs.fails = false;
  Health patient(office_.upkeep, office_.jobs, office_.clock, {}, 0s);
  EXPECT_TRUE(patient.check().at(1).passed);
  office_.jobs.jobs.clear();
  EXPECT_TRUE(check(1).passed);
}

TEST_F(HealthOf, TokensAreAskedOfOnceAMinuteAndAfterAFailureSooner) {
  health_.check();
  office_.clock.advance(59s);
  health_.check();
  EXPECT_EQ(office_.times_asked, 2);
  office_.blog_denies = k_denied;
  office_.clock.advance(1s);
  EXPECT_EQ(check(3), (Check{"credentials", "blog", false, "Contentstack refuses the token"}));
  EXPECT_EQ(office_.times_asked, 4);
  office_.blog_denies.reset();
  office_.clock.advance(14s);
  EXPECT_FALSE(check(3).passed);
  office_.clock.advance(1s);
  EXPECT_TRUE(check(3).passed);
  EXPECT_EQ(office_.times_asked, 5);
}

TEST_F(HealthOf, AnOutageOfContentstackIsNoFaultOfTheToken) {
  office_.shop_denies = k_away;
  EXPECT_EQ(check(2), (Check{"credentials", "shop", true, "no connection"}));
}

// The one that asks is inside of the stack's own call when the other comes.
TEST(Health, WhoComesWhileContentstackIsAskedGetsWhatWasKnown) {
  Office office;
  Health* asked = nullptr;
  std::vector<std::vector<Check>> meanwhile;
  auto stacks = office.stacks();
  stacks.resize(1);
  stacks[0].check_credentials = [&]() -> Result<void> {
    std::jthread([&] { meanwhile.push_back(asked->check()); }).join();
    return fail(k_denied);
  };
  Health health(office.upkeep, office.jobs, office.clock, stacks, 0s);
  asked = &health;
  health.check();
  office.clock.advance(15s);
  health.check();
  ASSERT_EQ(meanwhile.size(), 2U);
  EXPECT_EQ(meanwhile[0][2], (Check{"credentials", "shop", false, "Contentstack is being asked"}));
  EXPECT_EQ(meanwhile[1][2],
            (Check{"credentials", "shop", false, "Contentstack refuses the token"}));
}

}  // namespace
}  // namespace stacktag::server
