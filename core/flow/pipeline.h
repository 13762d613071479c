// SPDX-License-Identifier: Apache-2.0
// One event's way: decision -> image -> labels -> tags -> write back. The pipeline only orders the
// steps; each has a file of its own.
#pragma once

#include <string>

#include "flow/event.h"
#include "flow/label_query.h"
#include "flow/memory.h"
#include "flow/report.h"
#include "flow/stack_words.h"
#include "flow/write_back.h"
#include "ports/asset_ledger.h"
#include "ports/asset_store.h"
#include "ports/image_preparer.h"
#include "ports/image_source.h"
#include "ports/label_ledger.h"
#include "ports/labeler.h"
#include "ports/overlap.h"
#include "rules/rules.h"
#include "stacktag/clock.h"

namespace stacktag {

enum class WriteMode { write, dry_run };

struct PipelineSettings {
  std::string api_key{};  ///< of our stack; events of another are skipped
  Rules tags{};
  WriteMode mode = WriteMode::write;
  /// Of the engine; how sure it must be of labels, and how many it gives, `tags` says.
  LabelQuery questions{};
  std::string engine{};  ///< as its labels name it; with a ledger only
  Stamp stamp{};         ///< of changes, in the ledger
};

/// What outlasts the process, on hosts that have it.
struct Ledgers {
  AssetLedger* assets = nullptr;
  LabelLedger* labels = nullptr;
};

struct Pipeline {
  AssetStore& store;
  ImageSource& images;
  Labeler& labeler;
  Overlap& overlap;
  Clock& clock;
  Memory& memory;
  StackWords& stack_words;
  PipelineSettings const& settings;
  ImagePreparer* preparer = nullptr;  ///< null: only the image's host makes pictures smaller
  Ledgers ledgers{};

  /// Takes the event all the way. Never throws, and ends by the deadline as far as the parts keep
  /// it.
  Report run(Event const& event, Deadline const& deadline) const;
};

}  // namespace stacktag
