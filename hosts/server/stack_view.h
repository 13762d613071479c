// SPDX-License-Identifier: Apache-2.0
// A stack as operators see it.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "stacktag/result.h"

namespace stacktag::server {

struct StackView {
  std::string name{};     ///< in the configuration; in metrics and log lines
  std::string api_key{};  ///< as jobs and the ledger have it
  /// A call that changes nothing and costs nothing but one read: whether Contentstack takes the
  /// token. Errors: those of AssetStore.
  std::function<Result<void>()> check_credentials{};
  std::optional<std::int64_t> budget_microdollars{};  ///< a month; nothing where there is none
  /// How many calls the rate limits would let through at once, now. Each may be empty.
  std::function<double()> reads_headroom{};
  std::function<double()> writes_headroom{};
  std::function<double()> label_calls_headroom{};
};

}  // namespace stacktag::server
