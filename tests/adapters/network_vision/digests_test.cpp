// SPDX-License-Identifier: Apache-2.0
// Whether a file is the one that is meant.
#include "network_vision/digests.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/network_vision/tiny_model.h"

namespace stacktag::network_vision {
namespace {

// As `git hash-object` and `sha256sum` give them for "hello\n".
constexpr char const* k_blob = "ce013625030ba8dba906f756967f9e9ca394464a";
constexpr char const* k_sha256 = "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03";

TEST(FileDigests, AreThoseOfGitAndOfSha256sum) {
  EXPECT_EQ(measure("hello\n"), (Digests{6, k_sha256, k_blob}));
}

TEST(FileDigests, AreTheSameReadInBlocks) {
  TinyModel model;
  std::string const large(3'000'000, 'x');
  model.write("large", large);
  model.write("none", "");
  EXPECT_EQ(measure_file(model.folder + "/large").value(), measure(large));
  EXPECT_EQ(measure_file(model.folder + "/none").value(), measure(""));
  EXPECT_FALSE(measure_file(model.folder + "/missing"));
}

TEST(FileDigests, TellWhatDiffers) {
  auto const found = measure("hello\n");
  EXPECT_TRUE(check({.name = "a"}, found));
  EXPECT_TRUE(check({.name = "a", .bytes = 6, .sha256 = k_sha256, .git_blob = k_blob}, found));
  struct Case {
    File file;
    char const* what;
  };
  Case const table[]{{{.name = "a", .bytes = 7}, "size"},
                     {{.name = "a", .sha256 = std::string(64, '0')}, "SHA-256"},
                     {{.name = "a", .git_blob = std::string(40, '0')}, "Git blob"}};
  for (auto const& [file, what] : table) {
    auto const checked = check(file, found);
    ASSERT_FALSE(checked) << what;
    EXPECT_EQ(checked.error().reason, Reason::corrupt);
    EXPECT_THAT(checked.error().message, testing::HasSubstr(what));
  }
}

}  // namespace
}  // namespace stacktag::network_vision
