// SPDX-License-Identifier: Apache-2.0
// Networks that are loaded, put to their own test, and asked.
#include "network_vision/labeler.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "adapters/network_vision/tiny_model.h"

namespace stacktag::network_vision {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr drawings::Colour k_red{220, 20, 20};
constexpr drawings::Colour k_green{20, 220, 20};

class TinyLabeler : public testing::Test {
 protected:
  std::vector<Label> found(Image const& image, LabelQuery const& query = {}) {
    auto const labeler = make_labeler(model_.save());
    EXPECT_TRUE(labeler) << labeler.error().message;
    auto const answer = labeler.value()->label(image, query, {});
    EXPECT_TRUE(answer.labels) << answer.labels.error().message;
    EXPECT_EQ(answer.calls_paid, 0);
    return answer.labels.value().found;
  }

  Error refused() {
    auto const labeler = make_labeler(model_.save());
    EXPECT_FALSE(labeler);
    return labeler ? Error{} : labeler.error();
  }

  TinyModel model_;
};

TEST_F(TinyLabeler, SaysWhatIsInThePicture) {
  auto const red = found(TinyModel::picture(k_red));
  ASSERT_EQ(red.size(), 1u);
  EXPECT_EQ(red[0].name, "Red");
  EXPECT_GT(red[0].confidence, 99.9);
  EXPECT_EQ(found(TinyModel::picture(k_green)).at(0).name, "Green");
}

TEST_F(TinyLabeler, NamesItselfAndTheVersionOfItsManifest) {
  auto const ask = [this] {
    return make_labeler(model_.save())
        .value()
        ->label(TinyModel::picture(k_red), {}, {})
        .labels.value();
  };
  auto const labels = ask();
  EXPECT_EQ(labels.engine, "network:tiny");
  EXPECT_EQ(labels.model_version, measure(encode_manifest(model_.manifest)).sha256.substr(0, 12));
  model_.put("labels.txt", "red\nlime\nblue\n");
  EXPECT_NE(ask().model_version, labels.model_version);
}

TEST_F(TinyLabeler, SeesChannelsInTheOrderOfTheManifest) {
  model_.manifest.input.order = ChannelOrder::bgr;
  model_.manifest.golden->labels = {{"Blue", 100}};
  EXPECT_EQ(found(TinyModel::picture(k_red)).at(0).name, "Blue");
}

TEST_F(TinyLabeler, TakesTheMeanOffEachChannel) {
  model_.manifest.input.mean = {255, 0, 0};
  model_.manifest.golden =
      Golden{.picture = "golden.png", .labels = {{"Blue", 69.5}, {"Green", 69.5}}};
  auto const labels = found(TinyModel::picture(k_red), {.confidence_min = 10});
  EXPECT_THAT(labels, testing::SizeIs(2)) << "red has become the darkest";
}

TEST_F(TinyLabeler, LooksAtTheMiddleOrAtTheWhole) {
  // Green in the middle third, red to both sides.
  auto const striped = drawings::png(
      drawings::draw(300, 100, [](int x, int) { return x >= 100 && x < 200 ? k_green : k_red; }));
  EXPECT_EQ(found(striped).at(0).name, "Green");
  model_.manifest.input.fit = Fit::stretch;
  EXPECT_EQ(found(striped).at(0).name, "Red");
}

TEST_F(TinyLabeler, ReadsThePlainProbabilitiesOfASigmoid) {
  model_.manifest.activation = Activation::sigmoid;
  model_.manifest.golden->labels = {{"Red", 100}};
  auto const labels = found(TinyModel::picture(k_red), {.confidence_min = 0});
  EXPECT_THAT(labels, testing::SizeIs(3));
  EXPECT_GT(labels.at(1).confidence, 80) << "1 / (1 + e^-1.57) is 0.83 for the others";
}

TEST_F(TinyLabeler, DetectsThingsWithBoxes) {
  model_.become_detector();
  auto const labels = found(TinyModel::picture(k_red), {.confidence_min = 0});
  ASSERT_EQ(labels.size(), 2u);
  EXPECT_EQ(labels[0].name, "Red Thing");
  EXPECT_EQ(labels[0].instances.at(0).box, (Box{0.125, 0.25, 0.375, 0.5}));
  EXPECT_EQ(labels[1].name, "Green Thing");
  EXPECT_EQ(labels[1].instances.at(0).box, (Box{0.5, 0.25, 0.5, 0.5}))
      << "no wider than the picture";
}

TEST_F(TinyLabeler, DetectsByTheLayersOfMobileNetSsd) {
  model_.become_detector();
  model_.put("ssd.caffemodel", tiny::ssd_weights());
  model_.put("ssd.prototxt", tiny::k_ssd_layout);
  model_.manifest.format = Format::caffe;
  model_.manifest.weights = "ssd.caffemodel";
  model_.manifest.layout = "ssd.prototxt";
  model_.manifest.golden->labels = {{"Red Thing", 100}};
  auto const labels = found(TinyModel::picture(k_green), {.confidence_min = 0});
  ASSERT_EQ(labels.size(), 1u);
  EXPECT_EQ(labels[0].name, "Green Thing");
  EXPECT_EQ(labels[0].instances.at(0).box, (Box{0.25, 0.25, 0.5, 0.5}));
  EXPECT_THAT(found(TinyModel::picture({20, 20, 20}), {.confidence_min = 0}), IsEmpty())
      << "nothing of either colour";
}

TEST_F(TinyLabeler, RunsCaffesNetworksToo) {
  model_.put("model.caffemodel", tiny::caffe_weights());
  model_.put("model.prototxt", tiny::k_caffe_layout);
  model_.manifest.format = Format::caffe;
  model_.manifest.weights = "model.caffemodel";
  model_.manifest.layout = "model.prototxt";
  model_.manifest.activation = Activation::none;
  EXPECT_EQ(found(TinyModel::picture(k_green)).at(0).name, "Green");
}

TEST_F(TinyLabeler, IsRefusedWhereItFailsItsOwnTest) {
  model_.put("golden.png", TinyModel::picture(k_green).bytes);
  auto const error = refused();
  EXPECT_EQ(error.reason, Reason::bad_configuration);
  EXPECT_THAT(error.message, HasSubstr("should say Red 100.0, and says Green 100.0"));
  model_.manifest.golden->labels = {{"Green", 97}};
  EXPECT_THAT(refused().message, HasSubstr("should say Green 97.0"));
  model_.manifest.golden->labels = {{"Green", 99}};
  EXPECT_TRUE(make_labeler(model_.save())) << "within its tolerance";
}

TEST_F(TinyLabeler, IsRefusedWithoutATest) {
  model_.manifest.golden.reset();
  EXPECT_THAT(refused().message, HasSubstr("no golden picture"));
}

TEST_F(TinyLabeler, IsRefusedWhereAFileHasChanged) {
  for (auto const* name : {"model.onnx", "labels.txt", "golden.png"}) {
    TinyModel model;
    model.write(name, "changed");
    auto const labeler = make_labeler(model.save());
    ASSERT_FALSE(labeler) << name;
    EXPECT_EQ(labeler.error().reason, Reason::corrupt) << name;
    EXPECT_THAT(labeler.error().message, HasSubstr(name));
  }
}

TEST_F(TinyLabeler, IsRefusedWhereAFileIsMissingOrNone) {
  std::filesystem::remove(model_.folder + "/labels.txt");
  EXPECT_THAT(refused().message, HasSubstr("labels.txt cannot be read"));
  std::filesystem::create_directory(model_.folder + "/labels.txt");
  EXPECT_THAT(refused().message, HasSubstr("is no file"));
}

TEST_F(TinyLabeler, EveryMistakeOfTheManifestIsTold) {
  model_.write("model.json", R"({"kind": "wizard", "top": 0})");
  auto const labeler = make_labeler(model_.folder);
  ASSERT_FALSE(labeler);
  EXPECT_THAT(labeler.error().message,
              testing::AllOf(HasSubstr("model.json has mistakes: "), HasSubstr("kind must"),
                             HasSubstr("top must"), HasSubstr("licence is missing")));
  EXPECT_FALSE(make_labeler("/nowhere"));
}

TEST_F(TinyLabeler, WhatIsNoNetworkIsRefused) {
  auto const good = tiny::red_green_blue();
  for (auto const& bytes :
       {std::string("no network"), std::string{}, good.substr(0, good.size() / 2)}) {
    TinyModel model;
    model.put("model.onnx", bytes);
    auto const labeler = make_labeler(model.save());
    ASSERT_FALSE(labeler) << bytes.size();
    EXPECT_EQ(labeler.error().reason, Reason::bad_configuration);
    EXPECT_THAT(labeler.error().message, HasSubstr("the network "));
  }
}

TEST_F(TinyLabeler, MoreOrFewerNumbersThanLabelsAreRefused) {
  model_.put("labels.txt", "red\ngreen\n");
  EXPECT_THAT(refused().message, HasSubstr("gives 3 numbers for 2 labels"));
}

TEST_F(TinyLabeler, NumbersThatAreNoneAreRefused) {
  model_.put("model.onnx", tiny::onnx(8, {1e38F, 1e38F, 1e38F, 0, 0, 0, 0, 0, 0}, {0, 0, 0}));
  model_.manifest.input.scale = {1e6, 1e6, 1e6};
  EXPECT_THAT(refused().message, HasSubstr("what are no numbers"));
}

TEST_F(TinyLabeler, ANetworkThatGivesNoRowsIsNoDetector) {
  model_.become_detector();
  model_.put("model.onnx", tiny::red_green_blue());
  EXPECT_THAT(refused().message, HasSubstr("no rows of 7"));
}

TEST_F(TinyLabeler, PicturesThatCannotBeReadAreRejected) {
  auto const labeler = make_labeler(model_.save()).value();
  auto const answer = labeler->label({.bytes = "no picture"}, {}, {});
  ASSERT_FALSE(answer.labels);
  EXPECT_EQ(answer.labels.error().reason, Reason::unsupported_format);
  auto cut = TinyModel::picture(k_red);
  cut.bytes.resize(cut.bytes.size() / 2);
  EXPECT_EQ(labeler->label(cut, {}, {}).labels.error().reason, Reason::corrupt);
}

TEST_F(TinyLabeler, DoesNotLookOnceItIsCancelled) {
  auto const labeler = make_labeler(model_.save()).value();
  std::stop_source stop;
  stop.request_stop();
  auto const answer =
      labeler->label(TinyModel::picture(k_red), {}, {.cancelled = stop.get_token()});
  ASSERT_FALSE(answer.labels);
  EXPECT_EQ(answer.labels.error().reason, Reason::out_of_time);
}

}  // namespace
}  // namespace stacktag::network_vision
