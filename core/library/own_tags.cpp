// SPDX-License-Identifier: Apache-2.0
#include "library/own_tags.h"

#include <optional>

namespace stacktag {
namespace {

// Contentstack's own name of the main branch.
constexpr char const* k_main = "main";

}  // namespace

std::vector<std::string> branch_names(std::string const& branch) {
  return branch.empty() || branch == k_main ? std::vector<std::string>{k_main, ""}
                                            : std::vector<std::string>{branch};
}

Result<std::vector<std::string>> OwnTags::of(std::string const& asset) const {
  if (ledger_ == nullptr) {
    return std::vector<std::string>{};
  }
  for (auto const& branch : branch_names(branch_)) {
    TRY(auto record, ledger_->read({stack_, branch, asset}));
    if (record) {
      return std::move(record->ours);
    }
  }
  return std::vector<std::string>{};
}

}  // namespace stacktag
