// SPDX-License-Identifier: Apache-2.0
// The assets of a stack, through the Content Management API.
// https://www.contentstack.com/docs/developers/apis/content-management-api
#pragma once

#include <memory>
#include <string>

#include "contentstack/region.h"
#include "environment/environment.h"
#include "http/client.h"
#include "pace/token_bucket.h"
#include "ports/asset_store.h"

namespace stacktag::contentstack {

struct Options {
  Region region{};                 ///< CONTENTSTACK_REGION
  std::string api_url{};           ///< CONTENTSTACK_API_URL, else the region's; without /v3
  std::string api_key{};           ///< CONTENTSTACK_STACK_API_KEY
  std::string management_token{};  ///< CONTENTSTACK_STACK_MANAGEMENT_TOKEN
};

Options read_options(SettingsReader& reader);

struct Pace {
  TokenBucket& reads;
  TokenBucket& writes;
};

std::unique_ptr<AssetStore> make_asset_store(Options options, http::Client& client, Clock& clock,
                                             Pace pace);

}  // namespace stacktag::contentstack
