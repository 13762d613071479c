// SPDX-License-Identifier: Apache-2.0
// Words that may be a slip of another one: accomodation, of accommodation.
#pragma once

#include <cstddef>
#include <map>
#include <string_view>
#include <vector>

#include "library/variants.h"

namespace stacktag {

/// Whether one of two words in small letters may be a slip of the other: both have 6 letters at
/// least, begin alike and have no digit, and they differ by one letter more, less or other, or by
/// two neighbours that changed places. So cat and car, house and horse, 2024 and 2025 are not.
bool looks_like(std::string_view a, std::string_view b);

/// From a group's place in `groups` to that of the word it may be a slip of: one that at least five
/// times as many assets have, and that is no slip itself. `groups` are in the order of groups_of;
/// those without a word take no part. Time and memory grow with the letters of all words.
std::map<std::size_t, std::size_t> near_spellings(std::vector<TagGroup> const& groups);

}  // namespace stacktag
