// SPDX-License-Identifier: Apache-2.0
// Writing tags so that nobody's work is lost. Contentstack has no compare-and-swap: the version
// that a write returns tells whether somebody else wrote in between, and then what they wrote is
// read, merged and written again.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "flow/asset_notes.h"
#include "flow/event.h"
#include "flow/report.h"
#include "ports/asset_store.h"
#include "rules/plan.h"
#include "stacktag/clock.h"

namespace stacktag {

/// What a picture gets.
struct Chosen {
  std::vector<std::string> tags{};
  std::string alt_text{};  ///< for an asset without a description; empty: none
  std::vector<TagOrigin> origins{};
  std::string engine{};  ///< that the tags come from
  std::string model_version{};
  /// Instead of `tags`, where it was decided before what happens to the asset.
  std::optional<TagChange> change{};
};

/// What the ledger says beside each change.
struct Stamp {
  std::string run{};    ///< of the program
  std::string rules{};  ///< hash of the rules

  bool operator==(Stamp const&) const = default;
};

/// The alternative text where the asset has no description of its own; nothing where the
/// description stays as it is.
std::optional<std::string> new_description(Asset const& asset, std::string const& alt_text);

struct WriteBack {
  AssetStore& store;
  AssetNotes& notes;
  Event const& event;
  Stamp const& stamp;
  Merge merge;
  Variants variants = Variants::apart;

  /// Brings `chosen` onto the asset, which was `latest` when it was read. Fills the report's
  /// version, tags, added, description, reads and writes; gives tags_added, tags_replaced,
  /// alt_text_added, nothing_to_add, superseded or asset_gone. Errors: those of AssetStore,
  /// `write_conflict` and `store_unavailable`.
  Result<Reason> run(Asset const& latest, Chosen chosen, Deadline const& deadline,
                     Report& report) const;
};

}  // namespace stacktag
