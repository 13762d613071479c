// SPDX-License-Identifier: Apache-2.0
// The part of the Content Management API that is about assets.
// https://www.contentstack.com/docs/developers/apis/content-management-api#assets
#pragma once

#include <optional>
#include <string>

#include "http/server.h"
#include "stack/library.h"
#include "stack/listing.h"

namespace stacktag::sandbox {

/// `path` is what stands behind /v3, and begins with /assets. Nothing where there is no such
/// resource.
std::optional<Reply> answer_assets(Library& library, Listing& listing, Request const& request,
                                   std::string const& path, std::string const& branch);

}  // namespace stacktag::sandbox
