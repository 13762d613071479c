// SPDX-License-Identifier: Apache-2.0
// One event as one line.
#include "delivery/log_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/flow/world.h"
#include "hosts/delivery/bouncer.h"

namespace stacktag {
namespace {

using namespace std::chrono_literals;

class LinesInMemory final : public Log {
 public:
  struct Line {
    Level level;
    std::string message;
    json::Json fields;
  };
  std::vector<Line> lines{};

  void write(Level level, std::string_view message, json::Json fields) override {
    lines.push_back({level, std::string(message), std::move(fields)});
  }
  void write_raw(json::Json const&) override {}
};

Settled const k_tagged{.report = {.reason = Reason::tags_added,
                                  .asset = "blta1",
                                  .branch = "main",
                                  .version = 2,
                                  .tags = {"homepage", "Horse", "Field"},
                                  .added = {"Horse", "Field"},
                                  .label_calls = 2,
                                  .cost = {{Feature::labels, {1, 1000}},
                                           {Feature::properties, {1, 750}},
                                           {Feature::text, {1, 1000}}},
                                  .reads = 2,
                                  .writes = 1,
                                  .image_bytes = 2000,
                                  .steps = {.latest = 60ms,
                                            .image = 40500us,
                                            .label = 350ms,
                                            .write = 70ms,
                                            .total = 481ms}},
                       .event = "asset.create",
                       .request_id = "r-1"};

TEST(LogLine, SaysWhatAnEventTook) {
  EXPECT_EQ(
      json::dump(log_fields(k_tagged)),
      R"({"added":2,"asset":"blta1","branch":"main","cost":{"labels":{"calls":1,"usd":0.001},)"
      R"("properties":{"calls":1,"usd":0.00075},"text":{"calls":1,"usd":0.001}},)"
      R"("cost_usd":0.00275,"event":"asset.create","image_bytes":2000,"label_calls":2,)"
      R"("ms":{"image":40.5,"label":350.0,"latest":60.0,"total":481.0,"write":70.0},)"
      R"("outcome":"tagged","reads":2,"reason":"tags_added","requestId":"r-1",)"
      R"("version":2,"writes":1})");
}

TEST(LogLine, SaysWhatToDoAboutAFailure) {
  LinesInMemory log;
  write_log_line(log, {.report = {.reason = Reason::labeler_denied, .message = "no permission"}});
  ASSERT_EQ(log.lines.size(), 1U);
  EXPECT_EQ(log.lines[0].level, Level::error);
  EXPECT_EQ(log.lines[0].message, "no permission");
  EXPECT_EQ(log.lines[0].fields["kind"], "broken");
}

TEST(LogLine, SpeaksInSentencesWhereThereIsNothingToAdd) {
  LinesInMemory log;
  write_log_line(log, {.report = {.reason = Reason::folder}});
  EXPECT_EQ(log.lines.at(0).message, "The asset is a folder.");
}

TEST(LogLine, ItsLevelFollowsFromTheOutcome) {
  EXPECT_EQ(level_of(Outcome::tagged), Level::info);
  EXPECT_EQ(level_of(Outcome::unchanged), Level::info);
  EXPECT_EQ(level_of(Outcome::skipped), Level::info);
  EXPECT_EQ(level_of(Outcome::rejected), Level::warn);
  EXPECT_EQ(level_of(Outcome::failed), Level::error);
}

TEST(LogLine, NothingOfADeliveryThatMayBeSecretAppears) {
  world::World world;
  world.stack.create("f1");
  fakes::Bouncer bouncer;
  Reception const reception{&bouncer,
                            {world.stack, world.pictures, world.engine, world.overlap, world.clock,
                             world.memory, world.stack_words, world.settings}};
  Delivery const delivery{
      .headers = {{"Authorization", "Basic s3cret"},
                  {"X-Contentstack-Request-Signature", "s3cret"}},
      .body = R"({"module":"asset","event":"create","api_key":"bltkey","token":"s3cret",)"
              R"("data":{"asset":{"uid":"blta1","_version":1,"content_type":"image/jpeg",)"
              R"("title":"s3cret","description":"s3cret","filename":"s3cret",)"
              R"("url":"https://images.contentstack.io/v3/assets/bltkey/blta1/f1/s3cret"}}})"};
  for (auto const& verdict :
       {Result<void>{}, Result<void>{fail(Reason::unauthenticated, "wrong signature")}}) {
    bouncer.verdict = verdict;
    auto const settled = reception.receive(delivery, {});
    auto const line =
        json::dump(log_fields(settled)) + json::dump(metrics_line(settled, world.clock.wall()));
    EXPECT_EQ(line.find("s3cret"), std::string::npos) << line;
  }
}

TEST(MetricsLine, IsInTheEmbeddedMetricFormat) {
  EXPECT_EQ(json::dump(metrics_line(k_tagged, WallTime(1'772'366'400'123ms))),
            R"({"Duration":481.0,"Events":1,"LabelCalls":2,"LabelCost":0.00275,)"
            R"("Outcome":"tagged","Reason":"tags_added",)"
            R"("_aws":{"CloudWatchMetrics":[{"Dimensions":[["Outcome"]],"Metrics":[)"
            R"({"Name":"Events","Unit":"Count"},{"Name":"LabelCalls","Unit":"Count"},)"
            R"({"Name":"LabelCost","Unit":"None"},)"
            R"({"Name":"Duration","Unit":"Milliseconds"}],"Namespace":"stacktag"}],)"
            R"("Timestamp":1772366400123}})");
}

}  // namespace
}  // namespace stacktag
