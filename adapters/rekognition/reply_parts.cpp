// SPDX-License-Identifier: Apache-2.0
#include "rekognition/reply_parts.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "stacktag/text.h"

namespace stacktag::rekognition {

using json::Json;

Result<Json> parse_reply(std::string_view body) {
  auto parsed = json::parse(body);
  if (!parsed || !parsed->is_object()) {
    return fail(Reason::labeler_unavailable, "Rekognition's answer is not a JSON object");
  }
  return *std::move(parsed);
}

Box box_of(Json const& item) {
  auto const& box = json::member(item, "BoundingBox");
  auto const share = [&box](std::string_view key) { return json::number(box, key).value_or(0); };
  return {share("Left"), share("Top"), share("Width"), share("Height")};
}

void put(Labels& labels, Label label) {
  auto const same = std::ranges::find_if(labels.found, [&](Label const& other) {
    return other.feature == label.feature && same_text(other.name, label.name);
  });
  if (same == labels.found.end()) {
    labels.found.push_back(std::move(label));
    return;
  }
  same->confidence = std::max(same->confidence, label.confidence);
  std::ranges::move(label.instances, std::back_inserter(same->instances));
}

void sort_best_first(Labels& labels) {
  std::ranges::stable_sort(labels.found, std::ranges::greater{}, &Label::confidence);
}

}  // namespace stacktag::rekognition
