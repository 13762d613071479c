// SPDX-License-Identifier: Apache-2.0
// Many threads write, one commit serves all who wait for one: a commit costs a disk's flush, and
// one flush does for a hundred changes as well as for one.
#pragma once

#include <functional>
#include <memory>

#include "sqlite/connection.h"
#include "stacktag/result.h"

namespace stacktag::sqlite {

using Change = std::function<Result<void>(Connection&)>;

class GroupCommit final {
 public:
  explicit GroupCommit(std::unique_ptr<Connection> connection);
  ~GroupCommit();
  GroupCommit(GroupCommit const&) = delete;
  GroupCommit& operator=(GroupCommit const&) = delete;

  /// Does the change by itself or not at all, and returns when it is on the disk. An error of the
  /// change, or of the commit that it shares with others. Safe to call from several threads.
  Result<void> run(Change const& change);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace stacktag::sqlite
