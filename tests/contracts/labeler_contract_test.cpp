// SPDX-License-Identifier: Apache-2.0
// What ports/labeler.h promises.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "adapters/local_vision/drawings.h"
#include "adapters/network_vision/tiny_model.h"
#include "cloud/cloud.h"
#include "core/flow/world.h"
#include "http/client.h"
#include "http/server.h"
#include "local_vision/labeler.h"
#include "network_vision/labeler.h"
#include "pace/system_clock.h"
#include "rekognition/labeler.h"

namespace stacktag {
namespace {

using testing::IsEmpty;
using testing::Not;

std::unique_ptr<Labeler> local_vision_engine() {
  return local_vision::make_labeler({}).value();
}

std::unique_ptr<Labeler> network_engine() {
  network_vision::TinyModel const model;
  return network_vision::make_labeler(model.save()).value();
}

/// Our own client of Rekognition against the sandbox's, which asks the local engine.
class RekognitionOnLoopback final : public Labeler {
 public:
  LabelAnswer label(Image const& image, LabelQuery const& query,
                    Deadline const& deadline) override {
    return labeler_->label(image, query, deadline);
  }

 private:
  class Keys final : public aws::CredentialsProvider {
   public:
    Result<aws::Credentials> get(Deadline const&) override {
      return aws::Credentials{.access_key_id = "AKID", .secret_access_key = "secret"};
    }
    void forget() override {}
  };

  SystemClock clock_{};
  fakes::InTurn overlap_{};
  Keys keys_{};
  std::unique_ptr<Labeler> engine_ = local_vision_engine();
  sandbox::Cloud cloud_{{.keys = {{"AKID", {.secret = "secret"}}}}, *engine_, clock_};
  std::unique_ptr<sandbox::Server> server_ =
      sandbox::start_server({}, [this](sandbox::Request const& request) {
        return cloud_.answer(request).value_or(sandbox::Reply{.status = 404});
      });
  std::unique_ptr<http::Client> client_ = http::make_client({});
  std::unique_ptr<Labeler> labeler_ = rekognition::make_labeler(
      {.region = "us-east-1", .endpoint = "http://127.0.0.1:" + std::to_string(server_->port())},
      keys_, *client_, clock_, overlap_);
};

struct MadeLabeler {
  std::string name;
  std::function<std::unique_ptr<Labeler>()> make;
};

class LabelerContract : public testing::TestWithParam<MadeLabeler> {
 protected:
  std::vector<Label> found(LabelQuery const& query) {
    auto const answer = labeler_->label(picture_, query, {});
    EXPECT_TRUE(answer.labels) << answer.labels.error().message;
    return answer.labels.value_or(Labels{}).found;
  }

  std::unique_ptr<Labeler> labeler_ = GetParam().make();
  Image const picture_ = drawings::png(drawings::plain(200, 100, {220, 20, 20}));
};

TEST_P(LabelerContract, LabelsComeBestFirstWithinAHundred) {
  auto const labels = found({.confidence_min = 0, .labels_max = 100});
  ASSERT_THAT(labels, Not(IsEmpty()));
  EXPECT_TRUE(std::ranges::is_sorted(labels, std::ranges::greater{}, &Label::confidence));
  for (auto const& label : labels) {
    EXPECT_NE(label.name, "");
    EXPECT_GE(label.confidence, 0) << label.name;
    EXPECT_LE(label.confidence, 100) << label.name;
  }
}

TEST_P(LabelerContract, LabelsHaveAtLeastTheConfidenceThatIsAskedFor) {
  auto const all = found({.confidence_min = 0, .labels_max = 100});
  for (double const least : {50.0, 92.5, 99.5}) {
    auto expected = all;
    std::erase_if(expected, [least](Label const& label) { return label.confidence < least; });
    EXPECT_EQ(found({.confidence_min = least, .labels_max = 100}), expected) << least;
  }
}

TEST_P(LabelerContract, LabelsAreNoMoreThanAskedForAndTheBest) {
  auto const all = found({.confidence_min = 0, .labels_max = 100});
  ASSERT_GE(all.size(), 2u);
  auto const one = found({.confidence_min = 0, .labels_max = 1});
  ASSERT_EQ(one.size(), 1u);
  EXPECT_EQ(one[0], all[0]);
}

TEST_P(LabelerContract, AnAnswerNamesItsEngineAndCostsOneCallAtMost) {
  auto const answer = labeler_->label(picture_, {}, {});
  ASSERT_TRUE(answer.labels);
  EXPECT_NE(answer.labels->engine, "");
  EXPECT_GE(answer.calls_paid, 0);
  EXPECT_LE(answer.calls_paid, 1);
}

TEST_P(LabelerContract, LabelsAnswerNothingThatIsNotAsked) {
  auto const labels = found({.confidence_min = 0, .labels_max = 100});
  ASSERT_THAT(labels, Not(IsEmpty()));
  for (auto const& label : labels) {
    EXPECT_EQ(label.feature, Feature::labels) << label.name;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Of, LabelerContract,
    testing::Values(MadeLabeler{"InMemory", [] { return std::make_unique<world::Engine>(); }},
                    MadeLabeler{"LocalVision", local_vision_engine},
                    MadeLabeler{"NetworkVision", network_engine},
                    MadeLabeler{"Rekognition",
                                [] { return std::make_unique<RekognitionOnLoopback>(); }}),
    [](auto const& made) { return made.param.name; });

/// The same, of pictures that an engine cannot read. The engine in memory reads none at all.
class LabelerRefusals : public LabelerContract {};

TEST_P(LabelerRefusals, APictureThatCannotBeReadIsRejectedAndCostsNothing) {
  auto const answer = labeler_->label({.bytes = "no picture at all"}, {}, {});
  ASSERT_FALSE(answer.labels);
  EXPECT_EQ(answer.labels.error().kind(), ErrorKind::reject) << answer.labels.error().message;
  EXPECT_EQ(answer.calls_paid, 0);
}

INSTANTIATE_TEST_SUITE_P(
    Of, LabelerRefusals,
    testing::Values(MadeLabeler{"LocalVision", local_vision_engine},
                    MadeLabeler{"NetworkVision", network_engine},
                    MadeLabeler{"Rekognition",
                                [] { return std::make_unique<RekognitionOnLoopback>(); }}),
    [](auto const& made) { return made.param.name; });

}  // namespace
}  // namespace stacktag
