// SPDX-License-Identifier: Apache-2.0
// What engines have said, kept beyond the process, so that no picture is paid for twice.
#pragma once

#include <string>
#include <string_view>

#include "flow/asset_record.h"
#include "flow/features.h"
#include "flow/label_query.h"
#include "stacktag/result.h"

namespace stacktag {

/// A picture, known by the asset's file or, wherever it may be, by its bytes.
struct Picture {
  AssetKey asset{};
  std::string file{};        ///< uid
  std::string_view bytes{};  ///< as the engine gets them
};

class LabelLedger {
 public:
  virtual ~LabelLedger() = default;

  /// What `engine` has said of the picture, as far as it covers the query. Error:
  /// `store_unavailable`. Safe to call from several threads, as is the other.
  virtual Result<Answered> known(Picture const& picture, LabelQuery const& query,
                                 std::string const& engine) = 0;

  /// Keeps an answer to the query, and what it cost. It is durable when this returns.
  virtual Result<void> learned(Picture const& picture, LabelQuery const& query,
                               Answered const& answer, Cost const& cost) = 0;
};

}  // namespace stacktag
