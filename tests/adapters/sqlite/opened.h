// SPDX-License-Identifier: Apache-2.0
// A store in a folder that ends with the test, which can be closed and opened again.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

#include "fakes/fake_clock.h"
#include "fakes/folder.h"
#include "sqlite/store.h"

namespace stacktag::sqlite {

struct Opened {
  fakes::Folder folder{};
  fakes::FakeClock clock{};
  std::unique_ptr<Store> store{};
  std::uintmax_t bytes_max = 0;

  explicit Opened(std::uintmax_t the_bytes_max = 0) : bytes_max(the_bytes_max) { open(); }

  std::string path() const { return folder.path("store.db"); }

  /// As a new server would, after the one before has ended.
  void open(std::string run = "run-1") {
    store.reset();
    auto opened =
        open_store({.path = path(), .run = std::move(run), .bytes_max = bytes_max}, clock);
    ASSERT_TRUE(opened) << opened.error().message;
    store = *std::move(opened);
  }

  WallTime now() { return clock.wall(); }

  static Event event(std::string asset, int version = 1, std::string name = "create",
                     std::string stack = "bltkey") {
    return {.module = "asset",
            .name = std::move(name),
            .api_key = std::move(stack),
            .branch = "main",
            .triggered_at = "2026-03-01T12:00:00.000Z",
            .asset = {.uid = std::move(asset),
                      .version = version,
                      .url = "https://images.contentstack.io/v3/assets/bltkey/a/f/a.jpeg",
                      .content_type = "image/jpeg",
                      .file_bytes = 1234,
                      .filename = "a.jpeg",
                      .title = "Ein \"Pferd\" \xc3\xa4\n",
                      .folder = "bltfolder"}};
  }

  Accepted accept(Event const& event) {
    Arrival const arrival{event, "request-1"};
    auto const accepted = store->intake->accept({&arrival, 1}, now());
    EXPECT_TRUE(accepted) << accepted.error().message;
    return accepted ? accepted->front() : Accepted{};
  }
  /// In one step, of so many assets in turn.
  Result<std::vector<Accepted>> accept_many(int count, int assets) {
    std::vector<Arrival> arrivals;
    for (int i = 0; i < count; ++i) {
      arrivals.push_back({event("a" + std::to_string(i % assets)), "r"});
    }
    return store->intake->accept(arrivals, now());
  }
  std::optional<Job> take(std::string const& stack = "bltkey") {
    auto job = store->queue->take(stack, now());
    EXPECT_TRUE(job) << job.error().message;
    return job ? *job : std::nullopt;
  }
  void settle(Job const& job, Reason reason, Next const& next) {
    auto const done =
        store->queue->settle(job, {reason, "why", std::chrono::seconds(1)}, next, now());
    EXPECT_TRUE(done) << done.error().message;
  }
  JobView view(JobId id) {
    auto const all = store->desk->list({.before = id + 1, .count_max = 1});
    EXPECT_TRUE(all && !all->empty());
    return all && !all->empty() ? all->front() : JobView{};
  }
};

}  // namespace stacktag::sqlite
