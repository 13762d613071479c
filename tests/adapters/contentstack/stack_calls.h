// SPDX-License-Identifier: Apache-2.0
// An asset store over a scripted HTTP client, with a clock and rate limits that tests own.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "contentstack/asset_store.h"
#include "fakes/fake_clock.h"
#include "fakes/fake_http_client.h"
#include "json/json.h"

namespace stacktag::contentstack {

struct StackCalls {
  explicit StackCalls(double reads_at_once = 10, double writes_at_once = 10)
      : reads(make_token_bucket(clock, 10, reads_at_once)),
        writes(make_token_bucket(clock, 10, writes_at_once)) {}

  fakes::FakeClock clock{};
  fakes::FakeHttpClient http{};
  std::unique_ptr<TokenBucket> reads;
  std::unique_ptr<TokenBucket> writes;
  AssetRef asset{.uid = "blta1"};
  std::unique_ptr<AssetStore> store = make_asset_store({.region = {},
                                                        .api_url = "https://api.contentstack.io",
                                                        .api_key = "bltkey",
                                                        .management_token = "cstoken"},
                                                       http, clock, {*reads, *writes});

  Result<std::optional<Asset>> read(Deadline const& deadline = {}) {
    return store->read(asset, std::nullopt, deadline);
  }
  Result<std::optional<Asset>> write(std::vector<std::string> const& tags,
                                     Deadline const& deadline = {}) {
    return store->write(asset, {.tags = tags}, deadline);
  }
  Deadline within(SteadyTime::duration time) { return {.at = clock.now() + time}; }

  static std::string body(int version, std::vector<std::string> const& tags = {}) {
    return json::dump({{"asset", {{"uid", "blta1"}, {"_version", version}, {"tags", tags}}}});
  }

  /// The methods and URLs' ends of all calls, in order: "GET blta1?version=2".
  std::vector<std::string> calls() const {
    std::vector<std::string> all;
    for (auto const& sent : http.sent()) {
      auto const& url = sent.request.url;
      all.push_back((sent.request.method == http::Method::put ? "PUT " : "GET ") +
                    url.substr(url.rfind('/') + 1));
    }
    return all;
  }
};

}  // namespace stacktag::contentstack
