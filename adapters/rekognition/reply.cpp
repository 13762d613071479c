// SPDX-License-Identifier: Apache-2.0
#include "rekognition/reply.h"

#include <algorithm>

#include "json/json.h"

namespace stacktag::rekognition {
namespace {

using json::Json;

std::vector<std::string> names(Json const& label, std::string_view key) {
  std::vector<std::string> found;
  for (auto const& item : json::member(label, key)) {
    if (auto name = json::text(item, "Name")) {
      found.push_back(*std::move(name));
    }
  }
  return found;
}

std::vector<LabelInstance> instances(Json const& label) {
  std::vector<LabelInstance> found;
  for (auto const& item : json::member(label, "Instances")) {
    if (!item.is_object()) {
      continue;
    }
    auto const& box = json::member(item, "BoundingBox");
    auto const share = [&box](std::string_view key) { return json::number(box, key).value_or(0); };
    found.push_back({{share("Left"), share("Top"), share("Width"), share("Height")},
                     json::number(item, "Confidence").value_or(0)});
  }
  return found;
}

}  // namespace

Result<Labels> decode_labels(std::string_view body) {
  auto const parsed = json::parse(body);
  if (!parsed || !parsed->is_object()) {
    return fail(Reason::labeler_unavailable, "Rekognition's answer is not a JSON object");
  }
  Labels labels{.engine = "rekognition",
                .model_version = json::text_or_empty(*parsed, "LabelModelVersion")};
  for (auto const& item : json::member(*parsed, "Labels")) {
    auto name = json::text_or_empty(item, "Name");
    if (name.empty()) {
      continue;
    }
    labels.found.push_back({.name = std::move(name),
                            .confidence = json::number(item, "Confidence").value_or(0),
                            .parents = names(item, "Parents"),
                            .aliases = names(item, "Aliases"),
                            .categories = names(item, "Categories"),
                            .instances = instances(item)});
  }
  std::ranges::stable_sort(labels.found, std::ranges::greater{}, &Label::confidence);
  return labels;
}

}  // namespace stacktag::rekognition
