// SPDX-License-Identifier: Apache-2.0
// What holds for the server as a whole.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "environment/environment.h"
#include "http_server/server.h"
#include "log/log.h"
#include "queue/retry.h"

namespace stacktag::server {

struct ServerSettings {
  http::ServerOptions listen{};  ///< STACKTAG_LISTEN, STACKTAG_TLS_CERTIFICATE, STACKTAG_TLS_KEY
  std::string ready_file{};      ///< STACKTAG_READY_FILE: gets the port once it serves
  std::string api_token{};       ///< STACKTAG_API_TOKEN
  std::string store{};           ///< STACKTAG_STORE
  std::uintmax_t store_bytes_max = 0;      ///< STACKTAG_STORE_MB_MAX; 0: no limit
  std::chrono::hours retention{24 * 30};   ///< STACKTAG_RETENTION_DAYS, of jobs that are done
  int workers = 16;                        ///< STACKTAG_WORKERS
  int computing = 0;                       ///< STACKTAG_COMPUTING; 0: as many as cores
  RetryPolicy retry{};                     ///< STACKTAG_ATTEMPTS
  std::chrono::seconds stop_time_max{25};  ///< STACKTAG_STOP_SECONDS
  Level log_level = Level::info;
};

ServerSettings read_server_settings(SettingsReader& reader);

}  // namespace stacktag::server
