// SPDX-License-Identifier: Apache-2.0
// What Rekognition costs, by its list.
#pragma once

#include <cstdint>

#include "flow/labels.h"

namespace stacktag::rekognition {

/// Of one picture in us-east-1, the first million of a month, as of August 2026: each operation is
/// 1,000 micro-dollars (0.001 US$), and IMAGE_PROPERTIES 750, on a meter of their own whether they
/// come with labels or alone. Other regions and larger numbers have other prices, and AWS's own
/// page is what counts: https://aws.amazon.com/rekognition/pricing/
constexpr std::int64_t list_price_microdollars(Feature feature) {
  return feature == Feature::properties ? 750 : 1'000;
}

}  // namespace stacktag::rekognition
