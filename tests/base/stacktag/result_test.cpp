// SPDX-License-Identifier: Apache-2.0
#include "stacktag/result.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace stacktag {
namespace {

Result<int> half(int number) {
  if (number % 2 != 0) {
    return fail(Reason::internal, std::to_string(number) + " is odd");
  }
  return number / 2;
}

Result<int> quarter(int number) {
  TRY(auto const once, half(number));
  TRY(auto const twice, half(once));
  return twice;
}

Result<void> check_even(int number) {
  TRY_VOID(half(number));
  return {};
}

TEST(Result, TryGoesOnWithTheValue) {
  EXPECT_EQ(quarter(12), 3);
}

TEST(Result, TryReturnsTheFirstError) {
  ASSERT_FALSE(quarter(6));
  EXPECT_EQ(quarter(6).error().message, "3 is odd");
}

TEST(Result, TryVoidPassesTheErrorOn) {
  EXPECT_TRUE(check_even(2));
  EXPECT_EQ(check_even(1).error().message, "1 is odd");
}

TEST(Result, TryMovesWhatCannotBeCopied) {
  auto const make = [] { return Result<std::unique_ptr<int>>(std::make_unique<int>(7)); };
  auto const use = [&]() -> Result<int> {
    TRY(auto const number, make());
    return *number;
  };
  EXPECT_EQ(use(), 7);
}

}  // namespace
}  // namespace stacktag
