// SPDX-License-Identifier: Apache-2.0
// A proposal as a file that stacktag.toml may become, with comments for whoever reviews it.
#pragma once

#include <string>

#include "library/proposal.h"

namespace stacktag::study {

/// Where the proposal comes from, for the head of the file.
struct ProposalOrigin {
  std::string stack{};
  std::string branch{};  ///< empty: the main one
  int assets = 0;
  int assets_min = 1;

  bool operator==(ProposalOrigin const&) const = default;
};

/// A text in quotes, as TOML has it, in one line.
std::string quoted_in_toml(std::string const& text);

/// As rules_file::parse_rules takes it; near spellings are comments.
std::string proposal_toml(Proposal const& proposal, ProposalOrigin const& origin);

}  // namespace stacktag::study
