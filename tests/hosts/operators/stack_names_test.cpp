// SPDX-License-Identifier: Apache-2.0
// Stacks by name and by key.
#include "server/stack_names.h"

#include <gtest/gtest.h>

#include "fakes/folder.h"

namespace stacktag::server {
namespace {

TEST(StackNames, OfAServerHideKeys) {
  auto const names = names_of({{.name = "shop", .api_key = "bltshop"}});
  EXPECT_EQ(names.shown("bltshop"), "shop");
  EXPECT_EQ(names.shown("bltother"), "(not configured)");
  EXPECT_EQ(names.key_of("shop"), "bltshop");
  EXPECT_EQ(names.key_of("bltshop"), std::nullopt);
  EXPECT_EQ(names.cleaned("bltshop and bltshop of bltother", "bltother"),
            "shop and shop of (not configured)");
  EXPECT_EQ(names.cleaned("nothing", ""), "nothing");
}

TEST(StackNames, AreReadFromTheFileOfRules) {
  fakes::Folder const folder;
  Environment environment;
  environment.set("STACKTAG_CONFIG",
                  folder.write("stacktag.toml", "[[stack]]\nname = 'shop'\napi_key = 'bltshop'\n"));
  auto const names = configured_names(environment);
  EXPECT_EQ(names.shown("bltshop"), "shop");
  EXPECT_EQ(names.shown("bltother"), "bltother");
  EXPECT_EQ(names.cleaned("of bltshop", "bltshop"), "of bltshop");
}

TEST(StackNames, DoWithoutAFileThatCanBeRead) {
  fakes::Folder const folder;
  Environment environment;
  environment.set("STACKTAG_CONFIG", folder.write("stacktag.toml", "[[stack"));
  EXPECT_EQ(configured_names(environment).shown("bltshop"), "bltshop");
  environment.set("STACKTAG_CONFIG", folder.path("nothing.toml"));
  EXPECT_EQ(configured_names(environment).shown("bltshop"), "bltshop");
}

TEST(StackNames, CallTheOnlyStackOfTheEnvironmentAsTheServerDoes) {
  fakes::Folder const folder;
  Environment environment;
  environment.set("STACKTAG_CONFIG", folder.write("stacktag.toml", ""));
  environment.set("CONTENTSTACK_STACK_API_KEY", "bltshop");
  EXPECT_EQ(configured_names(environment).shown("bltshop"), "default");
}

// A name that holds a key would be replaced for ever.
TEST(StackNames, EndWithNamesThatHoldKeys) {
  auto const names = names_of({{.name = "a", .api_key = "a"}});
  EXPECT_EQ(names.cleaned("aa", "a"), "aa");
}

}  // namespace
}  // namespace stacktag::server
