// SPDX-License-Identifier: Apache-2.0
// Text as names, headers and tags need it, a word everybody speaks. Blanks and letters are those of
// ASCII, whatever the locale: a byte beyond it is never changed.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace stacktag {

/// Without the blanks (space, tab, CR, LF) in front and behind.
std::string_view trim(std::string_view text);

char lower(char letter);
std::string lower(std::string_view text);

/// Whether both are the same but for the case of their letters.
bool same_text(std::string_view a, std::string_view b);

/// One after the other.
std::string joined(std::vector<std::string> const& texts, std::string_view between = ", ");

/// A confidence as people read it: from 0.0 to 100.0, with one digit behind the point.
std::string percent(double confidence);

/// The number of characters, not of bytes.
std::size_t characters(std::string_view utf8);

}  // namespace stacktag
