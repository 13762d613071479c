// SPDX-License-Identifier: Apache-2.0
// A plan on disk: a header, then one line for each asset, read and written line by line.
#pragma once

#include <cstddef>
#include <fstream>
#include <optional>
#include <string>

#include "bulk/plan_json.h"
#include "stacktag/result.h"

namespace stacktag::bulk {

/// Lines are collected beside the file until all are there: no half plan ever stands under its
/// name. Errors of all: `bad_configuration`, with the path.
class PlanWriter final {
 public:
  static Result<PlanWriter> begin(std::string path);
  PlanWriter(PlanWriter&&) = default;
  PlanWriter& operator=(PlanWriter&&) = delete;
  ~PlanWriter();

  Result<void> add(PlannedAsset const& planned);
  /// Puts the header in front and the file in its place.
  Result<void> finish(PlanHeader const& header);

 private:
  PlanWriter(std::string path, std::ofstream lines)
      : path_(std::move(path)), lines_(std::move(lines)) {}

  std::string path_;
  std::ofstream lines_;
};

class PlanReader final {
 public:
  /// Errors of all: `bad_configuration`, with path and line.
  static Result<PlanReader> open(std::string path);

  PlanHeader const& header() const { return header_; }
  /// The number of the line that next() gave last, from 2.
  std::size_t line() const { return line_; }
  /// Nothing at the end.
  Result<std::optional<PlannedAsset>> next();

 private:
  PlanReader(std::string path, std::ifstream lines)
      : path_(std::move(path)), lines_(std::move(lines)) {}
  Result<std::optional<std::string>> read_line();
  Error wrong(std::string const& what) const;

  std::string path_;
  std::ifstream lines_;
  PlanHeader header_{};
  std::size_t line_ = 0;
};

/// Names the plan by what stands in it: SHA-256 in hexadecimal.
Result<std::string> digest_of_file(std::string const& path);

}  // namespace stacktag::bulk
