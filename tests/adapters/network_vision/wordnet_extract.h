// SPDX-License-Identifier: Apache-2.0
// A dictionary in WordNet's form with a handful of words, written for the tests.
#pragma once

#include <cstdio>
#include <map>
#include <string>
#include <vector>

namespace stacktag::network_vision {

struct Extract {
  std::string index{};
  std::string data{};
  std::map<std::string, std::string> synsets{};  ///< "n00000123" by the word
};

/// Each word with the one that it is a kind of; the kinds come first.
inline Extract extract(std::vector<std::pair<std::string, std::string>> const& words) {
  Extract made{.index = "  1 a licence\n", .data = "  1 a licence\n"};
  std::map<std::string, std::string> lines;
  for (auto const& [word, above] : words) {
    char offset[16];
    std::snprintf(offset, sizeof offset, "%08zu", made.data.size());
    auto const kind = made.synsets.find(above);
    auto const pointers =
        kind == made.synsets.end() ? "000" : "001 @ " + kind->second.substr(1) + " n 0000";
    made.data += std::string(offset) + " 05 n 02 " + word + " 0 other_word 0 " + pointers +
                 " | what it means\n";
    made.synsets[word] = "n" + std::string(offset);
    lines[word] = word + " n 1 2 @ ~ 1 0 " + offset + "  \n";
  }
  for (auto const& [word, line] : lines) {
    made.index += line;
  }
  return made;
}

inline Extract cats_and_tools() {
  return extract({{"entity", ""},
                  {"animal", "entity"},
                  {"mammal", "animal"},
                  {"placental", "mammal"},
                  {"cat", "placental"},
                  {"tabby_cat", "cat"},
                  {"tool", "entity"},
                  {"hammer", "tool"}});
}

}  // namespace stacktag::network_vision
