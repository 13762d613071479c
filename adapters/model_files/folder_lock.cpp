// SPDX-License-Identifier: Apache-2.0
#include "model_files/folder_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace stacktag::model_files {

Result<FolderLock> FolderLock::take(std::string const& path) {
  auto const file = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (file < 0) {
    return fail(Reason::bad_configuration, path + " cannot be made: " + std::strerror(errno));
  }
  FolderLock lock(file);
  if (flock(file, LOCK_EX | LOCK_NB) != 0) {
    return fail(Reason::labeler_unavailable,
                "another stacktag is at work on this model; wait for it, or end it");
  }
  return lock;
}

FolderLock::FolderLock(FolderLock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}

FolderLock::~FolderLock() {
  if (file_ >= 0) {
    close(file_);
  }
}

}  // namespace stacktag::model_files
