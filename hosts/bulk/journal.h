// SPDX-License-Identifier: Apache-2.0
// What of a plan is done, on disk beside it, so that a second `stacktag apply` goes on where the
// first one stopped.
#pragma once

#include <cstddef>
#include <fstream>
#include <string>
#include <vector>

#include "flow/report.h"
#include "stacktag/result.h"

namespace stacktag::bulk {

class Journal final {
 public:
  /// PLAN.applied, of the plan of this digest. One of another plan counts for nothing and is begun
  /// anew. Errors of all: `bad_configuration`, with the path.
  static Result<Journal> open(std::string const& plan, std::string const& digest);

  /// When it was opened; what is added does not count, so that it may be asked meanwhile.
  bool is_done(std::size_t line) const { return line < done_.size() && done_[line]; }
  std::size_t done() const;
  std::string const& path() const { return path_; }

  /// What failed and may be tried again is written down, too, but is not done.
  Result<void> add(std::size_t line, Report const& report);

 private:
  explicit Journal(std::string path) : path_(std::move(path)) {}
  std::streamoff read(std::string const& digest);
  void mark(std::size_t line);

  std::string path_;
  std::ofstream lines_{};
  std::vector<bool> done_{};
};

}  // namespace stacktag::bulk
