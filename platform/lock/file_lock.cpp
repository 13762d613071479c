// SPDX-License-Identifier: Apache-2.0
#include "lock/file_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace stacktag {

Result<FileLock> FileLock::take(std::string const& path, Error if_taken) {
  auto const file = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (file < 0) {
    return fail(Reason::bad_configuration, path + " cannot be made: " + std::strerror(errno));
  }
  FileLock lock(file);
  if (flock(file, LOCK_EX | LOCK_NB) != 0) {
    return fail(std::move(if_taken));
  }
  return lock;
}

FileLock::FileLock(FileLock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}

FileLock::~FileLock() {
  if (file_ >= 0) {
    close(file_);
  }
}

}  // namespace stacktag
