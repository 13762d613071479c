// SPDX-License-Identifier: Apache-2.0
#include "library/own_tags.h"

#include <optional>

namespace stacktag {

Result<std::vector<std::string>> OwnTags::of(std::string const& asset) const {
  if (ledger_ == nullptr) {
    return std::vector<std::string>{};
  }
  TRY(auto record, ledger_->read({stack_, ledger_branch(branch_), asset}));
  return record ? std::move(record->ours) : std::vector<std::string>{};
}

}  // namespace stacktag
