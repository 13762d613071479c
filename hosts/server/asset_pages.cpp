// SPDX-License-Identifier: Apache-2.0
// The ledger, asset by asset.
#include <utility>

#include "server/desk_json.h"
#include "server/operator_pages.h"
#include "server/operator_reply.h"
#include "stacktag/limits.h"

namespace stacktag::server {
namespace {

constexpr int k_assets_usual = 50;

}  // namespace

http::ServerReply assets_page(Visit const& visit) {
  Parameters parameters(visit.request.query);
  auto const stack = parameters.text("stack");
  auto const limit = static_cast<int>(
      parameters.number("limit", k_assets_usual, 1, limits::store_rows_listed_max));
  auto const key = stack ? visit.names.key_of(*stack) : "";
  if (!key) {
    parameters.refuse("stack", "there is no such stack");
  }
  if (auto mistake = parameters.mistake()) {
    return *std::move(mistake);
  }
  auto const assets = visit.sources().ledger.latest(key.value_or(""), limit);
  if (!assets) {
    return error_reply(assets.error());
  }
  auto all = json::OrderedJson::array();
  for (auto const& asset : *assets) {
    all.push_back(asset_json(asset, visit.names));
  }
  return json_reply(200, {{"assets", std::move(all)}});
}

// One uid may be in several branches and stacks.
http::ServerReply asset_page(Visit const& visit) {
  auto const assets = visit.sources().ledger.assets(visit.item);
  if (!assets) {
    return error_reply(assets.error());
  }
  if (assets->empty()) {
    return error_reply(404, "the ledger knows no such asset");
  }
  auto all = json::OrderedJson::array();
  for (auto const& asset : *assets) {
    all.push_back(whole_asset_json(asset, visit.names));
  }
  return json_reply(200, {{"assets", std::move(all)}});
}

}  // namespace stacktag::server
