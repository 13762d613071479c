// SPDX-License-Identifier: Apache-2.0
// What is read is what nlohmann-json's own parser reads, but for what nests too deep, and it
// survives being written and read again.
#include <algorithm>

#include "fuzz/target.h"
#include "json/json.h"
#include "stacktag/limits.h"

namespace stacktag::fuzz {
namespace {

std::size_t depth_of(json::Json const& value) {
  std::size_t deepest = 0;
  for (auto const& inner : value.is_structured() ? value : json::Json::array()) {
    deepest = std::max(deepest, depth_of(inner));
  }
  return value.is_structured() ? deepest + 1 : 0;
}

// Numbers like 0e123456789, which only their parser takes.
bool has_endless_exponent(std::string_view text) {
  constexpr std::string_view k_digits = "0123456789";
  constexpr std::size_t k_digits_max = 8;
  for (auto at = text.find_first_of("eE"); at != std::string_view::npos;
       at = text.find_first_of("eE", at + 1)) {
    auto const first = std::min(text.find_first_not_of("+-", at + 1), text.size());
    auto const end = std::min(text.find_first_not_of(k_digits, first), text.size());
    if (end - first > k_digits_max) {
      return true;
    }
  }
  return false;
}

}  // namespace

FUZZ_TARGET(json) {
  auto const read = json::parse(text);
  auto const theirs = json::Json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!read) {
    // Their parser takes a zero byte for the end.
    bool const cut_short = text.find('\0') != std::string_view::npos;
    hold(theirs.is_discarded() || cut_short || depth_of(theirs) > limits::json_depth_max ||
         has_endless_exponent(text));
    return;
  }
  hold(*read == theirs);
  hold(depth_of(*read) <= limits::json_depth_max);
  hold(json::parse(json::dump(*read)) == read);
}

}  // namespace stacktag::fuzz
