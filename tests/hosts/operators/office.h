// SPDX-License-Identifier: Apache-2.0
// What operators use, with a queue and a ledger in memory: two stacks, a few jobs, one asset.
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "fakes/desks.h"
#include "fakes/fake_clock.h"
#include "json/json.h"
#include "server/metrics.h"
#include "server/operator_api.h"

namespace stacktag::server {

inline constexpr char const* k_shop_key = "bltshopkey00000001";
inline constexpr char const* k_blog_key = "bltblogkey00000001";
inline constexpr char const* k_token = "operators-token-0001";

inline JobView job_view(JobId id, JobState state, std::string asset, std::string api_key) {
  auto const accepted = fakes::FakeClock::start_of_wall() - std::chrono::seconds(id);
  return {.job = {.id = id,
                  .event = {.module = "asset",
                            .name = "create",
                            .api_key = std::move(api_key),
                            .branch = "main",
                            .asset = {.uid = std::move(asset), .version = 3}},
                  .request_id = "request-" + std::to_string(id),
                  .accepted = accepted,
                  .attempts = 2},
          .state = state,
          .due = fakes::FakeClock::start_of_wall()};
}

inline AssetView asset_view() {
  auto const at = fakes::FakeClock::start_of_wall();
  AssetView view{.key = {k_shop_key, "main", "blta1"}, .updated = at};
  view.record = {.file = "file-1",
                 .ours = {"Horse", "Field"},
                 .removed = {"Sky"},
                 .engine = "rekognition",
                 .model_version = "3.0",
                 .rules = "r1"};
  view.content = "c0ffee";
  view.changes = {
      {at - std::chrono::hours(2),
       {.version = 2,
        .run = "run-1",
        .added = {"horse", "Sky"},
        .origins = {{.tag = "horse", .label = "Pony", .confidence = 71, .rule = ""}}}},
      {at - std::chrono::hours(1),
       {.version = 4,
        .run = "run-2",
        .added = {"Horse"},
        .removed = {"horse"},
        .origins = {{.tag = "Horse", .label = "Horse", .confidence = 99.5, .rule = "rename"}}}}};
  Labels labels{.engine = "rekognition", .model_version = "3.0"};
  labels.found = {{.name = "Horse", .confidence = 99.5, .parents = {"Animal"}}};
  view.answers = {{Feature::labels, at, labels}};
  return view;
}

struct Office {
  explicit Office(std::string token = "") {
    jobs.jobs[1] = job_view(1, JobState::waiting, "blta1", k_shop_key);
    jobs.jobs[2] = job_view(2, JobState::running, "blta2", k_shop_key);
    jobs.jobs[3] = job_view(3, JobState::parked, "blta3", k_blog_key);
    jobs.jobs[3].reason = "contentstack_denied";
    jobs.jobs[3].message = "Contentstack refuses " + std::string(k_blog_key);
    jobs.jobs[4] = job_view(4, JobState::done, "blta4", "bltunknownkey00001");
    jobs.attempts[3] = {{fakes::FakeClock::start_of_wall(), "contentstack_denied",
                         "of " + std::string(k_blog_key), std::chrono::milliseconds(12),
                         std::chrono::milliseconds(60'000)}};
    ledger.views = {asset_view()};
    ledger.costs[k_shop_key] = {{Feature::labels, {3, 3000}}, {Feature::text, {1, 1000}}};
    metrics = std::make_unique<Metrics>(
        MetricsSources{jobs, ledger, clock, stacks(), [this] { return http_status; }});
    api = std::make_unique<OperatorApi>(
        OperatorOptions{.token = std::move(token)},
        OperatorParts{*metrics, jobs, upkeep, [this] { ++times_due; }});
  }

  std::vector<StackView> stacks() {
    return {{.name = "shop",
             .api_key = k_shop_key,
             .check_credentials = [this]() -> Result<void> { return ask(shop_denies); },
             .budget_microdollars = 5'000'000,
             .reads_headroom = [] { return 7.5; }},
            {.name = "blog", .api_key = k_blog_key, .check_credentials = [this]() -> Result<void> {
               return ask(blog_denies);
             }}};
  }

  Result<void> ask(std::optional<Error> const& denies) {
    ++times_asked;
    if (denies) {
      return fail(*denies);
    }
    return {};
  }

  http::ServerReply ask_for(std::string path, std::map<std::string, std::string> query = {},
                            std::string method = "GET", std::vector<http::Header> headers = {}) {
    http::ServerRequest request{.method = std::move(method),
                                .path = std::move(path),
                                .query = std::move(query),
                                .headers = std::move(headers),
                                .peer = "127.0.0.1",
                                .from_loopback = true};
    return api->answer(request);
  }
  json::Json json_of(std::string path, std::map<std::string, std::string> query = {}) {
    return json::parse(ask_for(std::move(path), std::move(query)).body).value_or(json::Json());
  }

  void settle(std::string const& stack, Reason reason, JobState next, std::string message = "") {
    Settled settled{};
    settled.report.reason = reason;
    settled.report.message = std::move(message);
    settled.report.asset = "blta1";
    settled.report.added = reason == Reason::tags_added ? std::vector<std::string>{"Horse"}
                                                        : std::vector<std::string>{};
    settled.report.cost = {{Feature::labels, {1, 1000}}};
    settled.report.reads = 2;
    settled.report.writes = 1;
    settled.report.steps.label = std::chrono::milliseconds(300);
    settled.report.steps.total = std::chrono::milliseconds(400);
    metrics->settled(stack, jobs.jobs[1].job, settled, {.state = next});
  }

  fakes::FakeClock clock{};
  fakes::JobDeskInMemory jobs{};
  fakes::LedgerDeskInMemory ledger{};
  fakes::UpkeepInMemory upkeep{};
  http::ServerStatus http_status{};
  std::optional<Error> shop_denies{};
  std::optional<Error> blog_denies{};
  int times_asked = 0;
  int times_due = 0;
  std::unique_ptr<Metrics> metrics{};
  std::unique_ptr<OperatorApi> api{};
};

}  // namespace stacktag::server
