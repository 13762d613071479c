// SPDX-License-Identifier: Apache-2.0
// From files that have come to a model that is ready.
#include "network_vision/install.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "adapters/network_vision/tiny_model.h"
#include "adapters/network_vision/wordnet_extract.h"
#include "network_vision/labeler.h"

namespace stacktag::network_vision {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class Installing : public testing::Test {
 protected:
  Result<Installed> run(Lesson lesson = {}) {
    if (lesson.wordnet_folder.empty()) {
      lesson.wordnet_folder = "/nowhere";
    }
    return install(model_.folder, model_.manifest, lesson);
  }

  void forget_digests() {
    for (auto& file : model_.manifest.files) {
      file.sha256.clear();
    }
  }

  void with_labels(std::vector<float> const& weights, int classes) {
    std::string labels;
    for (int i = 0; i < classes; ++i) {
      labels += "class " + std::to_string(i) + "\n";
    }
    model_.put("labels.txt", labels);
    model_.put("model.onnx",
               tiny::onnx(8, weights, std::vector<float>(static_cast<std::size_t>(classes))));
    model_.manifest.golden.reset();
  }

  TinyModel model_;
};

TEST_F(Installing, AModelThatBringsItsTestIsReadyAsItIs) {
  auto const installed = run();
  ASSERT_TRUE(installed) << installed.error().message;
  EXPECT_EQ(installed->manifest.golden, model_.manifest.golden);
  EXPECT_TRUE(make_labeler(model_.folder));
}

TEST_F(Installing, DigestsThatNobodyKnewAreKeptAndToldOf) {
  auto const expected = model_.manifest.files.at(0).sha256;
  forget_digests();
  model_.manifest.files.at(1).git_blob =
      measure("n00000001 red, redness\nn00000002 green\nblue\n").git_blob;
  auto const installed = run();
  ASSERT_TRUE(installed) << installed.error().message;
  EXPECT_EQ(installed->manifest.files.at(0).sha256, expected);
  EXPECT_THAT(installed->notes, Contains(HasSubstr("model.onnx: nobody has published its digest")));
  EXPECT_THAT(installed->notes, Contains(HasSubstr("labels.txt: Git names it as expected")));
  model_.write("model.onnx", tiny::red_and_green_boxes());
  EXPECT_EQ(make_labeler(model_.folder).error().reason, Reason::corrupt);
}

TEST_F(Installing, AFileThatIsNotTheOneThatIsMeantStopsIt) {
  model_.manifest.files.at(1).sha256 = std::string(64, '0');
  auto const installed = run();
  ASSERT_FALSE(installed);
  EXPECT_EQ(installed.error().reason, Reason::corrupt);
  EXPECT_FALSE(std::filesystem::exists(model_.folder + "/model.json"));
}

TEST_F(Installing, WithoutATestWhatItSaysOfADrawnPictureIsLearned) {
  model_.manifest.golden.reset();
  auto const installed = run();
  ASSERT_TRUE(installed) << installed.error().message;
  EXPECT_EQ(installed->manifest.golden->origin, Golden::Origin::learned);
  EXPECT_THAT(installed->notes, Contains(HasSubstr("not that it is right")));
  EXPECT_TRUE(make_labeler(model_.folder));
  // The same files, another network: the learned test notices.
  auto changed = installed->manifest;
  changed.input.order = ChannelOrder::bgr;
  model_.write("model.json", encode_manifest(changed));
  EXPECT_THAT(make_labeler(model_.folder).error().message, HasSubstr("fails its own test"));
}

TEST_F(Installing, AnUntrainedNetworkIsRefused) {
  constexpr int k_classes = 1000;
  std::vector<float> weights;
  std::uint32_t state = 1;
  for (int i = 0; i < k_classes * 3; ++i) {  // as small and as random as before any training
    state = state * 1'664'525 + 1'013'904'223;
    weights.push_back((static_cast<float>(state >> 8) / (1 << 24) - 0.5F) * 0.2F);
  }
  with_labels(weights, k_classes);
  auto const installed = run();
  ASSERT_FALSE(installed);
  EXPECT_THAT(installed.error().message, HasSubstr("looks untrained"));
}

TEST_F(Installing, ANetworkThatSaysTheSameOfEverythingIsRefused) {
  with_labels({0, 0, 0, 0, 0, 0}, 2);
  model_.put("model.onnx", tiny::onnx(8, {0, 0, 0, 0, 0, 0}, {9, 0}));
  EXPECT_THAT(run().error().message, HasSubstr("looks untrained"));
}

TEST_F(Installing, ThePictureOfTheUserConfirmsIt) {
  model_.manifest.golden.reset();
  auto const installed =
      run({.picture = TinyModel::picture({20, 220, 20}).bytes, .expected = "green"});
  ASSERT_TRUE(installed) << installed.error().message;
  EXPECT_EQ(installed->manifest.golden->origin, Golden::Origin::confirmed);
  EXPECT_EQ(installed->manifest.golden->labels.at(0).name, "Green");
  EXPECT_TRUE(make_labeler(model_.folder));
}

TEST_F(Installing, ThePictureOfTheUserMayContradictIt) {
  auto const picture = TinyModel::picture({20, 220, 20}).bytes;
  auto const installed = run({.picture = picture, .expected = "Red"});
  ASSERT_FALSE(installed);
  EXPECT_THAT(installed.error().message, HasSubstr("does not say Red of the picture, but Green"));
  EXPECT_FALSE(run({.picture = "no picture", .expected = "Red"}));
}

TEST_F(Installing, ADetectorThatFindsNothingInTheDrawingWantsAPicture) {
  model_.become_detector();
  model_.manifest.golden.reset();
  model_.put("model.onnx", tiny::onnx(8, std::vector<float>(21), {-1, 0, 0, 0, 0, 0, 0}, 1));
  EXPECT_THAT(run().error().message, HasSubstr("--picture"));
  model_.put("model.onnx", tiny::red_and_green_boxes());
  EXPECT_TRUE(run({.picture = TinyModel::picture({220, 20, 20}).bytes, .expected = "Red Thing"}));
}

TEST_F(Installing, WordNetsParentsAreKeptWithTheModel) {
  auto const extract = cats_and_tools();
  model_.write("index.noun", extract.index);
  model_.write("data.noun", extract.data);
  model_.put("labels.txt", "tabby, tabby cat\nhammer\nblue\n");
  model_.manifest.golden->labels = {{"Tabby Cat", 100}, {"Mammal", 100}};
  auto const installed = run({.wordnet_folder = model_.folder});
  ASSERT_TRUE(installed) << installed.error().message;
  EXPECT_EQ(installed->manifest.parents_file, "parents.json");
  auto const labeler = make_labeler(model_.folder);
  ASSERT_TRUE(labeler) << labeler.error().message;
  auto const labels =
      labeler.value()->label(TinyModel::picture({220, 20, 20}), {.confidence_min = 50}, {});
  std::vector<std::string> names;
  for (auto const& label : labels.labels.value().found) {
    names.push_back(label.name);
  }
  EXPECT_THAT(names, testing::UnorderedElementsAre("Tabby Cat", "Cat", "Mammal", "Animal"));
}

TEST_F(Installing, WithoutWordNetTheUserIsTold) {
  EXPECT_THAT(run().value().notes, Contains(HasSubstr("wordnet-base")));
}

}  // namespace
}  // namespace stacktag::network_vision
