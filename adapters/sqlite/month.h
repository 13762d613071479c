// SPDX-License-Identifier: Apache-2.0
// Months of bills, which are UTC's.
#pragma once

#include <array>
#include <cstdio>
#include <string>

#include "stacktag/clock.h"

namespace stacktag::sqlite {

/// 2026-11
inline std::string month_of(WallTime now) {
  std::chrono::year_month_day const day(std::chrono::floor<std::chrono::days>(now));
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u", static_cast<int>(day.year()),
                static_cast<unsigned>(day.month()));
  return text.data();
}

}  // namespace stacktag::sqlite
