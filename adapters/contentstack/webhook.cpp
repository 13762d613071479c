// SPDX-License-Identifier: Apache-2.0
#include "contentstack/webhook.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "contentstack/names.h"

namespace stacktag::contentstack {
namespace {

using json::Json;

// The classic folder's content type, spelled as Contentstack spells it.
constexpr std::string_view k_folder_type = "application/vnd.contenstack.folder";

int version_of(Json const& asset) {
  auto const version = json::integer(asset, "_version").value_or(0);
  bool const known = version >= 1 && version <= std::numeric_limits<int>::max();
  return known ? static_cast<int>(version) : 0;
}

// `data.branch` is an object in recorded deliveries; one document shows a text at the top.
std::string branch_of(Json const& body) {
  auto const& branch = json::member(json::member(body, "data"), "branch");
  if (branch.is_object()) {
    return json::text_or_empty(branch, "uid");
  }
  return json::text(json::member(body, "data"), "branch")
      .value_or(json::text_or_empty(body, "branch"));
}

Result<void> check(Event const& event) {
  if (event.module.empty() || event.name.empty()) {
    return fail(Reason::malformed_event, "the body has no module or no event");
  }
  if (!event.api_key.empty() && !is_uid(event.api_key)) {
    return fail(Reason::malformed_event, "the body's api_key is not one");
  }
  if (!event.branch.empty() && !is_uid(event.branch)) {
    return fail(Reason::malformed_event, "the body's branch is not the uid of one");
  }
  if (event.module == "asset" && !is_uid(event.asset.uid)) {
    return fail(Reason::malformed_event, "the body has no data.asset.uid, or it is not one");
  }
  return {};
}

}  // namespace

Asset decode_asset(Json const& object) {
  Asset asset{.uid = json::text_or_empty(object, "uid"),
              .version = version_of(object),
              .url = json::text_or_empty(object, "url"),
              .content_type = json::text_or_empty(object, "content_type"),
              .filename = json::text_or_empty(object, "filename"),
              .title = json::text_or_empty(object, "title"),
              .description = json::text_or_empty(object, "description"),
              .folder = json::text_or_empty(object, "parent_uid"),
              .tags = json::texts(object, "tags"),
              .is_folder = json::truth(object, "is_dir")};
  if (auto const bytes = json::integer(object, "file_size"); bytes && *bytes >= 0) {
    asset.file_bytes = static_cast<std::uint64_t>(*bytes);
  }
  asset.is_folder = asset.is_folder || asset.content_type == k_folder_type;
  return asset;
}

Result<Event> decode_event(std::string_view body) {
  auto const parsed = json::parse(body);
  if (!parsed || !parsed->is_object()) {
    return fail(Reason::malformed_event, "the body is not a JSON object");
  }
  Event event{.module = json::text_or_empty(*parsed, "module"),
              .name = json::text_or_empty(*parsed, "event"),
              .api_key = json::text_or_empty(*parsed, "api_key"),
              .branch = branch_of(*parsed),
              .triggered_at = json::text_or_empty(*parsed, "triggered_at"),
              .asset = decode_asset(json::member(json::member(*parsed, "data"), "asset"))};
  TRY_VOID(check(event));
  return event;
}

}  // namespace stacktag::contentstack
