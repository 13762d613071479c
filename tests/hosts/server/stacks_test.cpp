// SPDX-License-Identifier: Apache-2.0
#include "server/stacks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "fakes/folder.h"

namespace stacktag::server {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

using Variables = std::map<std::string, std::string, std::less<>>;

Variables usual() {
  return {{"REKOGNITION_AWS_ID", "AKIDEXAMPLE"},
          {"REKOGNITION_AWS_SECRET", "secret"},
          {"REKOGNITION_AWS_REGION", "us-east-1"},
          {"MAX_TAGS", "7"}};
}

struct Read {
  std::vector<StackSettings> stacks{};
  std::vector<std::string> mistakes{};
};

class Stacks : public ::testing::Test {
 protected:
  Read read(std::string const& toml) {
    std::ofstream(folder_.path("stacktag.toml")) << toml;
    auto variables = usual();
    variables["STACKTAG_CONFIG"] = folder_.path("stacktag.toml");
    Read result;
    result.stacks = read_stacks(Environment(variables), result.mistakes);
    return result;
  }

  fakes::Folder folder_{};
};

TEST_F(Stacks, TheEnvironmentAloneMakesOne) {
  auto variables = usual();
  variables["CONTENTSTACK_STACK_API_KEY"] = "bltkey";
  variables["CONTENTSTACK_STACK_MANAGEMENT_TOKEN"] = "cstoken";
  variables["STACKTAG_CONFIG"] = folder_.path("none.toml");
  std::ofstream(folder_.path("none.toml")) << "";
  std::vector<std::string> mistakes;
  auto const stacks = read_stacks(Environment(variables), mistakes);
  EXPECT_THAT(mistakes, IsEmpty());
  ASSERT_THAT(stacks, SizeIs(1));
  EXPECT_EQ(stacks[0].name, "default");
  EXPECT_EQ(stacks[0].settings.contentstack.api_key, "bltkey");
}

TEST_F(Stacks, EachSaysWhatDiffersFromTheEnvironment) {
  std::ofstream(folder_.path("shop.token")) << "token-of-the-shop\n";
  std::ofstream(folder_.path("shop.toml")) << "[tags]\nmin_confidence = 90\n";
  auto const read = this->read(R"(
[tags]
min_confidence = 60

[[stack]]
name = "shop"
api_key = "bltshop"
management_token_file = "shop.token"
region = "eu"
branches = ["main", "preview"]
rules = "shop.toml"
budget = 2.5
budget_beyond = "wait"
webhook_hmac_keys = ["new", "old"]
label_calls_per_second = 40

[[stack]]
name = "blog"
api_key = "bltblog"
management_token = "token-of-the-blog"
engine = "local"
)");
  EXPECT_THAT(read.mistakes, IsEmpty());
  ASSERT_THAT(read.stacks, SizeIs(2));
  auto const& shop = read.stacks[0];
  EXPECT_EQ(shop.name, "shop");
  EXPECT_EQ(shop.settings.contentstack.management_token, "token-of-the-shop");
  EXPECT_EQ(shop.settings.contentstack.region.id, "eu");
  EXPECT_THAT(shop.branches, ElementsAre("main", "preview"));
  EXPECT_EQ(shop.budget, (Budget{2'500'000, Beyond::wait}));
  EXPECT_THAT(shop.settings.auth.hmac_keys, ElementsAre("new", "old"));
  EXPECT_EQ(shop.label_calls_per_second, 40);
  EXPECT_EQ(general_policy(shop.settings.tags).confidence_min, 90);
  EXPECT_EQ(general_policy(shop.settings.tags).tags_max, 7) << "as the environment says for all";
  auto const& blog = read.stacks[1];
  EXPECT_EQ(blog.engine, Engine::local);
  EXPECT_EQ(blog.settings.contentstack.region.id, "na");
  EXPECT_EQ(general_policy(blog.settings.tags).confidence_min, 60);
  EXPECT_THAT(blog.branches, IsEmpty());
}

TEST_F(Stacks, MistakesNameTheirStack) {
  auto const read = this->read(R"(
[[stack]]
name = "shop"
api_key = "bltshop"
region = "mars"
)");
  EXPECT_THAT(read.mistakes, Contains(HasSubstr("shop: CONTENTSTACK_REGION")));
  EXPECT_THAT(read.mistakes,
              Contains(HasSubstr("shop: CONTENTSTACK_STACK_MANAGEMENT_TOKEN is not set")));
}

TEST_F(Stacks, MistakesInTheTablesArePointedAt) {
  for (auto const& [toml, told] : std::vector<std::pair<std::string, std::string>>{
           {"[[stack]]\napi_key = \"a\"\n", "stack 1 needs a name"},
           {"[[stack]]\nname = \"A b\"\napi_key = \"a\"\n", "stack 1 needs a name"},
           {"[[stack]]\nname = \"a\"\n", "stack 1 needs api_key"},
           {"[[stack]]\nname = \"a\"\napi_key = \"a\"\ntokken = \"x\"\n", "tokken"},
           {"[[stack]]\nname = \"a\"\napi_key = \"a\"\nbranches = [\"x,y\"]\n", "comma"},
           {"[[stack]]\nname = \"a\"\napi_key = \"a\"\n[[stack]]\nname = \"a\"\napi_key = \"b\"\n",
            "has the name"},
           {"[[stack]]\nname = \"a\"\napi_key = \"a\"\n[[stack]]\nname = \"b\"\napi_key = \"a\"\n",
            "same api_key"}}) {
    EXPECT_THAT(read(toml).mistakes, Contains(HasSubstr(told))) << toml;
  }
}

}  // namespace
}  // namespace stacktag::server
