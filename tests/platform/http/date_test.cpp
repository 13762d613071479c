// SPDX-License-Identifier: Apache-2.0
// The time in a Date header.
#include <gtest/gtest.h>

#include "http/date.h"

namespace stacktag::http {
namespace {

TEST(DateHeader, IsReadAsItIsWritten) {
  WallTime const moment{std::chrono::seconds(784'111'777)};
  EXPECT_EQ(date_text(moment), "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(parse_date("Sun, 06 Nov 1994 08:49:37 GMT"), moment);
  EXPECT_EQ(parse_date(""), std::nullopt);
  EXPECT_EQ(parse_date("1994-11-06T08:49:37Z"), std::nullopt);
}

}  // namespace
}  // namespace stacktag::http
