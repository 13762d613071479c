// SPDX-License-Identifier: Apache-2.0
// The queue and the ledger know stacks by their API keys; people know them by the names in the
// configuration.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "environment/environment.h"
#include "server/stack_view.h"

namespace stacktag::server {

/// What stands for a stack that has no name.
enum class Unnamed {
  key,     ///< its API key: for who can read the store's file anyhow
  hidden,  ///< nothing that tells the key
};

class StackNames {
 public:
  explicit StackNames(Unnamed unnamed) : unnamed_(unnamed) {}

  void add(std::string const& name, std::string const& api_key);
  std::string shown(std::string const& api_key) const;
  /// Nothing where no stack has this name.
  std::optional<std::string> key_of(std::string const& name) const;
  /// The text with what is shown of a stack in place of its key, that of `api_key` too.
  std::string cleaned(std::string text, std::string const& api_key) const;

 private:
  Unnamed unnamed_;
  std::map<std::string, std::string> names_{};  // by key
};

/// Of a running server: keys stay hidden.
StackNames names_of(std::vector<StackView> const& stacks);

/// As the configuration has them, for commands beside a server. What is wrong in its file is not
/// their business; the keys of stacks without a name are shown.
StackNames configured_names(Environment const& environment);

}  // namespace stacktag::server
