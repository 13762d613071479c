// SPDX-License-Identifier: Apache-2.0
#include "rekognition/reply.h"
#include "adapters/rekognition/names.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

namespace stacktag::rekognition {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Labels decoded(std::string const& body) {
  auto labels = decode_labels(body);
  if (!labels) {
    ADD_FAILURE() << labels.error().message;
    return {};
  }
  return *std::move(labels);
}

Labels recorded(std::string const& name) {
  std::ifstream file(std::string(STACKTAG_GOLDEN) + "/aws/detect_labels_" + name + ".json");
  return decoded(std::string(std::istreambuf_iterator<char>(file), {}));
}

TEST(reply, may_hold_no_labels) {
  auto const labels = recorded("empty");
  EXPECT_THAT(labels.found, IsEmpty());
  EXPECT_EQ(labels.engine, "rekognition");
  EXPECT_EQ(labels.model_version, "3.0");
}

TEST(reply, is_read_with_all_that_is_known_of_a_label) {
  auto const labels = recorded("general_hydrant");
  EXPECT_EQ(labels.model_version, "3.0");
  ASSERT_EQ(labels.found.size(), 2u);
  EXPECT_EQ(labels.found[0], (Label{.name = "Fire Hydrant",
                                    .confidence = 96.8123550415039,
                                    .parents = {"Hydrant"},
                                    .categories = {"Public Safety"},
                                    .instances = {{{.left = 0.1297960877418518,
                                                    .top = 0.0265030674636364,
                                                    .width = 0.21148284733295442,
                                                    .height = 0.7519768476486206},
                                                   92.70159149169922}}}));
  EXPECT_EQ(labels.found[1], (Label{.name = "Hydrant",
                                    .confidence = 96.8123550415039,
                                    .categories = {"Tools and Machinery"}}));
}

TEST(reply, may_hold_several_instances_parents_and_aliases) {
  auto const labels = recorded("general_phone_people");
  ASSERT_GE(labels.found.size(), 2u);
  EXPECT_EQ(labels.found[0].name, "Person");
  EXPECT_THAT(labels.found[0].aliases, ElementsAre("Human"));
  EXPECT_EQ(labels.found[0].instances.size(), 2u);
  EXPECT_EQ(labels.found[0].instances[1].confidence, 97.2210464477539);
  EXPECT_EQ(labels.found[1].name, "Mobile Phone");
  EXPECT_THAT(labels.found[1].parents, ElementsAre("Electronics", "Phone"));
}

TEST(reply, may_hold_image_properties_beside_the_labels_or_alone) {
  auto const both = recorded("general_and_image_properties");
  EXPECT_THAT(names(both), ElementsAre("Car", "Vehicle", "Transportation", "Gray", "Green"));
  EXPECT_THAT(both.found[0].aliases, ElementsAre("Automobile"));
  EXPECT_EQ(both.found[0].instances.size(), 1u);
  EXPECT_EQ(both.found[3].feature, Feature::properties);
  auto const alone = recorded("image_properties_only");
  EXPECT_THAT(names(alone), ElementsAre("Gray"));
  EXPECT_EQ(alone.model_version, "3.0");
}

TEST(reply, has_every_key_of_the_image_properties) {
  auto const properties = recorded("general_and_image_properties").properties;
  ASSERT_TRUE(properties);
  EXPECT_EQ(properties->whole.quality,
            (Quality{64.2172622680664, 88.10211181640625, 71.9338150024414}));
  ASSERT_EQ(properties->whole.colours.size(), 3u);
  EXPECT_EQ(properties->whole.colours[1], (Colour{.red = 46,
                                                  .green = 79,
                                                  .blue = 58,
                                                  .css_name = "darkslategrey",
                                                  .simplified = "green",
                                                  .pixel_percent = 17.2}));
  EXPECT_EQ(properties->foreground->quality, (Quality{55.803, 91.2, 0}));
  EXPECT_EQ(properties->foreground->colours.size(), 1u);
  EXPECT_EQ(properties->background->colours.at(0).pixel_percent, 52.3);
  EXPECT_EQ(recorded("general_hydrant").properties, std::nullopt);
}

TEST(reply, is_read_leniently_in_its_image_properties) {
  auto const properties = decoded(R"({"ImageProperties":{"Quality":7,"Foreground":null,
      "DominantColors":[null,{"Red":-5,"Green":300,"Blue":"x","SimplifiedColor":"RED",
      "PixelPercent":1},{"PixelPercent":2}]}})")
                              .properties;
  ASSERT_TRUE(properties);
  EXPECT_EQ(properties->whole.quality, Quality{});
  EXPECT_THAT(properties->whole.colours,
              ElementsAre(Colour{.pixel_percent = 2},
                          Colour{.green = 255, .simplified = "red", .pixel_percent = 1}));
  EXPECT_FALSE(properties->foreground || properties->background);
}

TEST(reply, is_sorted_best_first_and_keeps_the_order_of_equals) {
  EXPECT_THAT(names(decoded(R"({"Labels":[{"Name":"c","Confidence":70},{"Name":"a","Confidence":99},
                  {"Name":"d","Confidence":70},{"Name":"b","Confidence":80.5}]})")),
              ElementsAre("a", "b", "c", "d"));
}

TEST(reply, is_read_leniently) {
  auto const labels = decoded(R"({"Labels":[
      {"Name":"whole","Confidence":90,"Parents":[{"Name":"p"},{},null,7,{"Name":3}],
       "Instances":[{},{"BoundingBox":null,"Confidence":"x"}]},
      {"Confidence":99}, {"Name":""}, {"Name":null}, {"Name":7}, null, "text", [],
      {"Name":"bare"},
      {"Name":"odd","Confidence":"80","Parents":{},"Aliases":"x","Categories":null,
       "Instances":7}],
      "LabelModelVersion":3,"OrientationCorrection":null,"New":{"Key":[1]}})");
  EXPECT_THAT(names(labels), ElementsAre("whole", "bare", "odd"));
  EXPECT_THAT(labels.found[0].parents, ElementsAre("p"));
  EXPECT_THAT(labels.found[0].instances, ElementsAre(LabelInstance{}, LabelInstance{}));
  EXPECT_EQ(labels.found[1], Label{.name = "bare"});
  EXPECT_EQ(labels.found[2], Label{.name = "odd"});
  EXPECT_EQ(labels.model_version, "");
  EXPECT_THAT(decoded("{}").found, IsEmpty());
  EXPECT_THAT(decoded(R"({"Labels":null})").found, IsEmpty());
  EXPECT_THAT(decoded(R"({"Labels":"none"})").found, IsEmpty());
}

TEST(reply, that_is_no_object_may_come_out_well_another_time) {
  for (auto const* body : {"", "null", "[]", "7", "\"text\"", "{\"Labels\":[", "<html></html>",
                           "{\"Labels\":[{\"Name\":\"\xC3\"}]}", "{}{}"}) {
    auto const labels = decode_labels(body);
    ASSERT_FALSE(labels) << body;
    EXPECT_EQ(labels.error().reason, Reason::labeler_unavailable) << body;
  }
}

}  // namespace
}  // namespace stacktag::rekognition
