// SPDX-License-Identifier: Apache-2.0
// Pages of assets: what is asked of the API, and what its answer says.
#include "contentstack/asset_list.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/contentstack/stack_calls.h"

namespace stacktag::contentstack {
namespace {

using testing::HasSubstr;

struct ListCalls : StackCalls {
  std::unique_ptr<AssetList> list = make_asset_list({.region = {},
                                                     .api_url = "https://api.contentstack.io",
                                                     .api_key = "bltkey",
                                                     .management_token = "cstoken"},
                                                    http, clock, *reads);
  std::string url_of(AssetFilter const& filter, int skip = 0) {
    http.push(200, R"({"assets":[],"count":0})");
    EXPECT_TRUE(list->page(filter, skip, {}));
    return http.sent().back().request.url;
  }
};

TEST(AssetList, AsksForImagesInTheOrderInWhichTheyWereMade) {
  ListCalls calls;
  EXPECT_EQ(calls.url_of({}, 200),
            "https://api.contentstack.io/v3/assets?asc=created_at&include_count=true&limit=100&"
            "skip=200&query=%7B%22content_type%22%3A%7B%22%24regex%22%3A%22%5Eimage%2F%22%7D%7D");
  EXPECT_EQ(calls.url_of({.images_only = false}),
            "https://api.contentstack.io/v3/assets?asc=created_at&include_count=true&limit=100&"
            "skip=0");
}

TEST(AssetList, NarrowsByFolderQueryAndTime) {
  ListCalls calls;
  EXPECT_THAT(calls.url_of({.folder = "cs_root"}), HasSubstr("&folder=cs_root&"));
  auto const url = calls.url_of({.query = R"({"tags":"x"})",
                                 .changed_since = "2026-01-01T00:00:00.000Z",
                                 .images_only = false});
  EXPECT_THAT(url, HasSubstr("%22%24and%22"));
  EXPECT_THAT(url, HasSubstr("%22tags%22%3A%22x%22"));
  EXPECT_THAT(url, HasSubstr("%24gte%22%3A%222026-01-01"));
}

TEST(AssetList, ReadsAssetsTimesAndCount) {
  ListCalls calls;
  calls.http.push(200, R"({"count":7,"assets":[{"uid":"blta1","_version":3,"tags":["Dog"],
      "created_at":"2026-01-01T00:00:00.000Z","updated_at":"2026-01-02T00:00:00.000Z"}]})");
  auto const page = calls.list->page({.branch = "dev"}, 0, {});
  ASSERT_TRUE(page);
  EXPECT_EQ(page->count, 7);
  ASSERT_EQ(page->assets.size(), 1U);
  EXPECT_EQ(page->assets[0].asset, (Asset{.uid = "blta1", .version = 3, .tags = {"Dog"}}));
  EXPECT_EQ(page->assets[0].created_at, "2026-01-01T00:00:00.000Z");
  EXPECT_EQ(page->assets[0].updated_at, "2026-01-02T00:00:00.000Z");
  EXPECT_EQ(calls.http.sent().at(0).header("branch"), "dev");
}

TEST(AssetList, SaysWhyThereIsNoPage) {
  for (auto const& [status, body, reason] : std::vector<std::tuple<int, std::string, Reason>>{
           {401, "{}", Reason::contentstack_denied},
           {404, "{}", Reason::contentstack_unavailable},
           {422, "{}", Reason::contentstack_refused},
           {200, R"({"assets":[]})", Reason::contentstack_unavailable},
           {200, R"({"assets":3,"count":3})", Reason::contentstack_unavailable},
           {200, "<html>", Reason::contentstack_unavailable}}) {
    ListCalls calls;
    calls.http.push(status, body);
    auto const page = calls.list->page({}, 0, {});
    ASSERT_FALSE(page) << status << body;
    EXPECT_EQ(page.error().reason, reason) << status << body;
  }
}

TEST(AssetList, RefusesAQueryThatIsNone) {
  ListCalls calls;
  EXPECT_FALSE(calls.list->page({.query = "[1]"}, 0, {}));
  EXPECT_EQ(calls.http.count(), 0U);
}

}  // namespace
}  // namespace stacktag::contentstack
