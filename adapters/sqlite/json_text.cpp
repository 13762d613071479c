// SPDX-License-Identifier: Apache-2.0
#include "sqlite/json_text.h"

#include "json/json.h"

namespace stacktag::sqlite {
namespace {

using json::Json;

Json parsed(std::string_view text) {
  return json::parse(text).value_or(Json::object());
}

int number_or_zero(Json const& object, std::string_view key) {
  return static_cast<int>(json::integer(object, key).value_or(0));
}

Json asset_json(Asset const& asset) {
  Json object{{"uid", asset.uid},           {"version", asset.version},    {"url", asset.url},
              {"type", asset.content_type}, {"filename", asset.filename},  {"title", asset.title},
              {"folder", asset.folder},     {"is_folder", asset.is_folder}};
  if (asset.file_bytes) {
    object["bytes"] = *asset.file_bytes;
  }
  return object;
}

Asset asset_of(Json const& object) {
  Asset asset{.uid = json::text_or_empty(object, "uid"),
              .version = number_or_zero(object, "version"),
              .url = json::text_or_empty(object, "url"),
              .content_type = json::text_or_empty(object, "type"),
              .filename = json::text_or_empty(object, "filename"),
              .title = json::text_or_empty(object, "title"),
              .folder = json::text_or_empty(object, "folder"),
              .is_folder = json::truth(object, "is_folder")};
  if (auto const bytes = json::integer(object, "bytes"); bytes && *bytes >= 0) {
    asset.file_bytes = static_cast<std::uint64_t>(*bytes);
  }
  return asset;
}

Json repair_json(OpenRepair const& repair) {
  Json object{{"edits", repair.edits},
              {"covered", repair.covered},
              {"written", repair.written},
              {"description", repair.description},
              {"description_covered", repair.description_covered},
              {"chosen", repair.chosen}};
  if (repair.their_version) {
    object["their_version"] = *repair.their_version;
  }
  if (repair.description_written) {
    object["description_written"] = *repair.description_written;
  }
  if (repair.unsure_above) {
    object["unsure_above"] = *repair.unsure_above;
  }
  return object;
}

std::optional<int> optional_int(Json const& object, std::string_view key) {
  auto const value = json::integer(object, key);
  return value ? std::optional(static_cast<int>(*value)) : std::nullopt;
}

OpenRepair repair_of(Json const& object) {
  return {.their_version = optional_int(object, "their_version"),
          .edits = json::texts(object, "edits"),
          .covered = json::texts(object, "covered"),
          .written = json::texts(object, "written"),
          .description = json::text_or_empty(object, "description"),
          .description_covered = json::text_or_empty(object, "description_covered"),
          .description_written = json::text(object, "description_written"),
          .unsure_above = optional_int(object, "unsure_above"),
          .chosen = json::texts(object, "chosen")};
}

}  // namespace

std::string event_text(Event const& event) {
  return json::dump({{"module", event.module},
                     {"name", event.name},
                     {"stack", event.api_key},
                     {"branch", event.branch},
                     {"triggered_at", event.triggered_at},
                     {"asset", asset_json(event.asset)}});
}

Event event_of(std::string_view text) {
  auto const object = parsed(text);
  return {.module = json::text_or_empty(object, "module"),
          .name = json::text_or_empty(object, "name"),
          .api_key = json::text_or_empty(object, "stack"),
          .branch = json::text_or_empty(object, "branch"),
          .triggered_at = json::text_or_empty(object, "triggered_at"),
          .asset = asset_of(json::member(object, "asset"))};
}

std::string record_text(AssetRecord const& record) {
  Json object{{"file", record.file},       {"ours", record.ours},
              {"removed", record.removed}, {"own_versions", record.own_versions},
              {"engine", record.engine},   {"model_version", record.model_version},
              {"rules", record.rules}};
  if (record.repair) {
    object["repair"] = repair_json(*record.repair);
  }
  return json::dump(object);
}

AssetRecord record_of(std::string_view text) {
  auto const object = parsed(text);
  AssetRecord record{.file = json::text_or_empty(object, "file"),
                     .ours = json::texts(object, "ours"),
                     .removed = json::texts(object, "removed"),
                     .engine = json::text_or_empty(object, "engine"),
                     .model_version = json::text_or_empty(object, "model_version"),
                     .rules = json::text_or_empty(object, "rules")};
  for (auto const& version : json::member(object, "own_versions")) {
    if (version.is_number_integer()) {
      record.own_versions.push_back(version.get<int>());
    }
  }
  if (auto const& repair = json::member(object, "repair"); repair.is_object()) {
    record.repair = repair_of(repair);
  }
  return record;
}

std::string change_text(AssetChange const& change) {
  auto origins = Json::array();
  for (auto const& origin : change.origins) {
    origins.push_back({{"tag", origin.tag},
                       {"label", origin.label},
                       {"confidence", origin.confidence},
                       {"rule", origin.rule}});
  }
  Json object{{"added", change.added}, {"removed", change.removed}, {"origins", origins}};
  if (!change.removed_of_people.empty()) {
    object["removed_of_people"] = change.removed_of_people;
  }
  if (!change.model_version.empty()) {
    object["model"] = change.model_version;
  }
  return json::dump(object);
}

AssetChange change_of(std::string_view text) {
  auto const object = parsed(text);
  AssetChange change{.added = json::texts(object, "added"),
                     .removed = json::texts(object, "removed"),
                     .removed_of_people = json::texts(object, "removed_of_people"),
                     .model_version = json::text_or_empty(object, "model")};
  for (auto const& origin : json::member(object, "origins")) {
    change.origins.push_back(
        {json::text_or_empty(origin, "tag"), json::text_or_empty(origin, "label"),
         json::number(origin, "confidence").value_or(0), json::text_or_empty(origin, "rule")});
  }
  return change;
}

std::string query_text(LabelQuery const& query, Feature feature) {
  Json object{{"confidence", threshold_of(query, feature)}};
  if (feature == Feature::labels) {
    object["max"] = query.labels_max;
    object["labels_include"] = query.filters.labels_include;
    object["labels_exclude"] = query.filters.labels_exclude;
    object["categories_include"] = query.filters.categories_include;
    object["categories_exclude"] = query.filters.categories_exclude;
  }
  return json::dump(object);
}

LabelQuery query_of(std::string_view text, Feature feature) {
  auto const object = parsed(text);
  return {.confidence_min = json::number(object, "confidence").value_or(100),
          .labels_max = number_or_zero(object, "max"),
          .features = {feature},
          .filters = {.labels_include = json::texts(object, "labels_include"),
                      .labels_exclude = json::texts(object, "labels_exclude"),
                      .categories_include = json::texts(object, "categories_include"),
                      .categories_exclude = json::texts(object, "categories_exclude")}};
}

}  // namespace stacktag::sqlite
