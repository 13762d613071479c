// SPDX-License-Identifier: Apache-2.0
#include "web_image/allowed_hosts.h"

#include <algorithm>

namespace stacktag::web_image {
namespace {

bool ends_in(std::string_view host, std::string_view suffix) {
  return host == suffix || (host.ends_with(suffix) && host.size() > suffix.size() &&
                            host[host.size() - suffix.size() - 1] == '.');
}

}  // namespace

std::optional<AllowedHosts::Kind> AllowedHosts::kind_of(http::Url const& url) const {
  if (std::ranges::find(extra, url.host + ":" + std::to_string(url.port)) != extra.end()) {
    return Kind::extra;
  }
  bool const known = std::ranges::any_of(
      suffixes, [&](std::string const& suffix) { return ends_in(url.host, suffix); });
  constexpr int k_https_port = 443;
  if (known && url.scheme == "https" && url.port == k_https_port) {
    return Kind::of_the_region;
  }
  return std::nullopt;
}

}  // namespace stacktag::web_image
