// SPDX-License-Identifier: Apache-2.0
#include "flow/features.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace stacktag {
namespace {

using ::testing::ElementsAre;

TEST(Features, AreKnownByName) {
  for (auto const name : feature_names()) {
    auto const feature = feature_named(name);
    ASSERT_TRUE(feature) << name;
    EXPECT_EQ(to_string(*feature), name);
  }
  EXPECT_EQ(feature_named("Moderation"), Feature::moderation);
  EXPECT_EQ(feature_named("celebrity"), std::nullopt);
  EXPECT_EQ(feature_named(""), std::nullopt);
}

TEST(Costs, AddUpByFeature) {
  Cost sum;
  add(sum, {{Feature::labels, {1, 1000}}, {Feature::properties, {1, 750}}});
  add(sum, {{Feature::labels, {2, 2000}}, {Feature::text, {1, 1000}}});
  EXPECT_EQ(sum, (Cost{{Feature::labels, {3, 3000}},
                       {Feature::properties, {1, 750}},
                       {Feature::text, {1, 1000}}}));
  EXPECT_EQ(microdollars(sum), 4750);
  EXPECT_DOUBLE_EQ(dollars(4750), 0.00475);
  EXPECT_EQ(microdollars({}), 0);
}

TEST(Answers, ToFurtherQuestionsComeBesideThoseThatAreThere) {
  Answered known{
      {Feature::labels},
      {.found = {{.name = "Horse", .confidence = 99}, {.name = "Field", .confidence = 80}},
       .engine = "rekognition",
       .model_version = "3.0"}};
  Labels const more{.found = {{.name = "Face", .confidence = 90, .feature = Feature::faces}},
                    .engine = "rekognition",
                    .model_version = "faces 2"};
  add(known, {{Feature::faces}, more});
  EXPECT_EQ(known.features, (Features{Feature::labels, Feature::faces}));
  std::vector<std::string> names;
  for (auto const& label : known.labels.found) {
    names.push_back(label.name);
  }
  EXPECT_THAT(names, ElementsAre("Horse", "Face", "Field"));
  EXPECT_EQ(known.labels.engine, "rekognition");
  EXPECT_EQ(known.labels.model_version, "3.0, faces 2");
  add(known, {{Feature::properties}, {.properties = ImageProperties{}}});
  EXPECT_TRUE(known.labels.properties);
  add(known, {{Feature::text}, {}});
  EXPECT_TRUE(known.labels.properties) << "an answer without them takes none away";
  EXPECT_EQ(known.labels.model_version, "3.0, faces 2");
}

}  // namespace
}  // namespace stacktag
