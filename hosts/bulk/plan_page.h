// SPDX-License-Identifier: Apache-2.0
// A plan as one HTML page that needs nothing else: thumbnails, what stays, comes and goes, and
// where in the picture a tag was found.
#pragma once

#include <stop_token>
#include <string>

#include "bulk/open_library.h"
#include "bulk/row.h"
#include "stacktag/result.h"

namespace stacktag::bulk {

struct PageRequest {
  std::string plan{};  ///< its file
  std::string page{};  ///< the file to write
  int jobs = 1;
  std::stop_token stop{};
};

/// Shows the first assets that change, k_page_assets_max of them at most, and says how many there
/// are. Each picture is fetched again, as a small one. A picture that cannot be had is left blank.
/// Errors: `bad_configuration`, with the path; `out_of_time` where it was stopped.
Result<void> write_page(OpenLibrary& library, PageRequest const& request, Clock& clock,
                        Advance const& advance);

inline constexpr int k_page_assets_max = 500;

}  // namespace stacktag::bulk
