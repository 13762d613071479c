// SPDX-License-Identifier: Apache-2.0
// What Prometheus reads.
#include "server/metrics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "hosts/operators/office.h"

namespace stacktag::server {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// The text as its format says it must be; every breach is a failure of the test.
// https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format
struct Exposition {
  std::map<std::string, std::string> types{};
  std::map<std::string, double> values{};  // by the series as it is written

  explicit Exposition(std::string const& text) {
    EXPECT_EQ(text.back(), '\n');
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
      read(line);
    }
  }

  // The family of a series of a histogram has the name without its ending.
  std::string family_of(std::string const& name) const {
    for (std::string const ending : {"_bucket", "_sum", "_count"}) {
      auto const base = name.substr(0, name.size() - std::min(name.size(), ending.size()));
      if (name.ends_with(ending) && types.contains(base) && types.at(base) == "histogram") {
        return base;
      }
    }
    return name;
  }

  void read(std::string const& line) {
    static std::regex const help(R"(# HELP ([a-z_]+) \S.*\.)");
    static std::regex const type(R"(# TYPE ([a-z_]+) (counter|gauge|histogram))");
    static std::regex const sample(R"re(([a-z_]+)(\{([a-z_]+="[^"\\\n]*",?)+\})? (\S+))re");
    std::smatch found;
    if (std::regex_match(line, found, help)) {
      EXPECT_TRUE(helps_.insert(found[1]).second) << "twice: " << line;
    } else if (std::regex_match(line, found, type)) {
      EXPECT_TRUE(helps_.contains(found[1])) << "no help before " << line;
      EXPECT_TRUE(types.emplace(found[1], found[2]).second) << "twice: " << line;
    } else if (std::regex_match(line, found, sample)) {
      auto const family = family_of(found[1]);
      EXPECT_TRUE(types.contains(family)) << "no type before " << line;
      EXPECT_EQ(types[family] == "counter", family.ends_with("_total")) << line;
      EXPECT_TRUE(values.emplace(found[1].str() + found[2].str(), std::stod(found[4])).second)
          << "twice: " << line;
    } else {
      ADD_FAILURE() << "not of the format: " << line;
    }
  }

  double operator[](std::string const& series) const {
    auto const found = values.find(series);
    EXPECT_NE(found, values.end()) << series;
    return found == values.end() ? -1 : found->second;
  }

 private:
  std::set<std::string> helps_{};
};

TEST(Metrics, CountWhatTheChronicleTells) {
  Office office;
  office.metrics->accepted("shop", true);
  office.metrics->accepted("shop", true);
  office.metrics->accepted("shop", false);
  office.metrics->turned_away("", Reason::unauthenticated);
  office.metrics->turned_away("blog", Reason::other_module);
  office.settle("shop", Reason::tags_added, JobState::done);
  office.settle("shop", Reason::contentstack_unavailable, JobState::waiting);
  office.settle("shop", Reason::labeler_denied, JobState::parked);
  Exposition const text(office.metrics->text());
  EXPECT_EQ(text[R"(stacktag_deliveries_total{result="accepted",stack="shop"})"], 2);
  EXPECT_EQ(text[R"(stacktag_deliveries_total{result="duplicate",stack="shop"})"], 1);
  EXPECT_EQ(text[R"(stacktag_deliveries_total{result="accepted",stack="blog"})"], 0);
  EXPECT_EQ(text[R"(stacktag_deliveries_turned_away_total{outcome="rejected",)"
                 R"re(reason="unauthenticated",stack="(unknown)"})re"],
            1);
  EXPECT_EQ(text[R"(stacktag_deliveries_turned_away_total{outcome="skipped",)"
                 R"(reason="other_module",stack="blog"})"],
            1);
  EXPECT_EQ(text[R"(stacktag_outcomes_total{outcome="tagged",reason="tags_added",stack="shop"})"],
            1);
  EXPECT_EQ(
      text[R"(stacktag_outcomes_total{outcome="failed",reason="labeler_denied",stack="shop"})"], 1);
  EXPECT_EQ(text[R"(stacktag_retries_total{reason="contentstack_unavailable",stack="shop"})"], 1);
  EXPECT_EQ(text[R"(stacktag_parked_total{reason="labeler_denied",stack="shop"})"], 1);
  EXPECT_EQ(text.values.count(R"(stacktag_outcomes_total{outcome="failed",)"
                              R"(reason="contentstack_unavailable",stack="shop"})"),
            0);
}

