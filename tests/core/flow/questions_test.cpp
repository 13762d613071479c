// SPDX-License-Identifier: Apache-2.0
// Several questions about one picture: what is paid where one of them fails, and what a repeat
// pays.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "world.h"

namespace stacktag {
namespace {

using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

/// Answers each feature with one label of its name; those that fail do so without being paid.
class Questioned final : public Labeler {
 public:
  std::map<Feature, Reason> failing{};
  std::vector<Features> asked{};

  LabelAnswer label(Image const&, LabelQuery const& query, Deadline const&) override {
    asked.push_back(query.features);
    last = query;
    LabelAnswer answer{Labels{}};
    for (auto const feature : query.features) {
      auto const failure = failing.find(feature);
      if (failure != failing.end()) {
        answer.labels = fail(failure->second, std::string(to_string(feature)));
        continue;
      }
      ++answer.calls_paid;
      add(answer.cost, {{feature, {1, 1000}}});
      Labels const found{.found = {{.name = std::string(to_string(feature)),
                                    .confidence = 95,
                                    .feature = feature}},
                         .engine = "fake"};
      add(answer.partial, {{feature}, found});
    }
    if (answer.labels) {
      answer.labels = std::move(answer.partial.labels);
      answer.partial = {};
    }
    return answer;
  }

  LabelQuery last{};
};

struct Way {
  world::World world{};
  Questioned engine{};

  explicit Way(Features features) {
    world.stack.create("f1");
    world.settings.questions.features = std::move(features);
  }
  Report deliver(std::string name = "create", int version = 1) {
    return Pipeline{world.stack,  world.pictures,    engine,        world.overlap, world.clock,
                    world.memory, world.stack_words, world.settings}
        .run(world.stack.event(std::move(name), version), {});
  }
};

TEST(Questions, AreAllAskedAndEachIsOnTheBill) {
  Way way({Feature::labels, Feature::moderation, Feature::text});
  way.world.settings.questions.thresholds = {{Feature::text, 91}};
  way.world.settings.questions.filters.labels_exclude = {"Person"};
  way.world.settings.tags.base.confidence_min = 65;
  auto const report = way.deliver();
  EXPECT_EQ(report.reason, Reason::tags_added);
  EXPECT_THAT(way.world.stack.now().tags, ElementsAre("labels", "moderation", "text"));
  EXPECT_EQ(report.label_calls, 3);
  EXPECT_EQ(report.cost, (Cost{{Feature::labels, {1, 1000}},
                               {Feature::moderation, {1, 1000}},
                               {Feature::text, {1, 1000}}}));
  EXPECT_EQ(way.engine.last.confidence_min, 65);
  EXPECT_EQ(threshold_of(way.engine.last, Feature::text), 91);
  EXPECT_THAT(way.engine.last.filters.labels_exclude, ElementsAre("Person"));
}

TEST(Questions, AreAskedAsLowAsTheLowestRuleMayCount) {
  Way way({Feature::labels, Feature::text});
  auto& settings = way.world.settings;
  settings.questions.thresholds = {{Feature::text, 90}};
  settings.tags.base.categories["colors"] = {.name = "Colors", .confidence_min = 20};
  way.deliver();
  EXPECT_EQ(way.engine.last.confidence_min, 20);
  EXPECT_EQ(threshold_of(way.engine.last, Feature::text), 20);
}

TEST(Questions, ARepeatPaysOnlyForWhatFailed) {
  Way way({Feature::labels, Feature::moderation, Feature::text});
  way.engine.failing = {{Feature::moderation, Reason::labeler_throttled}};
  auto const failed = way.deliver();
  EXPECT_EQ(failed.reason, Reason::labeler_throttled);
  EXPECT_EQ(failed.label_calls, 2);
  EXPECT_EQ(way.world.stack.writes, 0);

  way.engine.failing = {};
  auto const repeated = way.deliver();
  EXPECT_EQ(repeated.reason, Reason::tags_added);
  EXPECT_EQ(way.engine.asked.back(), Features{Feature::moderation});
  EXPECT_EQ(repeated.label_calls, 1);
  EXPECT_EQ(repeated.cost, (Cost{{Feature::moderation, {1, 1000}}}));
  EXPECT_THAT(way.world.stack.now().tags, UnorderedElementsAre("labels", "moderation", "text"));
}

TEST(Questions, AskedOnceAreNeverPaidTwiceHoweverOftenOneFails) {
  Way way({Feature::labels, Feature::faces});
  way.engine.failing = {{Feature::faces, Reason::labeler_unavailable}};
  int paid = 0;
  for (int i = 0; i < 5; ++i) {
    paid += way.deliver().label_calls;
  }
  EXPECT_EQ(paid, 1);
  EXPECT_EQ(way.engine.asked.size(), 5U);
}

TEST(Questions, AllAnsweredAreKnownToARepeatOfTheWrite) {
  Way way({Feature::labels, Feature::celebrities});
  way.world.stack.write_errors.push_back({Reason::contentstack_unavailable, "500"});
  EXPECT_EQ(way.deliver().label_calls, 2);
  auto const repeated = way.deliver();
  EXPECT_EQ(repeated.reason, Reason::tags_added);
  EXPECT_EQ(repeated.label_calls, 0);
  EXPECT_TRUE(repeated.cost.empty());
  EXPECT_EQ(way.engine.asked.size(), 1U);
}

TEST(Questions, TheKindOfTheFailureIsThatOfTheEvent) {
  struct Case {
    Reason reason;
    Outcome outcome;
  };
  for (auto const& [reason, outcome] : {Case{Reason::labeler_throttled, Outcome::failed},
                                        Case{Reason::labeler_denied, Outcome::failed},
                                        Case{Reason::refused_by_labeler, Outcome::rejected}}) {
    Way way({Feature::labels, Feature::text});
    way.engine.failing = {{Feature::text, reason}};
    auto const report = way.deliver();
    EXPECT_EQ(report.reason, reason);
    EXPECT_EQ(report.outcome(), outcome);
    EXPECT_EQ(report.message, "text");
  }
}

TEST(Questions, TheThresholdOfLabelsIsNotThatOfTheOthers) {
  Way way({Feature::labels, Feature::moderation});
  way.world.settings.tags.base.confidence_min = 99;
  way.world.settings.questions.thresholds = {{Feature::moderation, 50}};
  EXPECT_THAT(way.deliver().added, ElementsAre("moderation"));
}

}  // namespace
}  // namespace stacktag
