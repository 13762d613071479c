// SPDX-License-Identifier: Apache-2.0
#include "flow/memory.h"

#include <gtest/gtest.h>

namespace stacktag {
namespace {

Event event(std::string uid, int version, std::string branch = "main") {
  return {.module = "asset",
          .name = "update",
          .api_key = "bltkey",
          .branch = std::move(branch),
          .asset = {.uid = std::move(uid), .version = version}};
}

TEST(Memory, KnowsNothingAtFirst) {
  Memory const memory;
  EXPECT_FALSE(memory.is_finished(key_of(event("a", 1))));
  EXPECT_FALSE(memory.is_own_write(event("a", 1)));
  EXPECT_EQ(memory.answers_of(event("a", 1), "f"), Answered{});
}

TEST(Memory, AFinishedEventIsThatOneOnly) {
  Memory memory;
  memory.finished(key_of(event("a", 1)));
  EXPECT_TRUE(memory.is_finished(key_of(event("a", 1))));
  EXPECT_FALSE(memory.is_finished(key_of(event("a", 2))));
  EXPECT_FALSE(memory.is_finished(key_of(event("b", 1))));
  EXPECT_FALSE(memory.is_finished(key_of(event("a", 1, "dev"))));
  auto create = event("a", 1);
  create.name = "create";
  EXPECT_FALSE(memory.is_finished(key_of(create)));
}

TEST(Memory, ARetryOfTheSameDeliveryHasTheSameKey) {
  auto retry = event("a", 1);
  retry.triggered_at = "2026-01-02T03:06:45.100Z";
  EXPECT_EQ(key_of(retry), key_of(event("a", 1)));
}

TEST(Memory, OwnWritesAreKnownByVersionAndBranch) {
  Memory memory;
  memory.wrote(event("a", 1), 2);
  EXPECT_TRUE(memory.is_own_write(event("a", 2)));
  EXPECT_FALSE(memory.is_own_write(event("a", 3)));
  EXPECT_FALSE(memory.is_own_write(event("a", 2, "dev")));
}

TEST(Memory, AnswersBelongToAFile) {
  Memory memory;
  Answered const answers{{Feature::labels},
                         {.found = {{.name = "Horse", .confidence = 99}}, .engine = "rekognition"}};
  memory.answered(event("a", 1), "f1", answers);
  EXPECT_EQ(memory.answers_of(event("a", 7), "f1"), answers);
  EXPECT_EQ(memory.answers_of(event("a", 1), "f2"), Answered{});
  EXPECT_EQ(memory.answers_of(event("b", 1), "f1"), Answered{});
}

TEST(Memory, AnswersOfTheOldestFilesAreForgotten) {
  Memory memory;
  auto const file = [](std::size_t number) { return "f" + std::to_string(number); };
  for (std::size_t i = 0; i <= limits::memory_labels_max; ++i) {
    memory.answered(event("a", 1), file(i), {{Feature::labels}, {}});
    memory.answered(event("a", 1), file(i), {{Feature::labels, Feature::faces}, {}});
  }
  EXPECT_EQ(memory.answers_of(event("a", 1), file(0)), Answered{});
  EXPECT_EQ(memory.answers_of(event("a", 1), file(1)).features.size(), 2U);
  EXPECT_EQ(memory.answers_of(event("a", 1), file(limits::memory_labels_max)).features.size(), 2U);
}

TEST(Memory, ForgetsTheOldestFirst) {
  Memory memory(2);
  for (int version = 1; version <= 3; ++version) {
    memory.finished(key_of(event("a", version)));
    memory.finished(key_of(event("a", version)));  // twice is once
  }
  EXPECT_FALSE(memory.is_finished(key_of(event("a", 1))));
  EXPECT_TRUE(memory.is_finished(key_of(event("a", 2))));
  EXPECT_TRUE(memory.is_finished(key_of(event("a", 3))));
}

}  // namespace
}  // namespace stacktag
