// SPDX-License-Identifier: Apache-2.0
#include "contentstack/signatures.h"

#include <algorithm>
#include <charconv>
#include <chrono>

#include "crypto/crypto.h"

namespace stacktag::contentstack {
namespace {

constexpr std::size_t k_header_bytes_max = 4096;
constexpr std::size_t k_digests_max = 8;

bool are_digits(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

template <class Number>
std::optional<Number> parse_digits(std::string_view text) {
  Number value{};
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  bool const whole = error == std::errc{} && end == text.data() + text.size();
  return whole && are_digits(text) && !text.empty() ? std::optional(value) : std::nullopt;
}

// Nothing, or a dot and at least one digit.
bool is_fraction(std::string_view text) {
  return text.empty() || (text.size() > 1 && text.front() == '.' && are_digits(text.substr(1)));
}

// The text up to the next comma, without blanks around it; `rest` goes on behind the comma.
std::string_view next_part(std::string_view& rest) {
  auto const comma = std::min(rest.find(','), rest.size());
  auto part = rest.substr(0, comma);
  rest.remove_prefix(std::min(comma + 1, rest.size()));
  while (part.starts_with(' ')) {
    part.remove_prefix(1);
  }
  while (part.ends_with(' ')) {
    part.remove_suffix(1);
  }
  return part;
}

}  // namespace

std::optional<std::string> parse_rsa_signature(std::string_view header) {
  if (header.size() > k_header_bytes_max) {
    return std::nullopt;
  }
  auto const first = next_part(header);
  constexpr std::string_view k_prefix = "v1=";
  if (!first.starts_with(k_prefix) || first.size() == k_prefix.size()) {
    return std::nullopt;
  }
  return crypto::from_base64(first.substr(k_prefix.size()));
}

std::optional<HmacSignature> parse_hmac_signature(std::string_view header) {
  if (header.size() > k_header_bytes_max) {
    return std::nullopt;
  }
  HmacSignature signature;
  while (!header.empty()) {
    auto const part = next_part(header);
    if (part.starts_with("t=")) {
      signature.timestamp = part.substr(2);
    } else if (part.starts_with("v1=") && signature.digests.size() < k_digests_max) {
      signature.digests.emplace_back(part.substr(3));
    }
  }
  auto const seconds = parse_digits<std::int64_t>(signature.timestamp);
  // WallTime counts nanoseconds, which end in the year 2262.
  constexpr std::int64_t k_seconds_max = 9'000'000'000;
  if (!seconds || *seconds > k_seconds_max || signature.digests.empty()) {
    return std::nullopt;
  }
  signature.unix_seconds = *seconds;
  return signature;
}

std::optional<WallTime> parse_utc_time(std::string_view text) {
  constexpr std::string_view k_form = "dddd-dd-ddTdd:dd:dd";
  if (text.size() < k_form.size() + 1 || !text.ends_with('Z') ||
      !is_fraction(text.substr(k_form.size(), text.size() - k_form.size() - 1))) {
    return std::nullopt;
  }
  for (std::size_t i = 0; i < k_form.size(); ++i) {
    if (k_form[i] != 'd' && text[i] != k_form[i]) {
      return std::nullopt;
    }
  }
  auto const year = parse_digits<int>(text.substr(0, 4));
  auto const month = parse_digits<unsigned>(text.substr(5, 2));
  auto const day = parse_digits<unsigned>(text.substr(8, 2));
  auto const hour = parse_digits<int>(text.substr(11, 2));
  auto const minute = parse_digits<int>(text.substr(14, 2));
  auto const second = parse_digits<int>(text.substr(17, 2));
  if (!year || !month || !day || !hour || !minute || !second || *hour > 23 || *minute > 59 ||
      *second > 60) {
    return std::nullopt;
  }
  std::chrono::year_month_day const date{std::chrono::year(*year), std::chrono::month(*month),
                                         std::chrono::day(*day)};
  // WallTime counts nanoseconds, which end in the year 2262.
  if (!date.ok() || *year < 1970 || *year > 2261) {
    return std::nullopt;
  }
  return std::chrono::sys_days(date) + std::chrono::hours(*hour) + std::chrono::minutes(*minute) +
         std::chrono::seconds(*second);
}

}  // namespace stacktag::contentstack
