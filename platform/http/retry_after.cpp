// SPDX-License-Identifier: Apache-2.0
#include "http/retry_after.h"

#include <algorithm>
#include <charconv>

namespace stacktag::http {

std::optional<std::chrono::seconds> retry_after(Response const& response) {
  constexpr std::chrono::seconds k_longest{60};
  auto const text = response.header("Retry-After");
  int value = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size() || value < 0) {
    return std::nullopt;
  }
  return std::min(std::chrono::seconds(value), k_longest);
}

}  // namespace stacktag::http
