// SPDX-License-Identifier: Apache-2.0
#include "contentstack/asset_store.h"

#include <utility>

#include "contentstack/management_api.h"
#include "contentstack/webhook.h"
#include "json/json.h"
#include "stacktag/limits.h"

namespace stacktag::contentstack {
namespace {

class Assets final : public AssetStore {
 public:
  Assets(Options options, http::Client& client, Clock& clock, Pace pace)
      : api_(std::move(options), client, clock), pace_(pace) {}

  Result<std::optional<Asset>> read(AssetRef const& asset, std::optional<int> version,
                                    Deadline const& deadline) override {
    auto path = asset_path(asset);
    if (version) {
      path += "?version=" + std::to_string(*version);
    }
    auto const judged = api_.run(
        {.path = std::move(path), .branch = asset.branch, .bucket = pace_.reads}, deadline);
    return decode(judged, asset);
  }

  Result<std::optional<Asset>> write(AssetRef const& asset, AssetEdit const& edit,
                                     Deadline const& deadline) override {
    json::Json fields{{"tags", edit.tags}};
    if (edit.description) {
      fields["description"] = *edit.description;
    }
    // These and nothing else: a top-level `version` would restore that revision.
    auto const judged = api_.run({.method = http::Method::put,
                                  .path = asset_path(asset),
                                  .branch = asset.branch,
                                  .body = json::dump({{"asset", std::move(fields)}}),
                                  .bucket = pace_.writes,
                                  .repeat = Repeat::if_it_cannot_have_acted},
                                 deadline);
    auto written = decode(judged, asset);
    if (!written && judged.judgement.may_have_acted) {
      return look_whether_written(asset, edit, deadline, written);
    }
    return written;
  }

  // Page by page, those that were changed last first: what people tag with today counts.
  Result<TagsInUse> tags_in_use(std::string const& branch, Deadline const& deadline) override {
    TagsInUse all;
    for (int seen = 0; seen < limits::stack_assets_max; seen += limits::stack_assets_page) {
      auto const judged = api_.run(
          {.path = "/assets?desc=updated_at&limit=" + std::to_string(limits::stack_assets_page) +
                   "&skip=" + std::to_string(seen),
           .branch = branch,
           .bucket = pace_.reads},
          deadline);
      if (judged.judgement.ending != Ending::good) {
        return fail(not_listed(judged.judgement));
      }
      ++all.reads;
      TRY(auto const assets_on_page, add_tags_of_page(judged.response.body, all.tags));
      if (assets_on_page < limits::stack_assets_page) {
        break;
      }
    }
    return all;
  }

 private:
  static std::string asset_path(AssetRef const& asset) { return "/assets/" + asset.uid; }

  // The answer to a write was lost. Where the asset now has just what was written, it was done.
  Result<std::optional<Asset>> look_whether_written(AssetRef const& asset, AssetEdit const& edit,
                                                    Deadline const& deadline,
                                                    Result<std::optional<Asset>> const& lost) {
    auto now = read(asset, std::nullopt, deadline);
    bool const done = now && *now && (*now)->tags == edit.tags &&
                      edit.description.value_or((*now)->description) == (*now)->description;
    return done ? now : lost;
  }

  static Error not_listed(Judgement const& judgement) {
    return judgement.ending == Ending::failed
               ? judgement.error
               : Error{Reason::contentstack_unavailable, "Contentstack does not list its assets"};
  }

  // How many assets the page has.
  static Result<int> add_tags_of_page(std::string const& body, std::vector<std::string>& all) {
    auto const parsed = json::parse(body);
    auto const none = json::Json();
    auto const& assets = json::member(parsed ? *parsed : none, "assets");
    if (!assets.is_array()) {
      return fail(Reason::contentstack_unavailable,
                  "Contentstack's answer does not hold the assets that were asked for");
    }
    for (auto const& asset : assets) {
      for (auto& tag : json::texts(asset, "tags")) {
        all.push_back(std::move(tag));
      }
    }
    return static_cast<int>(assets.size());
  }

  static Result<std::optional<Asset>> decode(Judged const& judged, AssetRef const& asked) {
    switch (judged.judgement.ending) {
      case Ending::absent:
        return std::nullopt;
      case Ending::failed:
        return fail(judged.judgement.error);
      case Ending::good:
        break;
    }
    auto const body = json::parse(judged.response.body);
    auto asset = body ? decode_asset(json::member(*body, "asset")) : Asset{};
    if (asset.uid != asked.uid || asset.version == 0) {
      return fail(Reason::contentstack_unavailable,
                  "Contentstack's answer does not hold the asset that was asked for");
    }
    return asset;
  }

  ManagementApi api_;
  Pace const pace_;
};

}  // namespace

std::unique_ptr<AssetStore> make_asset_store(Options options, http::Client& client, Clock& clock,
                                             Pace pace) {
  return std::make_unique<Assets>(std::move(options), client, clock, pace);
}

}  // namespace stacktag::contentstack
