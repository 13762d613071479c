// SPDX-License-Identifier: Apache-2.0
#include "stacktag/reason.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cctype>
#include <set>
#include <string_view>

namespace stacktag {
namespace {

TEST(Reason, NamesAreUniqueAndFitForACounter) {
  std::set<std::string_view> names;
  for (auto const& reason : all_reasons()) {
    EXPECT_TRUE(names.insert(reason.name).second) << reason.name;
    for (char const c : reason.name) {
      EXPECT_TRUE((std::islower(static_cast<unsigned char>(c)) != 0) || c == '_') << reason.name;
    }
    EXPECT_THAT(reason.text, ::testing::EndsWith(".")) << reason.name;
  }
}

TEST(Reason, KindFollowsFromTheOutcome) {
  for (auto const& reason : all_reasons()) {
    if (reason.outcome == Outcome::rejected) {
      EXPECT_EQ(reason.kind, ErrorKind::reject) << reason.name;
    }
    if (reason.outcome == Outcome::failed) {
      EXPECT_NE(reason.kind, ErrorKind::reject) << reason.name;
    }
  }
}

TEST(Reason, TheFiveReasonsOfAPictureThatCannotBeLabelledAreRejections) {
  for (auto const reason : {Reason::unsupported_format, Reason::too_large, Reason::too_small,
                            Reason::not_an_image, Reason::corrupt}) {
    EXPECT_EQ(facts(reason).outcome, Outcome::rejected) << to_string(reason);
  }
}

}  // namespace
}  // namespace stacktag
