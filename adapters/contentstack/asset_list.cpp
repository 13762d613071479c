// SPDX-License-Identifier: Apache-2.0
#include "contentstack/asset_list.h"

#include <algorithm>
#include <utility>

#include "contentstack/management_api.h"
#include "contentstack/webhook.h"
#include "http/url.h"
#include "json/json.h"
#include "stacktag/limits.h"

namespace stacktag::contentstack {
namespace {

using json::Json;

Result<Json> conditions_of(AssetFilter const& filter) {
  auto all = Json::array();
  if (filter.images_only) {
    all.push_back({{"content_type", {{"$regex", "^image/"}}}});
  }
  if (!filter.changed_since.empty()) {
    all.push_back({{"updated_at", {{"$gte", filter.changed_since}}}});
  }
  if (!filter.query.empty()) {
    auto own = json::parse(filter.query);
    if (!own || !own->is_object()) {
      return fail(Reason::contentstack_refused, "the query is not a JSON object");
    }
    all.push_back(*std::move(own));
  }
  return all;
}

// One condition stands by itself: the fewer operators, the more servers know them.
Result<std::string> query_of(AssetFilter const& filter) {
  TRY(auto const conditions, conditions_of(filter));
  if (conditions.empty()) {
    return std::string();
  }
  return json::dump(conditions.size() == 1 ? conditions[0] : Json{{"$and", conditions}});
}

Result<std::string> path_of(AssetFilter const& filter, int skip) {
  TRY(auto const query, query_of(filter));
  auto path = "/assets?asc=created_at&include_count=true&limit=" +
              std::to_string(limits::stack_assets_page) + "&skip=" + std::to_string(skip);
  if (!filter.folder.empty()) {
    path += "&folder=" + http::encoded(filter.folder);
  }
  if (!query.empty()) {
    path += "&query=" + http::encoded(query);
  }
  return path;
}

class Pages final : public AssetList {
 public:
  Pages(Options options, http::Client& client, Clock& clock, TokenBucket& reads)
      : api_(std::move(options), client, clock), reads_(reads) {}

  Result<AssetPage> page(AssetFilter const& filter, int skip, Deadline const& deadline) override {
    TRY(auto path, path_of(filter, skip));
    auto const judged =
        api_.run({.path = std::move(path), .branch = filter.branch, .bucket = reads_}, deadline);
    switch (judged.judgement.ending) {
      case Ending::absent:
        return fail(Reason::contentstack_unavailable, "Contentstack does not list its assets");
      case Ending::failed:
        return fail(judged.judgement.error);
      case Ending::good:
        break;
    }
    return decode(judged.response.body);
  }

 private:
  static Result<AssetPage> decode(std::string const& body) {
    auto const parsed = json::parse(body).value_or(Json());
    auto const& assets = json::member(parsed, "assets");
    auto const count = json::integer(parsed, "count");
    if (!assets.is_array() || !count) {
      return fail(Reason::contentstack_unavailable,
                  "Contentstack's answer does not hold the assets that were asked for");
    }
    AssetPage page{.count = static_cast<int>(std::clamp<std::int64_t>(*count, 0, k_count_max))};
    for (auto const& asset : assets) {
      page.assets.push_back({decode_asset(asset), json::text_or_empty(asset, "created_at"),
                             json::text_or_empty(asset, "updated_at")});
    }
    return page;
  }

  // Where the API's numbers end.
  static constexpr std::int64_t k_count_max = 2'147'483'647;

  ManagementApi api_;
  TokenBucket& reads_;
};

}  // namespace

std::unique_ptr<AssetList> make_asset_list(Options options, http::Client& client, Clock& clock,
                                           TokenBucket& reads) {
  return std::make_unique<Pages>(std::move(options), client, clock, reads);
}

}  // namespace stacktag::contentstack
