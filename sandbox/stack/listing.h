// SPDX-License-Identifier: Apache-2.0
// Pages of a library. What a list has is found out once: whoever reads page by page asks for the
// same list again and again.
#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "json/json.h"
#include "stack/asset_query.h"
#include "stack/library.h"

namespace stacktag::sandbox {

struct Page {
  std::vector<json::Json> assets{};
  std::size_t count = 0;  ///< of all that match, whatever the page
};

class Listing {
 public:
  explicit Listing(Library const& library) : library_(library) {}

  /// Nothing where a parameter is wrong. Safe to call from several threads.
  std::optional<Page> page(std::string const& branch, Parameters const& parameters, bool images);

 private:
  bool look(std::string const& branch, Parameters const& parameters, bool images);

  Library const& library_;
  std::mutex mutex_{};
  std::string known_{};  ///< which list `uids_` is
  std::uint64_t changes_ = 0;
  std::vector<std::string> uids_{};
};

}  // namespace stacktag::sandbox
