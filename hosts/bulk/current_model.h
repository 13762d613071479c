// SPDX-License-Identifier: Apache-2.0
// A ledger of labels that knows only what the engine's model of now has said.
#pragma once

#include <mutex>
#include <string>

#include "ports/label_ledger.h"

namespace stacktag::bulk {

class CurrentModelOnly final : public LabelLedger {
 public:
  explicit CurrentModelOnly(LabelLedger& ledger) : ledger_(ledger) {}

  /// Empty until an answer has come.
  std::string model() const;

  Result<Answered> known(Picture const& picture, LabelQuery const& query,
                         std::string const& engine) override;
  Result<void> learned(Picture const& picture, LabelQuery const& query, Answered const& answer,
                       Cost const& cost) override;

 private:
  LabelLedger& ledger_;
  mutable std::mutex mutex_{};
  std::string model_{};
};

}  // namespace stacktag::bulk
