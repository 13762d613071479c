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
  EXPECT_EQ(memory.labels_of(event("a", 1), "f"), std::nullopt);
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

TEST(Memory, LabelsBelongToAFile) {
  Memory memory;
  Labels const labels{.found = {{.name = "Horse", .confidence = 99}}, .engine = "rekognition"};
  memory.labelled(event("a", 1), "f1", labels);
  EXPECT_EQ(memory.labels_of(event("a", 7), "f1"), labels);
  EXPECT_EQ(memory.labels_of(event("a", 1), "f2"), std::nullopt);
  EXPECT_EQ(memory.labels_of(event("b", 1), "f1"), std::nullopt);
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
