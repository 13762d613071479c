// SPDX-License-Identifier: Apache-2.0
// The networks that are known by name: whatever else they are, their manifests must hold.
#include "network_vision/catalogue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace stacktag::network_vision {
namespace {

TEST(Catalogue, HasManifestsWithoutMistakes) {
  for (auto const& manifest : built_in_models()) {
    auto const read = decode_manifest(encode_manifest(manifest));
    ASSERT_TRUE(read) << manifest.name << testing::PrintToString(read.error());
    EXPECT_EQ(*read, manifest) << manifest.name;
  }
}

TEST(Catalogue, NamesEachModelOnceItsLicenceAndWhereItComesFrom) {
  std::set<std::string> names;
  for (auto const& manifest : built_in_models()) {
    EXPECT_TRUE(names.insert(manifest.name).second) << manifest.name;
    EXPECT_NE(manifest.about, "") << manifest.name;
    EXPECT_NE(manifest.source, "") << manifest.name;
    for (auto const& file : manifest.files) {
      EXPECT_TRUE(file.url.starts_with("https://")) << manifest.name << " " << file.name;
    }
  }
}

TEST(Catalogue, TheDetectorHasTheBackgroundAndTwentyThings) {
  auto const all = built_in_models();
  auto const found = std::ranges::find(all, Kind::detector, &Manifest::kind);
  ASSERT_NE(found, all.end());
  EXPECT_EQ(found->label_names.size(), 21u);
  EXPECT_EQ(found->label_names.front(), "");
}

}  // namespace
}  // namespace stacktag::network_vision
