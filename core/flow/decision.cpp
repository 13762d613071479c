// SPDX-License-Identifier: Apache-2.0
#include "flow/decision.h"

#include <algorithm>

namespace stacktag {
namespace {

// "publish.success" and the like are forms of one event.
std::string_view base_name(std::string_view event) {
  return event.substr(0, event.find('.'));
}

bool is_image_type(std::string_view content_type) {
  constexpr std::string_view k_image = "image/";
  return std::ranges::equal(content_type.substr(0, k_image.size()), k_image, {}, [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
}

std::optional<Reason> skip_by_name(std::string_view name) {
  if (name == "create" || name == "update") {
    return std::nullopt;
  }
  if (base_name(name) == "delete") {
    return Reason::asset_deleted;
  }
  if (base_name(name) == "publish" || base_name(name) == "unpublish") {
    return Reason::publish_event;
  }
  return Reason::other_event;
}

}  // namespace

bool is_update(Event const& event) {
  return event.name == "update";
}

std::optional<Reason> skip_at_sight(Event const& event, std::string_view own_api_key) {
  if (!event.api_key.empty() && event.api_key != own_api_key) {
    return Reason::other_stack;
  }
  if (event.module != "asset") {
    return Reason::other_module;
  }
  if (auto const skip = skip_by_name(event.name)) {
    return skip;
  }
  if (event.asset.is_folder) {
    return Reason::folder;
  }
  if (!event.asset.content_type.empty() && !is_image_type(event.asset.content_type)) {
    return Reason::other_content_type;
  }
  return std::nullopt;
}

bool is_incomplete(Event const& event) {
  return event.asset.url.empty() || event.asset.content_type.empty() || event.asset.version == 0;
}

std::optional<Reason> skip_by_previous(Event const& event, std::optional<Asset> const& previous) {
  if (is_update(event) && previous && file_uid(*previous) == file_uid(event.asset)) {
    return Reason::file_unchanged;
  }
  return std::nullopt;
}

std::optional<Reason> skip_by_latest(Event const& event, std::optional<Asset> const& latest) {
  if (!latest) {
    return Reason::asset_gone;
  }
  if (file_uid(*latest) != file_uid(event.asset)) {
    return Reason::superseded;
  }
  return std::nullopt;
}

}  // namespace stacktag
