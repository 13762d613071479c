// SPDX-License-Identifier: Apache-2.0
// An asset that was read can be written out and read back the same, and no tag of it is ever lost.
#include <algorithm>

#include "contentstack/webhook.h"
#include "fuzz/target.h"
#include "json/json.h"
#include "rules/plan.h"

namespace stacktag::fuzz {

FUZZ_TARGET(asset_json) {
  auto const body = json::parse(text);
  auto const asset = body ? contentstack::decode_asset(json::member(*body, "asset")) : Asset{};
  json::Json object{{"uid", asset.uid},
                    {"_version", asset.version},
                    {"url", asset.url},
                    {"content_type", asset.content_type},
                    {"title", asset.title},
                    {"filename", asset.filename},
                    {"tags", asset.tags},
                    {"is_dir", asset.is_folder},
                    {"description", asset.description},
                    {"parent_uid", asset.folder}};
  if (asset.file_bytes) {
    object["file_size"] = std::to_string(*asset.file_bytes);
  }
  auto const plan = plan_tags(asset.tags, {"New"}, Merge::add);
  bool const kept = std::ranges::equal(asset.tags, std::span(plan.tags).first(asset.tags.size()));
  bool const named = asset.url.find(file_uid(asset)) != std::string::npos;
  hold(contentstack::decode_asset(object) == asset);
  hold(kept);
  hold(named);
}

}  // namespace stacktag::fuzz
