// SPDX-License-Identifier: Apache-2.0
#include "server/run_name.h"

#include <array>
#include <chrono>
#include <cstdio>
#include <random>

namespace stacktag::server {

std::string make_run_name(std::string const& command, Clock& clock) {
  auto const now = std::chrono::floor<std::chrono::seconds>(clock.wall());
  auto const day = std::chrono::floor<std::chrono::days>(now);
  std::chrono::year_month_day const date(day);
  std::chrono::hh_mm_ss const time(now - day);
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "-%04d%02u%02uT%02d%02d%02dZ-%08x",
                static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()), static_cast<int>(time.hours().count()),
                static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()),
                std::random_device{}());
  return command + text.data();
}

}  // namespace stacktag::server
