// SPDX-License-Identifier: Apache-2.0
// What the ledger knows of an asset: which of its tags are ours, and which of ours a person took
// away.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <vector>

#include "flow/event.h"
#include "flow/open_repair.h"
#include "rules/words.h"

namespace stacktag {

struct AssetKey {
  std::string stack{};   ///< its API key
  std::string branch{};  ///< as ledger_branch has it
  std::string asset{};

  auto operator<=>(AssetKey const&) const = default;
};

/// The branch as the ledger names it. Every stack's first branch is called main, whether or not
/// somebody has to say so: https://www.contentstack.com/docs/developers/branches/about-branches
inline std::string ledger_branch(std::string const& branch) {
  return branch.empty() ? "main" : branch;
}

inline AssetKey asset_key(Event const& event) {
  return {event.api_key, ledger_branch(event.branch), event.asset.uid};
}

struct AssetRecord {
  std::string file{};                  ///< uid of the file that the tags were chosen for
  std::vector<std::string> ours{};     ///< tags that we wrote, as far as they are still there
  std::vector<std::string> removed{};  ///< tags of ours that a person took away
  std::vector<int> own_versions{};     ///< that we wrote; the newest last, some of them
  std::string engine{};
  std::string model_version{};
  std::string rules{};                 ///< hash of the rules that chose
  std::optional<OpenRepair> repair{};  ///< a write whose end is not known

  bool operator==(AssetRecord const&) const = default;
};

/// Where a tag came from.
struct TagOrigin {
  std::string tag{};
  std::string label{};  ///< as the engine has it
  double confidence = 0;
  std::string rule{};  ///< that made this tag of it; empty where none had to

  bool operator==(TagOrigin const&) const = default;
};

/// One change of ours to an asset.
struct AssetChange {
  int version = 0;  ///< that has it
  std::string run{};
  std::vector<std::string> added{};
  std::vector<std::string> removed{};
  std::vector<TagOrigin> origins{};              ///< of the tags that were added
  std::vector<std::string> removed_of_people{};  ///< those that were not ours, as `replace` does
  std::string model_version{};                   ///< of the engine that the change comes from

  bool operator==(AssetChange const&) const = default;
};

/// The chosen tags less those that were ours and that people, who want `edits`, took away.
std::vector<std::string> without_removed(std::vector<std::string> chosen, AssetRecord const& record,
                                         std::vector<std::string> const& edits, Variants variants);

/// Brings the record up to what is now on the asset: `tags`, of which people want `edits` and we
/// chose `chosen`.
void bring_up_to_date(AssetRecord& record, std::vector<std::string> const& tags,
                      std::vector<std::string> const& edits, std::vector<std::string> const& chosen,
                      Variants variants);

/// Notes a version of ours; the oldest go.
void add_own_version(AssetRecord& record, int version);

}  // namespace stacktag
