// SPDX-License-Identifier: Apache-2.0
#include "cli/chosen_stack.h"

#include <algorithm>

namespace stacktag::cli {

server::StackSettings chosen_stack(Environment const& environment, std::string const& name,
                                   std::vector<std::string>& mistakes) {
  auto stacks = server::read_stacks(environment, mistakes);
  auto const found = std::ranges::find(stacks, name, &server::StackSettings::name);
  if (found != stacks.end()) {
    return std::move(*found);
  }
  if (!name.empty() || stacks.size() > 1) {
    mistakes.push_back("--stack: no stack of this name is configured");
  }
  return std::move(stacks.front());
}

}  // namespace stacktag::cli
