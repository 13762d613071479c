// SPDX-License-Identifier: Apache-2.0
// Two engines as one.
#include "engine/joint_labeler.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

namespace stacktag::cli {
namespace {

using ::testing::ElementsAre;

class Says final : public Labeler {
 public:
  explicit Says(LabelAnswer answer, int* asked = nullptr)
      : answer_(std::move(answer)), asked_(asked) {}
  LabelAnswer label(Image const&, LabelQuery const&, Deadline const&) override {
    if (asked_ != nullptr) {
      ++*asked_;
    }
    return answer_;
  }

 private:
  LabelAnswer answer_;
  int* asked_;
};

LabelAnswer labels(std::string const& engine, std::vector<Label> found, int paid = 0) {
  return {Labels{.found = std::move(found), .engine = engine, .model_version = engine + "-1"},
          paid};
}

LabelAnswer ask(LabelAnswer first, LabelAnswer second, LabelQuery const& query = {}) {
  return make_joint_labeler(std::make_unique<Says>(std::move(first)),
                            std::make_unique<Says>(std::move(second)))
      ->label({}, query, {});
}

TEST(JointLabeler, HasTheLabelsOfBothBestFirst) {
  auto const answer =
      ask(labels("a", {{"Red", 90}, {"Photo", 80}}, 1), labels("b", {{"Cat", 85}}, 2));
  ASSERT_TRUE(answer.labels);
  EXPECT_THAT(answer.labels->found,
              ElementsAre(Label{"Red", 90}, Label{"Cat", 85}, Label{"Photo", 80}));
  EXPECT_EQ(answer.labels->engine, "a+b");
  EXPECT_EQ(answer.labels->model_version, "a-1+b-1");
  EXPECT_EQ(answer.calls_paid, 3);
}

TEST(JointLabeler, OfTheSameLabelTheSurerCountsWithParentsAndBoxesOfBoth) {
  LabelInstance const box{{0, 0, 0.5, 0.5}, 80};
  LabelInstance const other{{0.5, 0, 0.5, 0.5}, 95};
  auto const answer = ask(labels("a", {{"Cat", 80, {"Pet", "Animal"}, {}, {}, {box}}}),
                          labels("b", {{"cat", 95, {"Animal", "Feline"}, {}, {}, {box, other}}}));
  EXPECT_THAT(answer.labels->found,
              ElementsAre(Label{"Cat", 95, {"Pet", "Animal", "Feline"}, {}, {}, {box, other}}));
}

TEST(JointLabeler, LabelsThatAnswerDifferentQuestionsStayApart) {
  auto const answer = ask(labels("a", {{"Red", 90}}),
                          labels("b", {{"Red", 80, {}, {}, {}, {}, Feature::properties}}));
  EXPECT_EQ(answer.labels->found.size(), 2u);
}

TEST(JointLabeler, GivesNoMoreThanAskedFor) {
  auto const answer =
      ask(labels("a", {{"Red", 90}}), labels("b", {{"Cat", 95}}), {.labels_max = 1});
  EXPECT_THAT(answer.labels->found, ElementsAre(Label{"Cat", 95}));
}

TEST(JointLabeler, FailsWhereEitherFails) {
  LabelAnswer const bad{fail(Reason::corrupt, "no picture"), 1};
  int asked = 0;
  auto const first = make_joint_labeler(std::make_unique<Says>(bad),
                                        std::make_unique<Says>(labels("b", {}), &asked))
                         ->label({}, {}, {});
  EXPECT_EQ(first.labels.error().reason, Reason::corrupt);
  EXPECT_EQ(asked, 0) << "nothing is looked at for an answer that cannot be whole";
  auto const second = ask(labels("a", {}, 1), bad);
  EXPECT_EQ(second.labels.error().reason, Reason::corrupt);
  EXPECT_EQ(second.calls_paid, 2);
}

}  // namespace
}  // namespace stacktag::cli
