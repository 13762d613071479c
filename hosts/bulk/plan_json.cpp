// SPDX-License-Identifier: Apache-2.0
#include "bulk/plan_json.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "contentstack/names.h"
#include "json/json.h"
#include "stacktag/reason.h"

namespace stacktag::bulk {
namespace {

using json::Json;
using json::OrderedJson;

constexpr int k_form = 1;

// As many digits as tell boxes of a picture apart.
double rounded(double value) {
  constexpr double k_steps = 10'000;
  return std::round(value * k_steps) / k_steps;
}

OrderedJson boxes_json(std::vector<Box> const& boxes) {
  auto all = OrderedJson::array();
  for (auto const& box : boxes) {
    all.push_back({rounded(box.left), rounded(box.top), rounded(box.width), rounded(box.height)});
  }
  return all;
}

OrderedJson why_json(std::vector<PlannedTag> const& why) {
  auto all = OrderedJson::array();
  for (auto const& [origin, boxes] : why) {
    OrderedJson one{
        {"tag", origin.tag}, {"label", origin.label}, {"confidence", rounded(origin.confidence)}};
    if (!origin.rule.empty()) {
      one["rule"] = origin.rule;
    }
    if (!boxes.empty()) {
      one["boxes"] = boxes_json(boxes);
    }
    all.push_back(std::move(one));
  }
  return all;
}

std::vector<Box> boxes_of(Json const& list) {
  std::vector<Box> boxes;
  for (auto const& box : list) {
    bool const good = box.is_array() && box.size() == 4 &&
                      std::ranges::all_of(box, [](Json const& side) { return side.is_number(); });
    if (good) {
      boxes.push_back(
          {box[0].get<double>(), box[1].get<double>(), box[2].get<double>(), box[3].get<double>()});
    }
  }
  return boxes;
}

std::vector<PlannedTag> why_of(Json const& list) {
  std::vector<PlannedTag> why;
  for (auto const& one : list) {
    why.push_back({{json::text_or_empty(one, "tag"), json::text_or_empty(one, "label"),
                    json::number(one, "confidence").value_or(0), json::text_or_empty(one, "rule")},
                   boxes_of(json::member(one, "boxes"))});
  }
  return why;
}

void put(OrderedJson& object, char const* name, std::vector<std::string> const& texts) {
  if (!texts.empty()) {
    object[name] = texts;
  }
}

void put(OrderedJson& object, char const* name, std::string const& text) {
  if (!text.empty()) {
    object[name] = text;
  }
}

std::optional<Reason> reason_named(std::string_view name) {
  auto const found = std::ranges::find(all_reasons(), name, &ReasonFacts::name);
  return found == all_reasons().end() ? std::nullopt : std::optional(found->reason);
}

bool has_reason(PlannedEnd end) {
  return end == PlannedEnd::skipped || end == PlannedEnd::failed;
}

std::map<std::string, std::string> texts_of(Json const& object) {
  std::map<std::string, std::string> all;
  for (auto const& [name, value] : object.items()) {
    if (value.is_string()) {
      all[name] = value.get<std::string>();
    }
  }
  return all;
}

}  // namespace

std::string header_text(PlanHeader const& header) {
  OrderedJson object{{"stacktag_plan", k_form}, {"kind", header.kind},
                     {"stack", header.stack},   {"branch", header.branch},
                     {"engine", header.engine}, {"features", header.features},
                     {"rules", header.rules}};
  object["chosen"] = header.chosen;
  object["counts"] = header.counts;
  return json::dump_in_order(object);
}

std::optional<PlanHeader> header_of(std::string_view line) {
  auto const object = json::parse(line).value_or(Json());
  if (json::integer(object, "stacktag_plan") != k_form) {
    return std::nullopt;
  }
  PlanHeader header{.kind = json::text_or_empty(object, "kind"),
                    .stack = json::text_or_empty(object, "stack"),
                    .branch = json::text_or_empty(object, "branch"),
                    .engine = json::text_or_empty(object, "engine"),
                    .features = json::text_or_empty(object, "features"),
                    .rules = json::text_or_empty(object, "rules"),
                    .chosen = texts_of(json::member(object, "chosen"))};
  auto const& counts = json::member(object, "counts");
  for (auto const& [name, value] : counts.items()) {
    header.counts[name] = static_cast<int>(json::integer(counts, name).value_or(0));
  }
  return header;
}

std::string planned_text(PlannedAsset const& planned) {
  OrderedJson object{
      {"asset", planned.asset}, {"version", planned.version}, {"end", to_string(planned.end)}};
  if (has_reason(planned.end)) {
    object["reason"] = to_string(planned.reason);
  }
  put(object, "message", planned.message);
  put(object, "filename", planned.filename);
  put(object, "kept", planned.kept);
  put(object, "added", planned.change.added);
  put(object, "removed", planned.change.removed);
  put(object, "restored", planned.change.restored);
  if (planned.description) {
    object["description"] = *planned.description;
  }
  if (!planned.why.empty()) {
    object["why"] = why_json(planned.why);
  }
  put(object, "unlisted", planned.unlisted);
  put(object, "engine", planned.engine);
  put(object, "model", planned.model_version);
  put(object, "file", planned.file);
  put(object, "url", planned.url);
  return json::dump_in_order(object);
}

std::optional<PlannedAsset> planned_of(std::string_view line) {
  auto const object = json::parse(line).value_or(Json());
  auto const end = planned_end_named(json::text_or_empty(object, "end"));
  PlannedAsset planned{
      .asset = json::text_or_empty(object, "asset"),
      .version = static_cast<int>(json::integer(object, "version").value_or(0)),
      .file = json::text_or_empty(object, "file"),
      .filename = json::text_or_empty(object, "filename"),
      .url = json::text_or_empty(object, "url"),
      .end = end.value_or(PlannedEnd::failed),
      .reason =
          reason_named(json::text_or_empty(object, "reason")).value_or(Reason::nothing_to_add),
      .message = json::text_or_empty(object, "message"),
      .kept = json::texts(object, "kept"),
      .change = {json::texts(object, "added"), json::texts(object, "removed"),
                 json::texts(object, "restored")},
      .description = json::text(object, "description"),
      .why = why_of(json::member(object, "why")),
      .unlisted = json::texts(object, "unlisted"),
      .engine = json::text_or_empty(object, "engine"),
      .model_version = json::text_or_empty(object, "model")};
  bool const good = end && contentstack::is_uid(planned.asset) &&
                    (planned.version > 0 || *end != PlannedEnd::change);
  return good ? std::optional(std::move(planned)) : std::nullopt;
}

}  // namespace stacktag::bulk
