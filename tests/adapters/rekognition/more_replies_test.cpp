// SPDX-License-Identifier: Apache-2.0
// The answers of the operations beside DetectLabels.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "adapters/rekognition/names.h"
#include "rekognition/reply.h"

namespace stacktag::rekognition {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

using Decode = Result<Labels> (*)(std::string_view);
constexpr Decode k_decoders[] = {decode_labels, decode_moderation, decode_text, decode_faces,
                                 decode_celebrities};

std::string golden(std::string const& name) {
  std::ifstream file(std::string(STACKTAG_GOLDEN) + "/aws/" + name + ".json");
  return {std::istreambuf_iterator<char>(file), {}};
}

Labels decoded(Decode decode, std::string const& body) {
  auto labels = decode(body);
  if (!labels) {
    ADD_FAILURE() << labels.error().message;
    return {};
  }
  return *std::move(labels);
}

TEST(moderation, has_its_parents_up_to_the_top) {
  auto const labels = decoded(decode_moderation, golden("detect_moderation_labels"));
  EXPECT_EQ(labels.engine, "rekognition");
  EXPECT_EQ(labels.model_version, "moderation 7.0");
  EXPECT_THAT(labels.found, ElementsAre(Label{.name = "Alcohol",
                                              .confidence = 93.14,
                                              .categories = {"Moderation"},
                                              .feature = Feature::moderation},
                                        Label{.name = "Alcoholic Beverages",
                                              .confidence = 93.14,
                                              .parents = {"Alcohol"},
                                              .categories = {"Moderation"},
                                              .feature = Feature::moderation}));
  auto const deep = decoded(decode_moderation, R"({"ModerationLabels":[
      {"Name":"c","ParentName":"b","Confidence":90},{"Name":"b","ParentName":"a","Confidence":95},
      {"Name":"a","ParentName":"","Confidence":96},{"Name":"x","ParentName":"gone"}]})");
  EXPECT_THAT(names(deep), ElementsAre("a", "b", "c", "x"));
  EXPECT_THAT(deep.found[2].parents, ElementsAre("b", "a"));
  EXPECT_THAT(deep.found[3].parents, ElementsAre("gone"));
}

TEST(moderation, does_not_go_round_in_circles) {
  auto const labels = decoded(decode_moderation, R"({"ModerationLabels":[
      {"Name":"a","ParentName":"b"},{"Name":"b","ParentName":"c"},{"Name":"c","ParentName":"b"},
      {"Name":"d","ParentName":"d"}]})");
  EXPECT_THAT(labels.found[0].parents, ElementsAre("b", "c"));
  EXPECT_THAT(labels.found[3].parents, IsEmpty());
}

TEST(text, is_its_lines_with_their_boxes) {
  auto const labels = decoded(decode_text, golden("detect_text"));
  EXPECT_EQ(labels.model_version, "text 3.0");
  EXPECT_THAT(
      labels.found,
      ElementsAre(
          Label{.name = "MONDAY SALE",
                .confidence = 99.42,
                .categories = {"Text"},
                .instances = {{{.left = 0.22, .top = 0.31, .width = 0.51, .height = 0.11}, 99.42}},
                .feature = Feature::text}));
}

TEST(text, is_short_and_has_letters) {
  struct Case {
    std::string line;
    bool is_tag;
  };
  for (auto const& [line, is_tag] :
       {Case{"STOP", true}, Case{"Exit 23", true}, Case{"one two three", true},
        Case{"one two three four", false}, Case{"  one   two  three  ", true}, Case{"ok", false},
        Case{"A B", false}, Case{"...", false}, Case{"", false}, Case{"2026", true},
        Case{"\xE5\x87\xBA\xE5\x8F\xA3", true}}) {
    auto const labels = decoded(decode_text, R"({"TextDetections":[{"Type":"LINE","Confidence":99,)"
                                             R"("DetectedText":")" +
                                                 line + "\"}]}");
    EXPECT_EQ(labels.found.size(), is_tag ? 1U : 0U) << line;
  }
}

