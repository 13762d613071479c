// SPDX-License-Identifier: Apache-2.0
// When two words are one to a librarian.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace stacktag {

/// Whether singular and plural, and spellings with a hyphen, a blank or neither, are one word. The
/// plural is that of English. The case of letters never counts.
enum class Variants { apart, together };

/// Two tags are one where their keys are the same.
std::string tag_key(std::string_view tag, Variants variants);

/// Whether two tags are one to an editor: the same but for case and surrounding blanks.
bool same_tag(std::string_view a, std::string_view b);

/// The key of a label's name in a rule: case does not count, and '_' is a blank.
std::string name_key(std::string_view name);

/// Whether the name fits the pattern, in which '*' stands for any text and '?' for one character;
/// else as name_key has it.
bool fits(std::string_view pattern, std::string_view name);

/// Whether a word in small letters is an English plural.
bool is_plural(std::string_view word);

/// A word in small letters, brought to one form with its plural: a key, not a word to show.
std::string without_plural(std::string const& word);

/// Words that tags are spelled after. Of words that are one, the first counts.
class Words {
 public:
  Words() = default;
  explicit Words(std::vector<std::string> const& words);

  /// The word as it is written here: an exact one, else a variant; null where there is none.
  std::string const* find(std::string_view word) const;
  std::size_t size() const { return exact_.size(); }

  bool operator==(Words const&) const = default;

 private:
  std::map<std::string, std::string> exact_{};
  std::map<std::string, std::string> variants_{};
};

}  // namespace stacktag
