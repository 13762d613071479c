// SPDX-License-Identifier: Apache-2.0
#include "contentstack/asset_store.h"

#include <algorithm>
#include <chrono>
#include <random>
#include <utility>

#include "contentstack/errors.h"
#include "contentstack/names.h"
#include "contentstack/webhook.h"
#include "json/json.h"
#include "stacktag/limits.h"

namespace stacktag::contentstack {
namespace {

using std::chrono::milliseconds;

enum class Repeat {
  always,  ///< reading twice is harmless
  if_it_cannot_have_acted,
};

struct Call {
  http::Method method = http::Method::get;
  std::string url{};
  std::string branch{};
  std::string body{};
  TokenBucket& bucket;
  Repeat repeat = Repeat::always;
};

class ManagementApi final : public AssetStore {
 public:
  ManagementApi(Options options, http::Client& client, Clock& clock, Pace pace)
      : options_(std::move(options)), client_(client), clock_(clock), pace_(pace) {}

  Result<std::optional<Asset>> read(AssetRef const& asset, std::optional<int> version,
                                    Deadline const& deadline) override {
    auto url = asset_url(asset);
    if (version) {
      url += "?version=" + std::to_string(*version);
    }
    auto const judged =
        run({.url = std::move(url), .branch = asset.branch, .bucket = pace_.reads}, deadline);
    return decode(judged, asset);
  }

  Result<std::optional<Asset>> write(AssetRef const& asset, AssetEdit const& edit,
                                     Deadline const& deadline) override {
    json::Json fields{{"tags", edit.tags}};
    if (edit.description) {
      fields["description"] = *edit.description;
    }
    // These and nothing else: a top-level `version` would restore that revision.
    auto const judged = run({.method = http::Method::put,
                             .url = asset_url(asset),
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
      auto const judged =
          run({.url = options_.api_url + "/v3/assets?desc=updated_at&limit=" +
                      std::to_string(limits::stack_assets_page) + "&skip=" + std::to_string(seen),
               .branch = branch,
               .bucket = pace_.reads},
              deadline);
      if (judged.judgement.ending != Ending::good) {
        return fail(not_listed(judged.judgement));
      }
      ++all.reads;
      TRY(auto const assets_on_page, add_tags_of_page(judged.body, all.tags));
      if (assets_on_page < limits::stack_assets_page) {
        break;
      }
    }
    return all;
  }

 private:
  struct Judged {
    Judgement judgement{};
    std::string body{};
  };

  std::string asset_url(AssetRef const& asset) const {
    return options_.api_url + "/v3/assets/" + asset.uid;
  }

  // The answer to a write was lost. Where the asset now has just what was written, it was done.
  Result<std::optional<Asset>> look_whether_written(AssetRef const& asset, AssetEdit const& edit,
                                                    Deadline const& deadline,
                                                    Result<std::optional<Asset>> const& lost) {
    auto now = read(asset, std::nullopt, deadline);
    bool const done = now && *now && (*now)->tags == edit.tags &&
                      edit.description.value_or((*now)->description) == (*now)->description;
    return done ? now : lost;
  }

  Judged run(Call const& call, Deadline const& deadline) {
    for (int attempt = 1;; ++attempt) {
      if (!call.bucket.take(deadline)) {
        return {out_of_time("Contentstack's rate limit leaves no room before the deadline")};
      }
      auto exchange = client_.send(request(call, deadline));
      auto judged = Judged{judge(exchange), exchange ? std::move(exchange->body) : std::string{}};
      auto& error = judged.judgement.error;
      if (judged.judgement.try_again && clock_.now() >= deadline.at) {
        error.reason = Reason::out_of_time;
        return judged;
      }
      auto const wait = pause(judged.judgement, call, attempt);
      bool const may_repeat = judged.judgement.try_again &&
                              attempt < limits::contentstack_attempts_max &&
                              (call.repeat == Repeat::always || !judged.judgement.may_have_acted);
      if (!may_repeat || clock_.now() + wait >= deadline.at ||
          deadline.cancelled.stop_requested()) {
        return judged;
      }
      // After a 429 the bucket waits for us, and sees where nobody needs the answer any more.
      if (error.reason != Reason::contentstack_throttled) {
        clock_.sleep_until(clock_.now() + wait);
      }
    }
  }

  http::Request request(Call const& call, Deadline const& deadline) const {
    http::Request request{.method = call.method,
                          .url = call.url,
                          .headers = {{"api_key", options_.api_key},
                                      {"authorization", options_.management_token},
                                      {"Accept", "application/json"}},
                          .body = call.body,
                          .response_bytes_max = limits::contentstack_reply_bytes_max,
                          .time_max = limits::contentstack_call_time_max,
                          .deadline = deadline};
    if (!call.branch.empty()) {
      request.headers.push_back({"branch", call.branch});
    }
    if (!call.body.empty()) {
      request.headers.push_back({"Content-Type", "application/json"});
    }
    return request;
  }

  // How long to wait before the next attempt. After a 429 nobody else goes before that either.
  milliseconds pause(Judgement const& judgement, Call const& call, int attempt) {
    if (judgement.error.reason == Reason::contentstack_throttled) {
      auto const wait = judgement.error.retry_after.value_or(std::chrono::seconds(1));
      call.bucket.pause_until(clock_.now() + wait);
      return wait;
    }
    constexpr milliseconds k_first{100};
    thread_local std::minstd_rand dice{std::random_device{}()};
    std::uniform_real_distribution<double> jitter(0.5, 1.0);
    return milliseconds(
        static_cast<int>(static_cast<double>((k_first * (1 << attempt)).count()) * jitter(dice)));
  }

  static Judgement out_of_time(std::string message) {
    return {Ending::failed, {Reason::out_of_time, std::move(message)}, false, false};
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
    auto const body = json::parse(judged.body);
    auto asset = body ? decode_asset(json::member(*body, "asset")) : Asset{};
    if (asset.uid != asked.uid || asset.version == 0) {
      return fail(Reason::contentstack_unavailable,
                  "Contentstack's answer does not hold the asset that was asked for");
    }
    return asset;
  }

  Options const options_;
  http::Client& client_;
  Clock& clock_;
  Pace const pace_;
};

}  // namespace

std::unique_ptr<AssetStore> make_asset_store(Options options, http::Client& client, Clock& clock,
                                             Pace pace) {
  return std::make_unique<ManagementApi>(std::move(options), client, clock, pace);
}

}  // namespace stacktag::contentstack
