// SPDX-License-Identifier: Apache-2.0
#include "http/date.h"

#include <ctime>

namespace stacktag::http {

std::optional<WallTime> parse_date(std::string_view text) {
  std::tm parts{};
  if (strptime(std::string(text).c_str(), "%a, %d %b %Y %H:%M:%S", &parts) == nullptr) {
    return std::nullopt;
  }
  return std::chrono::system_clock::from_time_t(timegm(&parts));
}

std::string date_text(WallTime time) {
  auto const seconds = std::chrono::system_clock::to_time_t(time);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char text[64];
  return {text, std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts)};
}

}  // namespace stacktag::http