TEST(text, that_is_there_twice_is_one_label_with_two_boxes) {
  auto const labels = decoded(decode_text, R"({"TextDetections":[
      {"Type":"LINE","DetectedText":"SALE","Confidence":91},
      {"Type":"LINE","DetectedText":"Sale","Confidence":97},
      {"Type":"WORD","DetectedText":"SALE","Confidence":99}]})");
  ASSERT_THAT(names(labels), ElementsAre("SALE"));
  EXPECT_EQ(labels.found[0].confidence, 97);
  EXPECT_EQ(labels.found[0].instances.size(), 2U);
}

TEST(faces, are_one_label_with_a_box_for_each) {
  auto const labels = decoded(decode_faces, golden("detect_faces_default"));
  EXPECT_EQ(labels.model_version, "");
  EXPECT_THAT(labels.found, ElementsAre(Label{.name = "Face",
                                              .confidence = 99.98,
                                              .categories = {"Faces"},
                                              .instances = {{{.left = 0.5555555820465088,
                                                              .top = 0.3366666734218597,
                                                              .width = 0.24,
                                                              .height = 0.18},
                                                             99.98}},
                                              .feature = Feature::faces}));
}

TEST(faces, are_told_to_smile_or_to_wear_glasses_but_never_their_gender_or_age) {
  auto const labels = decoded(decode_faces, R"({"FaceDetails":[
      {"Confidence":99,"BoundingBox":{"Left":0.25},"Smile":{"Value":true,"Confidence":91},
       "Eyeglasses":{"Value":false,"Confidence":97},"Gender":{"Value":"Female","Confidence":99},
       "AgeRange":{"Low":20,"High":30},"Beard":{"Value":true,"Confidence":99},
       "Emotions":[{"Type":"HAPPY","Confidence":99}]},
      {"Confidence":98,"Eyeglasses":{"Value":true,"Confidence":95},
       "Sunglasses":{"Value":true,"Confidence":93}}]})");
  EXPECT_THAT(names(labels), ElementsAre("Face", "Glasses", "Sunglasses", "Smile"));
  EXPECT_EQ(labels.found[0].instances.size(), 2U);
  EXPECT_THAT(labels.found[3].instances, ElementsAre(LabelInstance{{.left = 0.25}, 91}));
  EXPECT_THAT(labels.found[3].parents, ElementsAre("Face"));
}

TEST(celebrities, are_names_as_sure_as_the_match) {
  auto const labels = decoded(decode_celebrities, golden("recognize_celebrities"));
  EXPECT_THAT(
      labels.found,
      ElementsAre(
          Label{.name = "Example Celebrity",
                .confidence = 98,
                .categories = {"Celebrities"},
                .instances = {{{.left = 0.156, .top = 0.109, .width = 0.364, .height = 0.617}, 98}},
                .feature = Feature::celebrities}));
}

TEST(replies, are_read_leniently) {
  for (auto const* body :
       {"{}", R"({"ModerationLabels":null,"TextDetections":7,"FaceDetails":"x"})",
        R"({"ModerationLabels":[null,7,[],{},{"Name":3}],"CelebrityFaces":[{"Name":""},null]})",
        R"({"TextDetections":[{"Type":"LINE"},{"DetectedText":"abc"},{"Type":7}],
            "CelebrityFaces":{}})",
        R"({"FaceDetails":[null,"x",[]],"ImageProperties":[]})"}) {
    for (auto const decode : k_decoders) {
      EXPECT_THAT(decoded(decode, body).found, IsEmpty()) << body;
    }
  }
  EXPECT_THAT(decoded(decode_faces, R"({"FaceDetails":[{"Smile":7,"BoundingBox":[]}]})").found,
              ElementsAre(Label{.name = "Face",
                                .categories = {"Faces"},
                                .instances = {LabelInstance{}},
                                .feature = Feature::faces}));
}

TEST(replies, that_are_no_objects_may_come_out_well_another_time) {
  for (auto const* body : {"", "null", "[]", "<html></html>", "{\"FaceDetails\":["}) {
    for (auto const decode : k_decoders) {
      auto const labels = decode(body);
      ASSERT_FALSE(labels) << body;
      EXPECT_EQ(labels.error().reason, Reason::labeler_unavailable) << body;
    }
  }
}

}  // namespace
}  // namespace stacktag::rekognition
