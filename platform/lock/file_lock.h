// SPDX-License-Identifier: Apache-2.0
// One at a time: of two processes that would change the same files, the second one is told.
#pragma once

#include <string>

#include "stacktag/result.h"

namespace stacktag {

class FileLock final {
 public:
  /// Of the lock file at `path`. The system gives it up with the process, however that ends.
  /// Errors: `if_taken` where another process has it, `bad_configuration` where the file cannot be
  /// made.
  static Result<FileLock> take(std::string const& path, Error if_taken);

  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&&) = delete;
  ~FileLock();

 private:
  explicit FileLock(int file) : file_(file) {}
  int file_;
};

}  // namespace stacktag
