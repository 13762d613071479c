// SPDX-License-Identifier: Apache-2.0
#include "library/proposal.h"

#include <cstddef>
#include <map>
#include <set>
#include <utility>

#include "library/near_spellings.h"
#include "rules/words.h"
#include "stacktag/limits.h"

namespace stacktag {
namespace {

// What stands beside the words in a line of the file, and what is left for people to add.
constexpr std::size_t k_line_bytes = 64;
constexpr std::size_t k_bytes_max = limits::rules_file_bytes_max * 3 / 4;
constexpr std::size_t k_entries_max = limits::rules_entries_max / 2;

// How much of a file of rules is still free.
class Room {
 public:
  // False where the group has no room any more; then no rarer one has.
  bool take(TagGroup const& group) {
    for (auto const& spelling : group.spellings) {
      bytes_ += 2 * spelling.tag.size() + group.word.size() + k_line_bytes;
    }
    entries_ += group.spellings.size();
    return bytes_ <= k_bytes_max && entries_ <= k_entries_max;
  }

 private:
  std::size_t bytes_ = 0;
  std::size_t entries_ = 0;
};

class Proposing {
 public:
  explicit Proposing(std::vector<TagGroup> const& groups)
      : groups_(groups), models_(near_spellings(groups)) {}

  Proposal run(int assets_min) {
    Room room;
    bool has_room = true;
    for (std::size_t i = 0; i < groups_.size(); ++i) {
      auto const& group = groups_[i];
      if (group.word.empty()) {
        continue;
      }
      has_room = has_room && room.take(group);
      if (!has_room) {
        ++proposal_.beyond;
        continue;
      }
      add(i, group.assets >= assets_min);
    }
    return std::move(proposal_);
  }

 private:
  // The groups come with the most used first: a word that another is a slip of is there already.
  void add(std::size_t i, bool is_used_enough) {
    auto const& group = groups_[i];
    auto const model = models_.find(i);
    auto const* const meant = model == models_.end() ? nullptr : &groups_[model->second];
    bool const is_slip = meant != nullptr && words_.contains(meant->word);
    if (is_used_enough) {
      words_.insert(group.word);
      proposal_.words.push_back({.word = group.word,
                                 .assets = group.assets,
                                 .others = {group.spellings.begin() + 1, group.spellings.end()},
                                 .slip_of = is_slip ? meant->word : ""});
    } else {
      ++proposal_.rarer;
    }
    if (is_slip) {
      add_renames(group, *meant, proposal_.slips);
    } else if (is_used_enough) {
      add_renames(group, group, proposal_.renames);
    }
  }

  // What comes to the same name for the rules stands there once.
  static void add_renames(TagGroup const& group, TagGroup const& meant,
                          std::vector<ProposedRename>& renames) {
    std::set<std::string> names;
    for (auto const& [tag, assets] : group.spellings) {
      auto const name = name_key(tag);
      if (tag != meant.word && !name.empty() && names.insert(name).second) {
        renames.push_back({tag, meant.word, assets, meant.assets});
      }
    }
  }

  std::vector<TagGroup> const& groups_;
  std::map<std::size_t, std::size_t> const models_;
  std::set<std::string> words_{};
  Proposal proposal_{};
};

}  // namespace

Proposal propose(std::vector<TagGroup> const& groups, int assets_min) {
  return Proposing(groups).run(assets_min);
}

}  // namespace stacktag
