// SPDX-License-Identifier: Apache-2.0
// What do engines see in this stack?
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "opened.h"

namespace stacktag::sqlite {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

void learn(Opened& opened, std::string const& stack, std::string const& asset,
           std::string const& bytes, std::vector<Label> found, Feature feature = Feature::labels) {
  for (auto& label : found) {
    label.feature = feature;
  }
  Labels const labels{.found = std::move(found), .engine = "rekognition", .model_version = "3.0"};
  ASSERT_TRUE(opened.store->labels->learned({{stack, "main", asset}, "f" + asset, bytes}, {},
                                            {{feature}, labels}, {}));
}

TEST(LabelCensus, CountsInHowManyPicturesOfTheStackALabelWasSeen) {
  Opened opened;
  Label const dog{.name = "Dog", .confidence = 90, .aliases = {"Hound"}};
  Label const sky{.name = "Sky", .confidence = 60};
  learn(opened, "bltkey", "a1", "one", {sky});
  learn(opened, "bltkey", "a2", "two", {dog, sky});
  learn(opened, "bltkey", "a3", "two", {dog, sky});  // the same picture
  learn(opened, "bltkey", "a1", "one", {{.name = "SALE"}}, Feature::text);
  learn(opened, "bltother", "a4", "three", {{.name = "Sea"}});
  EXPECT_THAT(*opened.store->census->labels("bltkey"),
              ElementsAre(LabelUse{sky, 2}, LabelUse{dog, 1}));
  EXPECT_THAT(*opened.store->census->labels("bltnone"), IsEmpty());
}

}  // namespace
}  // namespace stacktag::sqlite
