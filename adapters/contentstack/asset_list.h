// SPDX-License-Identifier: Apache-2.0
// The assets of a stack, page by page, through the Content Management API.
// https://www.contentstack.com/docs/developers/apis/content-management-api#get-all-assets
#pragma once

#include <memory>

#include "contentstack/asset_store.h"
#include "ports/asset_list.h"

namespace stacktag::contentstack {

std::unique_ptr<AssetList> make_asset_list(Options options, http::Client& client, Clock& clock,
                                           TokenBucket& reads);

}  // namespace stacktag::contentstack
