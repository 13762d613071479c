// SPDX-License-Identifier: Apache-2.0
// The store's file, with one connection that writes and one that reads.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "lock/file_lock.h"
#include "sqlite/connection.h"
#include "sqlite/group_commit.h"
#include "stacktag/clock.h"

namespace stacktag::sqlite {

inline std::int64_t to_number(WallTime time) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
}
inline WallTime to_time(std::int64_t number) {
  return WallTime(std::chrono::milliseconds(number));
}

class Database final {
 public:
  Database(std::unique_ptr<Connection> writing, std::unique_ptr<Connection> reading,
           std::optional<FileLock> lock, std::string run)
      : lock_(std::move(lock)),
        run_(std::move(run)),
        writes_(std::move(writing)),
        reading_(std::move(reading)) {}

  Result<void> write(Change const& change) { return writes_.run(change); }

  template <class Read>
  auto read(Read const& what) {
    std::lock_guard const guard(mutex_);
    return what(*reading_);
  }

  /// Names this process in leases.
  std::string const& run() const { return run_; }

 private:
  std::optional<FileLock> const lock_;
  std::string const run_;
  GroupCommit writes_;
  std::mutex mutex_{};
  std::unique_ptr<Connection> const reading_;
};

}  // namespace stacktag::sqlite
