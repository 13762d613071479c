// SPDX-License-Identifier: Apache-2.0
// Pictures over HTTP, from hosts that are allowed to serve them and no others.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "environment/environment.h"
#include "http/client.h"
#include "pace/token_bucket.h"
#include "ports/image_source.h"

namespace stacktag::web_image {

struct Options {
  /// https only, public addresses only.
  std::vector<std::string> host_suffixes{};
  /// CONTENTSTACK_IMAGE_HOSTS, each host:port; may be http and private. Without a port in the
  /// setting both 80 and 443 stand here.
  std::vector<std::string> extra_hosts{};
};

Options read_options(SettingsReader& reader, std::vector<std::string> host_suffixes);

/// `reads` is the bucket that requests to the management API share: an unpublished asset is served
/// by that API.
std::unique_ptr<ImageSource> make_image_source(Options options, http::Client& client, Clock& clock,
                                               TokenBucket& reads);

}  // namespace stacktag::web_image
