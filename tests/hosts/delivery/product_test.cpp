// SPDX-License-Identifier: Apache-2.0
// The pace towards Contentstack, and the real parts put together before a scripted network.
#include "delivery/product.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "core/flow/world.h"
#include "delivery/delivery.h"
#include "fakes/fake_http_client.h"

namespace stacktag {
namespace {

using namespace std::chrono_literals;
using fakes::FakeHttpClient;

// The most turns that any one second sees, of `count` taken one after another.
int most_in_a_second(double per_second, double at_once, int count) {
  fakes::FakeClock clock;
  auto const bucket = make_pace(clock, per_second, at_once);
  std::vector<SteadyTime> turns;
  for (int i = 0; i < count; ++i) {
    EXPECT_TRUE(bucket->take({}));
    turns.push_back(clock.now());
  }
  std::ptrdiff_t most = 0;
  for (auto const& first : turns) {
    most = std::max(most, std::ranges::count_if(turns, [first](SteadyTime turn) {
                      return turn >= first && turn < first + 1s;
                    }));
  }
  return static_cast<int>(most);
}

TEST(Pace, NoSecondSeesMoreThanTheLimit) {
  EXPECT_EQ(most_in_a_second(10, 3, 100), 10);
  EXPECT_EQ(most_in_a_second(10, 1, 100), 10);
  EXPECT_EQ(most_in_a_second(2, 3, 20), 2);
  EXPECT_EQ(most_in_a_second(1, 3, 20), 1);
}

TEST(Pace, TheReadsOfOneEventNeedNotWait) {
  fakes::FakeClock clock;
  auto const bucket = make_pace(clock, 10, 3);
  for (int i = 0; i < 3; ++i) {
    bucket->take({});
  }
  EXPECT_EQ(clock.slept(), 0s);
}

constexpr char const* k_asset =
    R"({"asset":{"uid":"blta1","_version":1,"content_type":"image/jpeg","tags":["homepage"],)"
    R"("url":"https://images.contentstack.io/v3/assets/bltkey/blta1/f1/a.jpeg"}})";
constexpr char const* k_written =
    R"({"notice":"Asset updated successfully.","asset":{"uid":"blta1","_version":2,)"
    R"("content_type":"image/jpeg","tags":["homepage","Horse"],)"
    R"("url":"https://images.contentstack.io/v3/assets/bltkey/blta1/f1/a.jpeg"}})";
constexpr char const* k_labels =
    R"({"LabelModelVersion":"3.0","Labels":[{"Name":"Horse","Confidence":99.5,"Parents":[]}]})";

http::Exchange network(http::Request const& request) {
  if (request.url.starts_with("https://rekognition.us-east-1.amazonaws.com")) {
    return FakeHttpClient::reply(200, k_labels);
  }
  if (request.url.starts_with("https://images.contentstack.io/")) {
    return FakeHttpClient::reply(200, drawn::jpeg(640, 480));
  }
  return FakeHttpClient::reply(200, request.method == http::Method::put ? k_written : k_asset);
}

TEST(Product, TakesAnEventToItsTags) {
  Environment const environment({{"CONTENTSTACK_STACK_API_KEY", "bltkey"},
                                 {"CONTENTSTACK_STACK_MANAGEMENT_TOKEN", "cstoken"},
                                 {"REKOGNITION_AWS_ID", "AKIDEXAMPLE"},
                                 {"REKOGNITION_AWS_SECRET", "secret"},
                                 {"REKOGNITION_AWS_REGION", "us-east-1"}});
  SettingsReader reader(environment);
  auto settings = read_settings(reader, Engine::rekognition);
  ASSERT_THAT(reader.mistakes(), ::testing::IsEmpty());
  FakeHttpClient client(network);
  fakes::FakeClock clock;
  world::InTurn overlap;
  Product product(std::move(settings), environment, {client, clock, overlap}, WriteMode::write);
  EXPECT_EQ(product.auth, nullptr);
  Reception const reception{product.auth.get(), product.pipeline()};
  auto const settled = reception.receive(
      {.body = R"({"module":"asset","event":"create","api_key":"bltkey","data":)" +
               std::string(k_asset) + "}"},
      {.at = clock.now() + 20s});
  EXPECT_EQ(settled.report.reason, Reason::tags_added) << settled.report.message;
  EXPECT_THAT(settled.report.added, ::testing::ElementsAre("Horse"));
  EXPECT_EQ(settled.report.label_calls, 1);
  EXPECT_EQ(client.count(), 4U);
}

}  // namespace
}  // namespace stacktag
