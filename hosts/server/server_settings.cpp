// SPDX-License-Identifier: Apache-2.0
#include "server/server_settings.h"

#include <charconv>
#include <optional>

#include "delivery/settings.h"
#include "server/store_path.h"
#include "stacktag/limits.h"

namespace stacktag::server {
namespace {

constexpr int k_days_max = 3650;
constexpr int k_megabytes_max = 1024 * 1024;
constexpr int k_attempts_max = 1000;
constexpr int k_stop_seconds_max = 600;

struct Place {
  std::string address{};
  std::uint16_t port = 0;
};

// "127.0.0.1:8080", "[::]:8080", or ":8080" for every address of the machine.
std::optional<Place> place_of(std::string const& text) {
  auto const colon = text.rfind(':');
  if (colon == std::string::npos) {
    return std::nullopt;
  }
  Place place{.address = text.substr(0, colon)};
  auto const* const end = text.data() + text.size();
  auto const [rest, error] = std::from_chars(text.data() + colon + 1, end, place.port);
  if (error != std::errc{} || rest != end) {
    return std::nullopt;
  }
  if (place.address.empty()) {
    place.address = "::";
  } else if (place.address.starts_with('[') && place.address.ends_with(']')) {
    place.address = place.address.substr(1, place.address.size() - 2);
  }
  return place;
}

void read_listen(SettingsReader& reader, http::ServerOptions& listen) {
  auto const text = reader.text("STACKTAG_LISTEN", "127.0.0.1:8080");
  if (auto place = place_of(text)) {
    listen.address = std::move(place->address);
    listen.port = place->port;
  } else {
    reader.mistake("STACKTAG_LISTEN", "must be address:port, as 127.0.0.1:8080 or [::]:8443");
  }
  listen.certificate_file = reader.text("STACKTAG_TLS_CERTIFICATE");
  listen.key_file = reader.text("STACKTAG_TLS_KEY");
  if (listen.certificate_file.empty() != listen.key_file.empty()) {
    reader.mistake("STACKTAG_TLS_CERTIFICATE", "and STACKTAG_TLS_KEY need each other");
  }
  listen.limits.requests_per_peer_per_second =
      reader.number("STACKTAG_REQUESTS_PER_PEER_PER_SECOND",
                    listen.limits.requests_per_peer_per_second, 0, 1'000'000);
}

}  // namespace

ServerSettings read_server_settings(SettingsReader& reader) {
  ServerSettings settings;
  read_listen(reader, settings.listen);
  settings.ready_file = reader.text("STACKTAG_READY_FILE");
  settings.api_token = reader.text("STACKTAG_API_TOKEN");
  settings.store = store_path(reader.environment());
  auto const megabytes = reader.integer("STACKTAG_STORE_MB_MAX", 0, 0, k_megabytes_max);
  settings.store_bytes_max = static_cast<std::uintmax_t>(megabytes) * 1024 * 1024;
  settings.retention =
      std::chrono::hours(24) * reader.integer("STACKTAG_RETENTION_DAYS", 30, 1, k_days_max);
  settings.workers = reader.integer("STACKTAG_WORKERS", settings.workers, 1, limits::workers_max);
  settings.computing = reader.integer("STACKTAG_COMPUTING", 0, 0, limits::workers_max);
  settings.retry.attempts_max =
      reader.integer("STACKTAG_ATTEMPTS", settings.retry.attempts_max, 1, k_attempts_max);
  settings.stop_time_max =
      std::chrono::seconds(reader.integer("STACKTAG_STOP_SECONDS", 25, 0, k_stop_seconds_max));
  settings.log_level = read_log_level(reader);
  return settings;
}

}  // namespace stacktag::server
