// SPDX-License-Identifier: Apache-2.0
#include "library/own_tags.h"

#include <array>
#include <optional>

namespace stacktag {
namespace {

// Contentstack's own name of the main branch. Events of stacks without branches name none.
constexpr char const* k_main = "main";

std::array<std::string, 2> names_of(std::string const& branch) {
  return branch.empty() || branch == k_main ? std::array<std::string, 2>{k_main, ""}
                                            : std::array<std::string, 2>{branch, branch};
}

}  // namespace

Result<std::vector<std::string>> OwnTags::of(std::string const& asset) const {
  if (ledger_ == nullptr) {
    return std::vector<std::string>{};
  }
  for (auto const& branch : names_of(branch_)) {
    TRY(auto record, ledger_->read({stack_, branch, asset}));
    if (record) {
      return std::move(record->ours);
    }
  }
  return std::vector<std::string>{};
}

}  // namespace stacktag
