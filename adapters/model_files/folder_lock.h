// SPDX-License-Identifier: Apache-2.0
// One at a time: of two programs that would change a model's folder, the second one is told.
#pragma once

#include <string>

#include "stacktag/result.h"

namespace stacktag::model_files {

class FolderLock final {
 public:
  /// Of the lock file at `path`. The system gives it up with the process, however that ends.
  /// Errors: `labeler_unavailable` where another process has it, `bad_configuration` where the file
  /// cannot be made.
  static Result<FolderLock> take(std::string const& path);

  FolderLock(FolderLock&& other) noexcept;
  FolderLock& operator=(FolderLock&&) = delete;
  ~FolderLock();

 private:
  explicit FolderLock(int file) : file_(file) {}
  int file_;
};

}  // namespace stacktag::model_files
