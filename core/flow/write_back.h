// SPDX-License-Identifier: Apache-2.0
// Writing tags so that nobody's work is lost. Contentstack has no compare-and-swap: the version
// that a write returns tells whether somebody else wrote in between, and then what they wrote is
// read, merged and written again.
#pragma once

#include <string>
#include <vector>

#include "flow/event.h"
#include "flow/memory.h"
#include "flow/report.h"
#include "flow/tags.h"
#include "ports/asset_store.h"
#include "stacktag/clock.h"

namespace stacktag {

struct WriteBack {
  AssetStore& store;
  Memory& memory;
  Event const& event;
  Merge merge;

  /// Brings `chosen` onto the asset, which was `latest` when it was read. Fills the report's
  /// version, tags, added, reads and writes; gives tags_added, tags_replaced, nothing_to_add,
  /// superseded or asset_gone. Errors: those of AssetStore, and `write_conflict`.
  Result<Reason> run(Asset const& latest, std::vector<std::string> chosen, Deadline const& deadline,
                     Report& report) const;
};

}  // namespace stacktag
