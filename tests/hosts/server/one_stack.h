// SPDX-License-Identifier: Apache-2.0
// One stack at work before a scripted network, with a store of its own.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "fakes/fake_clock.h"
#include "fakes/fake_http_client.h"
#include "fakes/folder.h"
#include "fakes/in_turn.h"
#include "server/stacks.h"
#include "server/steady_wall.h"

namespace stacktag::server {

class Quiet final : public Log {
 public:
  void write(Level, std::string_view, json::Json) override {}
  void write_raw(json::Json const&) override {}
};

struct OneStack {
  fakes::Folder folder{};
  fakes::FakeClock clock{};
  fakes::FakeHttpClient client;
  fakes::InTurn overlap{};
  Gate gate{1};
  Quiet log{};
  std::unique_ptr<sqlite::Store> store{};
  std::unique_ptr<Stack> stack{};
  std::unique_ptr<SteadyWall> time{};

  explicit OneStack(fakes::FakeHttpClient::Answer network,
                    std::map<std::string, std::string, std::less<>> const& more = {})
      : client(std::move(network)) {
    store = *sqlite::open_store({.path = folder.path("store.db"), .run = "run"}, clock);
    std::map<std::string, std::string, std::less<>> variables{
        {"CONTENTSTACK_STACK_API_KEY", "bltkey"},
        {"CONTENTSTACK_STACK_MANAGEMENT_TOKEN", "cstoken"},
        {"REKOGNITION_AWS_ID", "AKIDEXAMPLE"},
        {"REKOGNITION_AWS_SECRET", "secret"},
        {"REKOGNITION_AWS_REGION", "us-east-1"}};
    variables.insert(more.begin(), more.end());
    std::vector<std::string> mistakes;
    auto settings = read_stacks(Environment(variables), mistakes);
    EXPECT_THAT(mistakes, ::testing::IsEmpty());
    Shared const shared{{client, clock, overlap}, *store, gate, "run"};
    stack = *Stack::make(std::move(settings.front()), shared);
    time = std::make_unique<SteadyWall>(clock);
  }
};

}  // namespace stacktag::server
