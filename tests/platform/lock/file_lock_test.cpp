// SPDX-License-Identifier: Apache-2.0
// One at a time.
#include "lock/file_lock.h"

#include <gtest/gtest.h>

#include "fakes/folder.h"

namespace stacktag {
namespace {

Result<FileLock> take(std::string const& path) {
  return FileLock::take(path, {Reason::labeler_unavailable, "another one has it"});
}

TEST(FileLock, IsHadByOneAtATime) {
  fakes::Folder const folder;
  auto const path = folder.path("model.lock");
  {
    auto const first = take(path);
    ASSERT_TRUE(first) << first.error().message;
    auto const second = take(path);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().reason, Reason::labeler_unavailable);
    EXPECT_TRUE(take(folder.path("other.lock")));
  }
  EXPECT_TRUE(take(path)) << "given up";
}

TEST(FileLock, NeedsAFolderThatMayBeWritten) {
  auto const lock = take("/nowhere/model.lock");
  ASSERT_FALSE(lock);
  EXPECT_EQ(lock.error().reason, Reason::bad_configuration);
}

}  // namespace
}  // namespace stacktag
