// SPDX-License-Identifier: Apache-2.0
#include "contentstack/region.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "adapters/golden.h"

namespace stacktag::contentstack {
namespace {

using testing::Contains;

std::string upper(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char c) { return std::toupper(c); });
  return text;
}

std::string host(nlohmann::json const& url) {
  return url.get<std::string>().substr(std::string("https://").size());
}

TEST(Regions, AreThoseOfContentstacksOwnTable) {
  auto const table = golden::json("contentstack/regions.json");
  auto const ids = region_ids();
  ASSERT_EQ(ids.size(), table.size());
  for (std::size_t i = 0; i < ids.size(); ++i) {
    auto const& row = table[i];
    EXPECT_EQ(ids[i], row.at("id"));
    auto const region = find_region(ids[i]);
    ASSERT_TRUE(region);
    EXPECT_EQ(region->id, row.at("id"));
    EXPECT_EQ(region->api_url, row.at("contentManagement"));
    EXPECT_EQ(region->app_url, row.at("application"));
    for (auto const* key : {"images", "assets", "contentManagement", "application"}) {
      EXPECT_THAT(region->image_host_suffixes, Contains(host(row.at(key)))) << row.at("id");
    }
  }
}

TEST(Regions, AreFoundByEveryAliasInAnyCase) {
  for (auto const& row : golden::json("contentstack/regions.json")) {
    for (auto const& alias : row.at("aliases")) {
      for (auto const& name : {alias.get<std::string>(), upper(alias)}) {
        auto const region = find_region(name);
        ASSERT_TRUE(region) << name;
        EXPECT_EQ(region->id, row.at("id")) << name;
      }
    }
  }
}

TEST(Regions, AnUnknownNameIsNone) {
  for (auto const* name : {"", " ", "na ", "aws", "eu-central-1", "azure", "gcp_us", "nа"}) {
    EXPECT_FALSE(find_region(name)) << name;
  }
}

// A suffix that another region's customers, or anybody, could have a host under would open the
// door.
TEST(Regions, SuffixesAreWholeHostsOfContentstack) {
  for (auto const id : region_ids()) {
    auto const region = find_region(id);
    for (auto const& suffix : region->image_host_suffixes) {
      EXPECT_TRUE(suffix.ends_with(".contentstack.io") || suffix.ends_with(".contentstack.com"));
      EXPECT_FALSE(suffix.starts_with('.')) << suffix;
    }
  }
}

}  // namespace
}  // namespace stacktag::contentstack
