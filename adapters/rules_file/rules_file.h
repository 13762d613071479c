// SPDX-License-Identifier: Apache-2.0
// The customer's rules as people write them: a TOML file, and the lists of words that it names.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "rules/rules.h"
#include "stacktag/result.h"

namespace stacktag::rules_file {

struct Mistake {
  std::string file{};
  int line = 0;  ///< from 1; 0 where the file as a whole is meant
  int column = 0;
  std::string message{};

  bool operator==(Mistake const&) const = default;
};

/// file:line:column: message
std::string to_string(Mistake const& mistake);

/// A whole file, at most limits::rules_file_bytes_max of it.
Result<std::string> read_whole(std::string const& path);

/// How the lists that a file of rules names are read; given the path that stands in the file.
using ListSource = std::function<Result<std::string>(std::string const& path)>;

/// Every mistake, in the order of the text; limits::rules_mistakes_max of them at most.
tl::expected<Rules, std::vector<Mistake>> parse_rules(std::string const& name,
                                                      std::string_view text,
                                                      ListSource const& lists);

/// One [[stack]] of a server, as the environment variables that its keys stand for.
struct StackTable {
  std::string name{};
  std::map<std::string, std::string, std::less<>> variables{};

  bool operator==(StackTable const&) const = default;
};

/// The stacks in the file at `path`; of the rules in it nothing is said.
tl::expected<std::vector<StackTable>, std::vector<Mistake>> read_stacks(std::string const& path);

/// The rules in the file at `path`, with the lists that it names, relative to it.
tl::expected<Rules, std::vector<Mistake>> read_rules(std::string const& path);

}  // namespace stacktag::rules_file
