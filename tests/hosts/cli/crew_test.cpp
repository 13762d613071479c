// SPDX-License-Identifier: Apache-2.0
#include "cli/crew.h"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>

namespace stacktag::cli {
namespace {

Seen seen(std::size_t picture) {
  return {Labels{.engine = std::to_string(picture)}};
}

TEST(Crew, HandsOutInOrderWhatItLookedAtSideBySide) {
  std::latch together(3);
  Crew crew(3, 3,
            [&](std::size_t picture) {
              together.arrive_and_wait();  // nobody would come on without the other two
              return seen(picture);
            },
            {});
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(crew.get(i)->labels->engine, std::to_string(i));
  }
}

TEST(Crew, LooksAtEachPictureOnce) {
  std::atomic<int> looks = 0;
  Crew crew(4, 50,
            [&](std::size_t picture) {
              ++looks;
              return seen(picture);
            },
            {});
  for (std::size_t i = 0; i < 50; ++i) {
    EXPECT_EQ(crew.get(i)->labels->engine, std::to_string(i));
  }
  EXPECT_EQ(looks, 50);
}

TEST(Crew, OfOneLooksOnlyWhenAsked) {
  int looks = 0;
  Crew crew(1, 3,
            [&](std::size_t picture) {
              ++looks;
              return seen(picture);
            },
            {});
  EXPECT_EQ(looks, 0);
  EXPECT_TRUE(crew.get(0));
  EXPECT_EQ(looks, 1);
}

TEST(Crew, BeginsNothingOnceItIsStopped) {
  for (int const jobs : {1, 2}) {
    std::stop_source stop;
    Crew crew(
        jobs, 100,
        [&](std::size_t picture) {
          stop.request_stop();
          return seen(picture);
        },
        stop.get_token());
    EXPECT_TRUE(crew.get(0));
    EXPECT_FALSE(crew.get(99)) << jobs;
  }
}

}  // namespace
}  // namespace stacktag::cli
