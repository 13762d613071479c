// SPDX-License-Identifier: Apache-2.0
// The one stack that a person means, and which parts of its configuration are without a mistake: a
// command that needs few of them works although others are wrong.
#pragma once

#include <string>
#include <vector>

#include "environment/environment.h"
#include "server/stacks.h"
#include "stacktag/result.h"

namespace stacktag::care {

struct ChosenStack {
  server::StackSettings settings{};
  std::vector<std::string> mistakes{};  ///< of all that is configured, other stacks included
  bool is_contentstack_well = false;
  bool is_proof_well = false;
  bool is_engine_well = false;
};

/// `name`: the stack's name or API key; empty where there is but one. Error: `bad_configuration`,
/// naming the stacks that there are.
Result<ChosenStack> choose_stack(Environment const& environment, std::string const& name);

/// The first of those that are worked on; empty, the main one, where none is configured.
std::string first_branch(server::StackSettings const& settings);

}  // namespace stacktag::care
