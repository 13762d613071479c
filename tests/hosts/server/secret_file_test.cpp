// SPDX-License-Identifier: Apache-2.0
#include "server/secret_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "fakes/folder.h"

namespace stacktag::server {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char const* k_file = "CONTENTSTACK_STACK_MANAGEMENT_TOKEN_FILE";
constexpr char const* k_token = "CONTENTSTACK_STACK_MANAGEMENT_TOKEN";

TEST(SecretFile, CountsAsTheVariable) {
  fakes::Folder const folder;
  std::ofstream(folder.path("token")) << "  cs-secret\n";
  Environment environment({{k_file, folder.path("token")}});
  std::vector<std::string> mistakes;
  read_secret_files(environment, mistakes);
  EXPECT_THAT(mistakes, IsEmpty());
  EXPECT_EQ(environment.get(k_token), "cs-secret");
}

TEST(SecretFile, ThatIsMissingOrEmptyIsAMistake) {
  fakes::Folder const folder;
  std::ofstream(folder.path("empty")) << "\n";
  for (auto const& path : {folder.path("nowhere"), folder.path("empty")}) {
    Environment environment({{k_file, path}});
    std::vector<std::string> mistakes;
    read_secret_files(environment, mistakes);
    EXPECT_THAT(mistakes, ElementsAre(HasSubstr(path)));
    EXPECT_FALSE(environment.get(k_token));
  }
}

}  // namespace
}  // namespace stacktag::server
