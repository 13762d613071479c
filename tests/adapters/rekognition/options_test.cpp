// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rekognition/labeler.h"

namespace stacktag::rekognition {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

struct Read {
  Options options{};
  std::vector<std::string> mistakes{};
};

Read read(std::map<std::string, std::string, std::less<>> variables) {
  Environment const environment(std::move(variables));
  SettingsReader reader(environment);
  auto options = read_options(reader);
  return {std::move(options), reader.mistakes()};
}

TEST(options, are_those_of_the_original_function) {
  auto const [options, mistakes] = read({{"REKOGNITION_AWS_ID", "AKID"},
                                         {"REKOGNITION_AWS_SECRET", "secret"},
                                         {"REKOGNITION_AWS_REGION", "eu-west-1"},
                                         {"AWS_REGION", "us-east-1"}});
  EXPECT_THAT(mistakes, IsEmpty());
  EXPECT_EQ(options.region, "eu-west-1");
  EXPECT_EQ(options.endpoint, "https://rekognition.eu-west-1.amazonaws.com");
  EXPECT_EQ(options.fixed, (aws::Credentials{"AKID", "secret", {}, {}}));
}

TEST(options, fall_back_to_those_of_aws) {
  auto const [options, mistakes] = read({{"AWS_REGION", "us-east-1"}});
  EXPECT_THAT(mistakes, IsEmpty());
  EXPECT_EQ(options.region, "us-east-1");
  EXPECT_EQ(options.fixed, aws::Credentials{});
}

TEST(options, take_the_most_special_endpoint) {
  EXPECT_EQ(read({{"AWS_REGION", "us-east-1"}, {"AWS_ENDPOINT_URL", "http://127.0.0.1:1"}})
                .options.endpoint,
            "http://127.0.0.1:1");
  EXPECT_EQ(read({{"AWS_REGION", "us-east-1"},
                  {"AWS_ENDPOINT_URL", "http://127.0.0.1:1"},
                  {"AWS_ENDPOINT_URL_REKOGNITION", "http://127.0.0.1:2"}})
                .options.endpoint,
            "http://127.0.0.1:2");
}

TEST(options, name_every_mistake_without_the_secret) {
  auto const half = read({{"REKOGNITION_AWS_SECRET", "s3cr3t"}, {"AWS_ENDPOINT_URL", "nowhere"}});
  EXPECT_THAT(half.mistakes, ElementsAre(HasSubstr("REKOGNITION_AWS_ID is not set"),
                                         HasSubstr("REKOGNITION_AWS_REGION is not set"),
                                         HasSubstr("AWS_ENDPOINT_URL_REKOGNITION must be a URL")));
  for (auto const& mistake : half.mistakes) {
    EXPECT_THAT(mistake, Not(HasSubstr("s3cr3t")));
  }
  EXPECT_THAT(read({{"REKOGNITION_AWS_ID", "AKID"}, {"AWS_REGION", "us-east-1"}}).mistakes,
              ElementsAre(HasSubstr("REKOGNITION_AWS_SECRET is not set")));
}

TEST(options, refuse_what_is_no_region_of_detect_labels) {
  for (auto const* region : {"ireland", "EU-WEST-1", "eu-west-1.evil.com/", "us-east-1@x",
                             "a-very-long-name-that-is-no-region-at-all"}) {
    EXPECT_THAT(read({{"REKOGNITION_AWS_REGION", region}}).mistakes.at(0),
                HasSubstr("must be a region like"))
        << region;
  }
  EXPECT_THAT(read({{"AWS_REGION", "ca-central-1"}}).mistakes,
              ElementsAre(HasSubstr("no DetectLabels")));
}

}  // namespace
}  // namespace stacktag::rekognition