TEST(Metrics, MeasureStepsAndCosts) {
  Office office;
  office.settle("shop", Reason::tags_added, JobState::done);
  office.settle("shop", Reason::tags_added, JobState::done);
  Exposition const text(office.metrics->text());
  EXPECT_EQ(text[R"(stacktag_step_duration_seconds_count{step="label"})"], 2);
  EXPECT_NEAR(text[R"(stacktag_step_duration_seconds_sum{step="label"})"], 0.6, 1e-9);
  EXPECT_EQ(text[R"(stacktag_step_duration_seconds_bucket{step="label",le="0.25"})"], 0);
  EXPECT_EQ(text[R"(stacktag_step_duration_seconds_bucket{step="label",le="0.5"})"], 2);
  EXPECT_EQ(text[R"(stacktag_step_duration_seconds_bucket{step="label",le="+Inf"})"], 2);
  EXPECT_EQ(text[R"(stacktag_step_duration_seconds_count{step="write"})"], 0);
  EXPECT_EQ(text[R"(stacktag_step_duration_seconds_count{step="total"})"], 2);
  EXPECT_EQ(text[R"(stacktag_label_calls_total{feature="labels",stack="shop"})"], 2);
  EXPECT_NEAR(text[R"(stacktag_label_cost_dollars_total{feature="labels",stack="shop"})"], 0.002,
              1e-9);
  EXPECT_EQ(text[R"(stacktag_asset_calls_total{kind="read",stack="shop"})"], 4);
  EXPECT_EQ(text[R"(stacktag_asset_calls_total{kind="write",stack="shop"})"], 2);
}

TEST(Metrics, LookUpQueueMoneyAndHeadroom) {
  Office office;
  office.clock.advance(std::chrono::seconds(10));
  office.http_status.connections_open = 5;
  office.http_status.refused[static_cast<std::size_t>(http::Refusal::too_often)] = 9;
  Exposition const text(office.metrics->text());
  EXPECT_EQ(text[R"(stacktag_queue_jobs{stack="shop",state="waiting"})"], 1);
  EXPECT_EQ(text[R"(stacktag_queue_jobs{stack="shop",state="running"})"], 1);
  EXPECT_EQ(text[R"(stacktag_queue_jobs{stack="blog",state="parked"})"], 1);
  EXPECT_EQ(text[R"(stacktag_queue_oldest_age_seconds{stack="shop"})"], 12);
  EXPECT_EQ(text[R"(stacktag_queue_oldest_age_seconds{stack="blog"})"], 0);
  EXPECT_EQ(text["stacktag_store_readable"], 1);
  EXPECT_NEAR(text[R"(stacktag_month_spending_dollars{stack="shop"})"], 0.004, 1e-9);
  EXPECT_EQ(text[R"(stacktag_month_budget_dollars{stack="shop"})"], 5);
  EXPECT_EQ(text.values.count(R"(stacktag_month_budget_dollars{stack="blog"})"), 0);
  EXPECT_EQ(text[R"(stacktag_rate_limit_headroom_calls{stack="shop",kind="read"})"], 7.5);
  EXPECT_EQ(text["stacktag_http_open_connections"], 5);
  EXPECT_EQ(text[R"(stacktag_http_refused_total{reason="too_often"})"], 9);
  EXPECT_EQ(text["process_start_time_seconds"], 1'772'366'400);
  EXPECT_GT(text["process_resident_memory_bytes"], 100'000);
  EXPECT_EQ(text[R"(stacktag_build_info{version=")" STACKTAG_VERSION R"("})"], 1);
}

TEST(Metrics, LeaveOutWhatTheStoreCannotTell) {
  Office office;
  office.jobs.fails = true;
  office.ledger.fails = true;
  auto const written = office.metrics->text();
  Exposition const text(written);
  EXPECT_EQ(text["stacktag_store_readable"], 0);
  EXPECT_THAT(written, Not(HasSubstr("stacktag_queue_jobs")));
  EXPECT_THAT(written, Not(HasSubstr("stacktag_month_spending_dollars")));
  EXPECT_EQ(text[R"(stacktag_month_budget_dollars{stack="shop"})"], 5);
}

// Series live as long as the process: their number must not grow with what comes from outside.
TEST(Metrics, KeepTheNumberOfSeriesBounded) {
  Office office;
  auto const all = [&office] {
    for (auto const& fact : all_reasons()) {
      office.settle("shop", fact.reason, JobState::done, "a message " + std::string(fact.name));
      office.settle("shop", fact.reason, JobState::parked);
      office.settle("shop", fact.reason, JobState::waiting);
      office.metrics->turned_away("shop", fact.reason);
    }
    return Exposition(office.metrics->text()).values.size();
  };
  auto const once = all();
  for (int i = 0; i < 20; ++i) {
    office.jobs.jobs[1].job.event.asset.uid = "blt" + std::to_string(i);
    EXPECT_EQ(all(), once);
  }
  EXPECT_THAT(office.metrics->text(), Not(HasSubstr("blt")));
}

}  // namespace
}  // namespace stacktag::server
