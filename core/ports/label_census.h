// SPDX-License-Identifier: Apache-2.0
// The ledger's answers looked at together: what engines see in a stack's pictures.
#pragma once

#include <string>
#include <vector>

#include "flow/labels.h"
#include "stacktag/result.h"

namespace stacktag {

struct LabelUse {
  Label label{};     ///< as one of the answers has it, without instances
  int pictures = 0;  ///< in which it was seen

  bool operator==(LabelUse const&) const = default;
};

class LabelCensus {
 public:
  virtual ~LabelCensus() = default;

  /// Each label of Feature::labels that was seen in a file of the stack, by any engine, however
  /// sure; those of most pictures first. Memory: that of the distinct labels. Error:
  /// `store_unavailable`.
  virtual Result<std::vector<LabelUse>> labels(std::string const& stack) = 0;
};

}  // namespace stacktag
