// SPDX-License-Identifier: Apache-2.0
// The case of letters in words that people write: Latin with its accents, Greek and Cyrillic, in
// UTF-8 and whatever the locale. Everything else, broken UTF-8 included, stays as it is.
#pragma once

#include <string>
#include <string_view>

namespace stacktag {

/// É -> é, Ž -> ž, Σ -> σ, Я -> я.
std::string lower_letters(std::string_view utf8);

/// With a capital at the start of every word; the rest stays as it is, so that TV remains TV.
std::string title_letters(std::string_view utf8);

}  // namespace stacktag
