// SPDX-License-Identifier: Apache-2.0
// Contentstack's seven regions and their hosts. Source: npm @contentstack/utils, regions.json.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stacktag::contentstack {

struct Region {
  std::string id{};       ///< na, eu, au, azure-na, azure-eu, gcp-na, gcp-eu
  std::string api_url{};  ///< of the Content Management API, without /v3
  std::string app_url{};  ///< where the public keys are
  /// Hosts that serve this region's assets end in one of these.
  std::vector<std::string> image_host_suffixes{};
};

/// By id or alias (aws-na, us, azure_na, ...), in any case of letters.
std::optional<Region> find_region(std::string_view name);
/// Ids, in the documented order.
std::vector<std::string_view> region_ids();

}  // namespace stacktag::contentstack
