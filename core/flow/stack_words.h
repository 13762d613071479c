// SPDX-License-Identifier: Apache-2.0
// The words that a stack's assets are tagged with, remembered for a while so that not every event
// reads them. Safe to use from several threads.
#pragma once

#include <memory>
#include <string>

#include "ports/asset_store.h"
#include "rules/words.h"
#include "stacktag/clock.h"
#include "stacktag/result.h"

namespace stacktag {

class StackWords {
 public:
  StackWords();
  ~StackWords();
  StackWords(StackWords const&) = delete;
  StackWords& operator=(StackWords const&) = delete;

  /// Of two spellings of a word the one that more assets have counts. Adds to `reads` what it read
  /// of the store. Errors: those of AssetStore.
  Result<std::shared_ptr<Words const>> of(std::string const& branch, AssetStore& store,
                                          Clock& clock, Deadline const& deadline, int& reads);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Each word once, those that most have first.
std::vector<std::string> by_use(std::vector<std::string> const& tags);

}  // namespace stacktag
