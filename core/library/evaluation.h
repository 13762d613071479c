// SPDX-License-Identifier: Apache-2.0
// Engine and rules held against the tags that people gave, by threshold and by label.
//
// A tag that people did not give counts as wrong, although people leave out much that is right: so
// precision is a lower bound.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "flow/labels.h"
#include "rules/choose.h"
#include "rules/policy.h"

namespace stacktag {

struct Tally {
  int assets = 0;  ///< with at least one suggestion
  int right = 0;   ///< suggestions that people gave, too
  int wrong = 0;   ///< suggestions that they did not give
  int missed = 0;  ///< tags of theirs that were not suggested

  /// 0 to 1; nothing where nothing was suggested.
  std::optional<double> precision() const;
  /// 0 to 1; nothing where people gave nothing.
  std::optional<double> recall() const;
  bool operator==(Tally const&) const = default;
};

struct ThresholdResult {
  int threshold = 0;  ///< in percent, in the place of tags.min_confidence
  Tally tally{};

  bool operator==(ThresholdResult const&) const = default;
};

struct LabelResult {
  std::string label{};  ///< as the engine has it
  std::string tag{};    ///< that the rules make of it
  Tally tally{};        ///< `missed`: assets whose people gave the tag without this label's help

  bool operator==(LabelResult const&) const = default;
};

/// A threshold with fewer assets behind it is recommended with a warning.
inline constexpr int k_backing_assets_few = 30;

class Evaluation {
 public:
  /// Thresholds from `lowest` to 100 in steps of `step` (1 to 100): below the confidence that
  /// labels were asked with, nothing is known.
  Evaluation(int lowest, int step);

  /// One asset. Of its policy the prefixes do not count, since people write none. Tags are one
  /// where their tag_key with Variants::together is. An asset without tags of people's is left out.
  void add(Labels const& labels, TagPolicy policy, std::vector<std::string> const& people);

  int assets() const { return assets_; }      ///< that counted
  int left_out() const { return left_out_; }  ///< without tags of people's

  /// The lowest threshold first.
  std::vector<ThresholdResult> by_threshold() const;
  /// At one of the thresholds; what was suggested most first.
  std::vector<LabelResult> by_label(int threshold) const;

 private:
  struct LabelCounts {
    std::string tag{};         // as it was suggested last
    std::vector<int> right{};  // for each threshold
    std::vector<int> wrong{};
  };

  void count(std::size_t place, Choice const& choice, std::set<std::string> const& given);

  std::vector<int> thresholds_{};
  std::vector<Tally> tallies_{};
  std::map<std::pair<std::string, std::string>, LabelCounts> labels_{};  // by label and tag_key
  std::map<std::string, int> given_{};  // by tag_key: assets whose people gave it
  int assets_ = 0;
  int left_out_ = 0;
};

/// The lowest threshold whose precision is at least `target` (0 to 1); nothing where none is.
std::optional<ThresholdResult> recommended(std::vector<ThresholdResult> const& results,
                                           double target);

}  // namespace stacktag
