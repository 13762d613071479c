// SPDX-License-Identifier: Apache-2.0
#include "rekognition/requests.h"

#include <charconv>

#include "json/json.h"
#include "rekognition/reply.h"

namespace stacktag::rekognition {
namespace {

using json::OrderedJson;

constexpr std::string_view k_after_picture = R"("})";

std::string plain_number(double value) {
  char text[32];
  auto const end = std::to_chars(text, text + sizeof text, value).ptr;
  return {text, end};
}

std::string settings(LabelFilters const& filters) {
  OrderedJson general = OrderedJson::object();
  auto const put = [&general](char const* name, std::vector<std::string> const& all) {
    if (!all.empty()) {
      general[name] = all;
    }
  };
  put("LabelInclusionFilters", filters.labels_include);
  put("LabelExclusionFilters", filters.labels_exclude);
  put("LabelCategoryInclusionFilters", filters.categories_include);
  put("LabelCategoryExclusionFilters", filters.categories_exclude);
  return json::dump_in_order({{"GeneralLabels", std::move(general)}});
}

Call labels_call(LabelQuery const& query, bool labels, bool properties) {
  Call call{.operation = "DetectLabels", .decode = decode_labels};
  auto& end = call.body_end = k_after_picture;
  if (labels) {
    call.features.insert(Feature::labels);
    end += ",\"MaxLabels\":" + std::to_string(query.labels_max) +
           ",\"MinConfidence\":" + plain_number(query.confidence_min);
  }
  if (properties) {
    call.features.insert(Feature::properties);
    end += labels ? ",\"Features\":[\"GENERAL_LABELS\",\"IMAGE_PROPERTIES\"]"
                  : ",\"Features\":[\"IMAGE_PROPERTIES\"]";
  }
  if (labels && query.filters.any()) {
    end += ",\"Settings\":" + settings(query.filters);
  }
  end += "}";
  return call;
}

std::string moderation_end(LabelQuery const& query) {
  return std::string(k_after_picture) +
         ",\"MinConfidence\":" + plain_number(threshold_of(query, Feature::moderation)) + "}";
}

// Unasked, the service leaves out words below 80.
std::string text_end(LabelQuery const& query) {
  return std::string(k_after_picture) + R"(,"Filters":{"WordFilter":{"MinConfidence":)" +
         plain_number(threshold_of(query, Feature::text)) + "}}}";
}

// By name, so that gender and age are never even guessed.
std::string faces_end() {
  return std::string(k_after_picture) +
         R"(,"Attributes":["DEFAULT","EYEGLASSES","SMILE","SUNGLASSES"]})";
}

}  // namespace

std::vector<Call> calls_for(LabelQuery const& query) {
  std::vector<Call> calls;
  auto const asked = [&query](Feature feature) { return query.features.contains(feature); };
  if (asked(Feature::labels) || asked(Feature::properties)) {
    calls.push_back(labels_call(query, asked(Feature::labels), asked(Feature::properties)));
  }
  if (asked(Feature::moderation)) {
    calls.push_back({"DetectModerationLabels",
                     {Feature::moderation},
                     moderation_end(query),
                     decode_moderation});
  }
  if (asked(Feature::text)) {
    calls.push_back({"DetectText", {Feature::text}, text_end(query), decode_text});
  }
  if (asked(Feature::faces)) {
    calls.push_back({"DetectFaces", {Feature::faces}, faces_end(), decode_faces});
  }
  if (asked(Feature::celebrities)) {
    calls.push_back({"RecognizeCelebrities",
                     {Feature::celebrities},
                     std::string(k_after_picture) + "}",
                     decode_celebrities});
  }
  return calls;
}

}  // namespace stacktag::rekognition
