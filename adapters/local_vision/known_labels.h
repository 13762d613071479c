// SPDX-License-Identifier: Apache-2.0
// The labels that the engine can give: their place among Rekognition's labels, and whether each is
// given unless asked for.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace stacktag::local_vision {

struct KnownLabel {
  std::string_view name{};
  std::string_view category{};
  std::vector<std::string> parents{};
  std::vector<std::string> aliases{};
  bool is_default = true;  ///< docs/local-engine.md has the precision that this follows from
};

std::span<KnownLabel const> known_labels();

/// Null where there is no such label. In any case of letters.
KnownLabel const* find_known_label(std::string_view name);

/// Which labels are given.
class Switches {
 public:
  /// The defaults, less those of `changes` that begin with "-", with the others. "all" stands for
  /// every label. Names that are not known change nothing.
  explicit Switches(std::vector<std::string> const& changes = {});

  bool is_on(std::string_view name) const;

 private:
  std::vector<std::string_view> on_;
};

}  // namespace stacktag::local_vision
