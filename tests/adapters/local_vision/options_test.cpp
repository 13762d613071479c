// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "local_vision/known_labels.h"
#include "local_vision/labeler.h"

namespace stacktag::local_vision {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(LocalLabels, AreTheUsualOnesUnlessAskedForOtherwise) {
  Switches const usual;
  for (auto const& label : known_labels()) {
    EXPECT_EQ(usual.is_on(label.name), label.is_default) << label.name;
  }
  EXPECT_FALSE(usual.is_on("Dog"));
}

TEST(LocalLabels, GoOnAndOffByName) {
  Switches const changed({"cat", "-Night"});
  EXPECT_TRUE(changed.is_on("Cat"));
  EXPECT_FALSE(changed.is_on("Night"));
  EXPECT_TRUE(changed.is_on("Face"));
  EXPECT_FALSE(changed.is_on("Pedestrian"));
}

TEST(LocalLabels, AllIsEveryLabelAndTheLastWordCounts) {
  Switches const all({"all"});
  Switches const one({"-all", "Text"});
  for (auto const& label : known_labels()) {
    EXPECT_TRUE(all.is_on(label.name)) << label.name;
    EXPECT_EQ(one.is_on(label.name), label.name == "Text") << label.name;
  }
}

TEST(LocalLabels, AreReadFromTheEnvironment) {
  Environment environment;
  environment.set("STACKTAG_LOCAL_LABELS", "Cat, -QR Code");
  SettingsReader reader(environment);
  EXPECT_THAT(read_options(reader).labels, ElementsAre("Cat", "-QR Code"));
  EXPECT_THAT(reader.mistakes(), IsEmpty());
}

TEST(LocalLabels, AnUnknownNameIsAMistakeThatNamesTheKnownOnes) {
  Environment environment;
  environment.set("STACKTAG_LOCAL_LABELS", "Cat,-Dgo,Unicorn");
  SettingsReader reader(environment);
  read_options(reader);
  EXPECT_THAT(reader.mistakes(), ElementsAre(AllOf(HasSubstr("STACKTAG_LOCAL_LABELS"),
                                                   HasSubstr("-Dgo"), HasSubstr("QR Code")),
                                             HasSubstr("Unicorn")));
}

}  // namespace
}  // namespace stacktag::local_vision
