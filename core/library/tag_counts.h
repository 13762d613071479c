// SPDX-License-Identifier: Apache-2.0
// The tags that people gave to a library's assets, counted.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace stacktag {

/// Memory: that of the distinct tags, however many assets there are.
struct TagCounts {
  int assets = 0;                          ///< that were looked at
  int tagged = 0;                          ///< of these, those with a tag of people's
  int uses = 0;                            ///< tags of people's, of all assets together
  int ours = 0;                            ///< tags that stacktag wrote; they count nowhere else
  std::map<std::string, int> spellings{};  ///< by tag: how many assets have it, spelled just so
  std::map<std::string, int> words{};      ///< by tag_key with Variants::together: how many assets
                                           ///< have one of the spellings

  bool operator==(TagCounts const&) const = default;
};

/// The tags without blanks around them, each once, less those that are one with a tag of `ours`.
std::vector<std::string> tags_of_people(std::vector<std::string> const& tags,
                                        std::vector<std::string> const& ours);

/// Counts one more asset. `ours` are those of its tags that stacktag wrote.
void count_asset(TagCounts& counts, std::vector<std::string> const& tags,
                 std::vector<std::string> const& ours);

}  // namespace stacktag
