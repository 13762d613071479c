// SPDX-License-Identifier: Apache-2.0
// The forms of Contentstack's two signatures, read strictly and bounded.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stacktag/clock.h"

namespace stacktag::contentstack {

/// The bytes of `v1=<base64>`, the first of a comma-separated list. Nothing where the header has
/// another form. Only the prefix is cut: splitting at '=' would lose the padding.
std::optional<std::string> parse_rsa_signature(std::string_view header);

struct HmacSignature {
  std::string timestamp{};  ///< as written: it is part of what was signed
  std::int64_t unix_seconds = 0;
  std::vector<std::string> digests{};  ///< lower-case hexadecimal; two while a key is being rotated
};

/// `t=<unix seconds>,v1=<hex>[,v1=<hex>]`, with at most 8 digests; unknown parts are passed over.
std::optional<HmacSignature> parse_hmac_signature(std::string_view header);

/// ISO 8601 in UTC, as `triggered_at` has it: 2026-01-02T03:04:06.100Z.
std::optional<WallTime> parse_utc_time(std::string_view text);

}  // namespace stacktag::contentstack
