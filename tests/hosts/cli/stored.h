// SPDX-License-Identifier: Apache-2.0
// A terminal beside a server's store that has a few jobs and an asset in it.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

#include "queue/retry.h"
#include "sqlite/store.h"
#include "terminal.h"

namespace stacktag::cli {

struct StoredTerminal : Terminal {
  StoredTerminal() {
    environment.set("STACKTAG_STORE", folder() + "/stacktag.db");
    environment.set("STACKTAG_CONFIG",
                    file("stacktag.toml", "[[stack]]\nname = 'shop'\napi_key = 'bltshopkey'\n"));
    auto opened = sqlite::open_store({.path = folder() + "/stacktag.db", .run = "run-1"}, clock);
    EXPECT_TRUE(opened) << opened.error().message;
    store = *std::move(opened);
  }

  JobId accept(std::string asset, std::string stack = "bltshopkey") {
    Arrival const arrival{{.module = "asset",
                           .name = "create",
                           .api_key = std::move(stack),
                           .branch = "main",
                           .triggered_at = "2026-03-01T12:00:00.000Z",
                           .asset = {.uid = std::move(asset), .version = 3, .filename = "a.jpeg"}},
                          "request-1"};
    auto const accepted = store->intake->accept({&arrival, 1}, clock.wall());
    EXPECT_TRUE(accepted);
    return accepted->front().id;
  }

  /// An attempt at the oldest job of the stack that is due.
  void attempt(Reason reason, Next const& next, std::string message = "",
               std::string const& stack = "bltshopkey") {
    auto const job = store->queue->take(stack, clock.wall());
    ASSERT_TRUE(job && *job);
    auto const settled = store->queue->settle(
        **job, {reason, std::move(message), std::chrono::milliseconds(1500)}, next, clock.wall());
    ASSERT_TRUE(settled) << settled.error().message;
  }

  JobState state_of(JobId id) {
    auto const found = store->desk->list({.before = id + 1, .count_max = 1});
    return found->front().state;
  }

  std::unique_ptr<sqlite::Store> store{};
};

}  // namespace stacktag::cli
