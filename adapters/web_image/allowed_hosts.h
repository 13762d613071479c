// SPDX-License-Identifier: Apache-2.0
// Which URLs a picture may come from.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "http/client.h"
#include "http/url.h"

namespace stacktag::web_image {

struct AllowedHosts {
  /// Whole names or what they end in behind a dot; https on 443.
  std::vector<std::string> suffixes{};
  /// host:port, exactly; http or https.
  std::vector<std::string> extra{};

  enum class Kind { of_the_region, extra };
  /// Nothing where the URL is not allowed.
  std::optional<Kind> kind_of(http::Url const& url) const;
};

}  // namespace stacktag::web_image
