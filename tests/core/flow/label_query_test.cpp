// SPDX-License-Identifier: Apache-2.0
#include "flow/label_query.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

namespace stacktag {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> names(Labels const& labels) {
  std::vector<std::string> found;
  for (auto const& label : labels.found) {
    found.push_back(label.name);
  }
  return found;
}

TEST(LabelQuery, AsksForLabelsAlone) {
  EXPECT_EQ(LabelQuery{}.features, Features{Feature::labels});
  EXPECT_FALSE(LabelQuery{}.filters.any());
}

TEST(LabelQuery, AFeatureHasItsOwnThresholdOrTheCommonOne) {
  LabelQuery const query{.confidence_min = 60, .thresholds = {{Feature::text, 95}}};
  EXPECT_EQ(threshold_of(query, Feature::text), 95);
  EXPECT_EQ(threshold_of(query, Feature::labels), 60);
}

TEST(LabelFilters, IncludeByNameOrCategoryAndExcludeWhatTheyName) {
  Label const dog{.name = "Dog", .categories = {"Animals and Pets"}};
  Label const car{.name = "Car", .categories = {"Vehicles and Automotive"}};
  struct Case {
    LabelFilters filters;
    bool dog;
    bool car;
  };
  for (auto const& [filters, with_dog, with_car] : {
           Case{{}, true, true},
           Case{{.labels_include = {"dog"}}, true, false},
           Case{{.labels_exclude = {"DOG"}}, false, true},
           Case{{.categories_include = {"animals and pets"}}, true, false},
           Case{{.categories_exclude = {"Animals and Pets"}}, false, true},
           Case{
               {.labels_include = {"Car"}, .categories_include = {"Animals and Pets"}}, true, true},
           Case{{.labels_include = {"Dog", "Car"}, .categories_exclude = {"Animals and Pets"}},
                false,
                true},
           Case{{.labels_include = {"Do"}}, false, false},
       }) {
    EXPECT_EQ(passes(filters, dog), with_dog);
    EXPECT_EQ(passes(filters, car), with_car);
  }
}

Labels all_kinds() {
  return {.found = {{.name = "Dog", .confidence = 90},
                    {.name = "Cat", .confidence = 60},
                    {.name = "Nothing", .confidence = std::numeric_limits<double>::quiet_NaN()},
                    {.name = "Red", .confidence = 80, .feature = Feature::properties},
                    {.name = "SALE", .confidence = 94, .feature = Feature::text},
                    {.name = "NOW", .confidence = 96, .feature = Feature::text}},
          .properties = ImageProperties{}};
}

TEST(LabelQuery, LeavesOnlyWhatItAsksFor) {
  auto labels = all_kinds();
  keep_asked(labels, {});
  EXPECT_THAT(names(labels), ElementsAre("Dog"));
  EXPECT_FALSE(labels.properties);

  labels = all_kinds();
  keep_asked(labels, {.features = {Feature::text, Feature::properties},
                      .thresholds = {{Feature::text, 95}}});
  EXPECT_THAT(names(labels), ElementsAre("Red", "NOW"));
  EXPECT_TRUE(labels.properties);
}

TEST(LabelQuery, FiltersLabelsAndNothingElse) {
  auto labels = all_kinds();
  keep_asked(labels, {.features = {Feature::labels, Feature::text},
                      .filters = {.labels_include = {"Bird"}}});
  EXPECT_THAT(names(labels), ElementsAre("SALE", "NOW"));
  keep_asked(labels, {.features = {Feature::labels}});
  EXPECT_THAT(labels.found, IsEmpty());
}

}  // namespace
}  // namespace stacktag
