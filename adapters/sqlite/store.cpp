// SPDX-License-Identifier: Apache-2.0
#include "sqlite/store.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "queue/retry.h"
#include "sqlite/parts.h"
#include "sqlite/schema.h"
#include "stacktag/limits.h"

namespace stacktag::sqlite {
namespace {

namespace fs = std::filesystem;

Result<std::optional<FileLock>> lock_of(StoreOptions const& options) {
  if (options.purpose != Purpose::serve) {
    return std::nullopt;
  }
  TRY(auto lock,
      FileLock::take(options.path + ".lock",
                     {Reason::bad_configuration,
                      options.path + ": another stacktag server is at work on this store"}));
  return std::optional(std::move(lock));
}

Result<void> check_there(StoreOptions const& options) {
  bool const is_visit =
      options.purpose == Purpose::visit || options.purpose == Purpose::examination;
  std::error_code unknown;
  if (is_visit && !fs::exists(options.path, unknown)) {
    return fail(Reason::bad_configuration,
                options.path + ": there is no store; `stacktag serve` makes one");
  }
  return {};
}

bool is_small(std::string const& path) {
  std::error_code unknown;
  auto const size = fs::file_size(path, unknown);
  return !unknown && size <= limits::store_checked_bytes_max;
}

Error named(Error error, std::string const& path) {
  error.message = path + ": " + error.message;
  return error;
}

Result<std::unique_ptr<Database>> open_database(StoreOptions const& options) {
  TRY_VOID(check_there(options));
  TRY(auto lock, lock_of(options));
  TRY(auto writing, Connection::open(options.path, Access::read_write));
  bool const is_to_be_believed =
      options.purpose == Purpose::serve || options.purpose == Purpose::examination;
  bool const look_through = is_to_be_believed && is_small(options.path);
  if (auto const ready = prepare(*writing, options.bytes_max, look_through); !ready) {
    return fail(named(ready.error(), options.path));
  }
  TRY(auto reading, Connection::open(options.path, Access::read_only));
  return std::make_unique<Database>(std::move(writing), std::move(reading), std::move(lock),
                                    options.run);
}

}  // namespace

Store::Store(std::unique_ptr<Database> the_database, Clock& clock)
    : database(std::move(the_database)),
      intake(make_intake(*database)),
      queue(make_queue(*database)),
      desk(make_desk(*database)),
      hand(make_hand(*database)),
      assets(make_asset_ledger(*database, clock)),
      labels(make_label_ledger(*database, clock)),
      ledger(make_ledger_desk(*database)),
      changes(make_change_log(*database)),
      census(make_label_census(*database)),
      upkeep(make_upkeep(*database, clock)) {}
Store::~Store() = default;

Result<std::unique_ptr<Store>> open_store(StoreOptions const& options, Clock& clock) {
  TRY(auto database, open_database(options));
  if (options.purpose == Purpose::serve) {
    auto const now = clock.wall();
    TRY_VOID(take_up_again(*database, now, now + RetryPolicy{}.mending_wait_max));
  }
  return std::make_unique<Store>(std::move(database), clock);
}

}  // namespace stacktag::sqlite
