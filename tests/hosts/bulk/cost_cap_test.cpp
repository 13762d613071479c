// SPDX-License-Identifier: Apache-2.0
#include "bulk/cost_cap.h"

#include <gtest/gtest.h>

namespace stacktag::bulk {
namespace {

constexpr std::int64_t k_price = 1000;

class Shop final : public Labeler {
 public:
  int calls = 0;
  LabelAnswer label(Image const&, LabelQuery const&, Deadline const&) override {
    ++calls;
    return {.labels = Labels{}, .calls_paid = 1, .cost = {{Feature::labels, {1, k_price}}}};
  }
};

TEST(CostCap, AsksWhileThePriceOfOneMoreIsLeft) {
  Shop shop;
  CostCap cap(shop, k_price, 2500);
  EXPECT_TRUE(cap.label({}, {}, {}).labels);
  EXPECT_TRUE(cap.label({}, {}, {}).labels);
  auto const third = cap.label({}, {}, {});
  ASSERT_FALSE(third.labels);
  EXPECT_EQ(third.labels.error().reason, Reason::budget_spent);
  EXPECT_EQ(shop.calls, 2);
  EXPECT_EQ(cap.spent_microdollars(), 2 * k_price);
}

TEST(CostCap, LetsNothingThroughWhereNothingMayBeSpent) {
  Shop shop;
  EXPECT_FALSE(CostCap(shop, k_price, 0).label({}, {}, {}).labels);
  EXPECT_EQ(shop.calls, 0);
}

TEST(CostCap, HasNoLimitWhereNoneIsSet) {
  Shop shop;
  CostCap cap(shop, k_price, std::nullopt);
  for (int i = 0; i < 10; ++i) {
    EXPECT_TRUE(cap.label({}, {}, {}).labels);
  }
}

}  // namespace
}  // namespace stacktag::bulk
