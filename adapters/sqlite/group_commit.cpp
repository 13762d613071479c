// SPDX-License-Identifier: Apache-2.0
#include "sqlite/group_commit.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "stacktag/limits.h"

namespace stacktag::sqlite {
namespace {

struct Waiting {
  Change const& change;
  std::optional<Result<void>> end{};
  bool is_done = false;  // guarded by the mutex, as `end` is not
};

using Batch = std::vector<Waiting*>;

// A change that fails takes back what it did; the others go on.
Result<void> apply(Connection& connection, Change const& change) {
  TRY_VOID(connection.query("SAVEPOINT change").run());
  auto done = change(connection);
  if (!done && connection.in_transaction()) {
    TRY_VOID(connection.query("ROLLBACK TO change").run());
  }
  if (connection.in_transaction()) {
    TRY_VOID(connection.query("RELEASE change").run());
  }
  return done;
}

Result<void> apply_all(Connection& connection, Batch const& batch) {
  TRY_VOID(connection.query("BEGIN IMMEDIATE").run());
  for (auto* const one : batch) {
    one->end = apply(connection, one->change);
    // A full disk may end the whole transaction, and with it what the others did.
    if (!connection.in_transaction()) {
      return fail(one->end->error());
    }
  }
  return connection.query("COMMIT").run();
}

void commit(Connection& connection, Batch const& batch) {
  auto const done = apply_all(connection, batch);
  if (done) {
    return;
  }
  if (connection.in_transaction()) {
    static_cast<void>(connection.query("ROLLBACK").run());
  }
  for (auto* const one : batch) {
    if (!one->end || *one->end) {
      one->end = Result<void>(fail(done.error()));
    }
  }
}

}  // namespace

struct GroupCommit::State {
  explicit State(std::unique_ptr<Connection> the_connection)
      : connection(std::move(the_connection)) {}

  std::unique_ptr<Connection> const connection;
  std::mutex mutex{};
  std::condition_variable changed{};
  Batch waiting{};
  bool busy = false;
};

GroupCommit::GroupCommit(std::unique_ptr<Connection> connection)
    : state_(std::make_unique<State>(std::move(connection))) {}
GroupCommit::~GroupCommit() = default;

// Whoever comes while nobody commits does it for all who wait; the others sleep until theirs is
// done.
Result<void> GroupCommit::run(Change const& change) {
  auto& state = *state_;
  Waiting mine{change};
  std::unique_lock lock(state.mutex);
  state.waiting.push_back(&mine);
  state.changed.wait(lock, [&] { return mine.is_done || !state.busy; });
  while (!mine.is_done) {
    state.busy = true;
    auto const count = std::min(state.waiting.size(), limits::store_changes_at_once_max);
    Batch const batch(state.waiting.begin(),
                      state.waiting.begin() + static_cast<std::ptrdiff_t>(count));
    state.waiting.erase(state.waiting.begin(),
                        state.waiting.begin() + static_cast<std::ptrdiff_t>(count));
    lock.unlock();
    commit(*state.connection, batch);
    lock.lock();
    state.busy = false;
    std::ranges::for_each(batch, [](Waiting* one) { one->is_done = true; });
    state.changed.notify_all();
  }
  return *std::move(mine.end);
}

}  // namespace stacktag::sqlite
