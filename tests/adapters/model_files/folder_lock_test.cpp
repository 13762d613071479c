// SPDX-License-Identifier: Apache-2.0
// One at a time.
#include "model_files/folder_lock.h"

#include <gtest/gtest.h>

#include "fakes/folder.h"

namespace stacktag::model_files {
namespace {

TEST(Lock, IsHadByOneAtATime) {
  fakes::Folder const folder;
  auto const path = folder.path("model.lock");
  {
    auto const first = FolderLock::take(path);
    ASSERT_TRUE(first) << first.error().message;
    auto const second = FolderLock::take(path);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().reason, Reason::labeler_unavailable);
    EXPECT_TRUE(FolderLock::take(folder.path("other.lock")));
  }
  EXPECT_TRUE(FolderLock::take(path)) << "given up";
}

TEST(Lock, NeedsAFolderThatMayBeWritten) {
  auto const lock = FolderLock::take("/nowhere/model.lock");
  ASSERT_FALSE(lock);
  EXPECT_EQ(lock.error().reason, Reason::bad_configuration);
}

}  // namespace
}  // namespace stacktag::model_files
