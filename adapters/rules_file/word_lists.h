// SPDX-License-Identifier: Apache-2.0
// Files of words that a file of rules names: a vocabulary, one word a line, or a dictionary, one
// "label = word" a line. Empty lines and what follows a '#' at a line's start do not count.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rules/policy.h"
#include "rules_file/mistakes.h"

namespace stacktag::rules_file {

/// Why the word can be no tag, so that one which could never become one is told at once; empty
/// where it can.
std::string fault_of_tag(std::string_view word);

std::vector<std::string> parse_vocabulary(std::string const& file, std::string_view text,
                                          Mistakes& mistakes);

Dictionary parse_dictionary(std::string const& file, std::string_view text, Mistakes& mistakes);

}  // namespace stacktag::rules_file
