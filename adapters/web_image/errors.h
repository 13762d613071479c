// SPDX-License-Identifier: Apache-2.0
// What each way the fetching of a picture can end means for us: one table.
#pragma once

#include "http/client.h"
#include "ports/image_source.h"
#include "stacktag/error.h"

namespace stacktag::web_image {

struct Judgement {
  bool good = false;
  bool redirect = false;
  Error error{};           ///< where it is neither
  bool try_again = false;  ///< within this delivery
};

Judgement judge(http::Exchange const& exchange, Rendition rendition);

}  // namespace stacktag::web_image
