// SPDX-License-Identifier: Apache-2.0
// This machine: the ledger, the disk under it, and what the program is made of.
#include <cstdint>
#include <filesystem>
#include <system_error>

#include "care/checks.h"
#include "http/version.h"
#include "local_vision/version.h"
#include "raster/version.h"
#include "server/store_path.h"
#include "sqlite/store.h"
#include "sqlite/version.h"
#include "stacktag/limits.h"

namespace stacktag::care {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t k_disk_bytes_enough = std::uintmax_t{1024} * limits::mebibyte;
constexpr std::uintmax_t k_disk_bytes_least = std::uintmax_t{100} * limits::mebibyte;

std::string mebibytes(std::uintmax_t bytes) {
  return std::to_string(bytes / limits::mebibyte) + " MiB";
}

Finding ledger_finding(std::string const& path, Clock& clock) {
  auto const store = sqlite::open_store(
      {.path = path, .run = "doctor", .purpose = sqlite::Purpose::examination}, clock);
  if (!store) {
    return {"ledger", Level::broken, store.error().message,
            "Stop the server, and restore a copy or move the file away: stacktag begins anew, and "
            "pays again for what it no longer knows."};
  }
  std::error_code unknown;
  auto const bytes = fs::file_size(path, unknown);
  bool const is_large = unknown || bytes > limits::store_checked_bytes_max;
  return {"ledger", Level::good,
          path + (is_large ? " can be opened; it is too large to be looked through here"
                           : " is intact")};
}

Finding disk_finding(std::string const& path) {
  auto const folder = fs::absolute(path).parent_path();
  std::error_code error;
  auto const space = fs::space(folder, error);
  if (error) {
    return {"disk", Level::warning, folder.string() + ": " + error.message(),
            "Check that the folder of STACKTAG_STORE is there and can be read."};
  }
  auto const text = mebibytes(space.available) + " are free in " + folder.string();
  if (space.available < k_disk_bytes_enough) {
    return {"disk", space.available < k_disk_bytes_least ? Level::broken : Level::warning, text,
            "Make room, shorten STACKTAG_RETENTION_DAYS, or move STACKTAG_STORE: without room "
            "deliveries are refused."};
  }
  return {"disk", Level::good, text};
}

}  // namespace

void check_machine(Examination const& examination, Findings& findings) {
  auto const path = server::store_path(examination.environment);
  std::error_code unknown;
  if (fs::exists(path, unknown)) {
    findings.push_back(ledger_finding(path, examination.clock));
    findings.push_back(disk_finding(path));
  } else {
    auto const why = "there is no store at " + path;
    findings.push_back(not_checked("ledger", why));
    findings.push_back(not_checked("disk", why));
  }
  findings.push_back({"versions", Level::good,
                      "stacktag/" STACKTAG_VERSION " " + http::library_versions() + " " +
                          sqlite::library_version() + " " + raster::library_version() + " " +
                          local_vision::library_version()});
}

}  // namespace stacktag::care
