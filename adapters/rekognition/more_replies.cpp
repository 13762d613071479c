// SPDX-License-Identifier: Apache-2.0
// The answers of the operations beside DetectLabels.
#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "json/json.h"
#include "rekognition/reply.h"
#include "rekognition/reply_parts.h"
#include "stacktag/text.h"

namespace stacktag::rekognition {
namespace {

using json::Json;

// Each model is versioned by itself, so that a version has its question before it.
Labels empty_labels(Json const& reply, std::string_view question, std::string_view version_key) {
  auto const version = json::text_or_empty(reply, version_key);
  return {.engine = "rekognition",
          .model_version = version.empty() ? "" : std::string(question) + " " + version};
}

double confidence_of(Json const& item) {
  return json::number(item, "Confidence").value_or(0);
}

// Up to the top. A circle of parents, which the taxonomy does not have, ends where it closes.
std::vector<std::string> ancestors(std::string const& name,
                                   std::map<std::string, std::string> const& parents) {
  std::vector<std::string> found;
  for (auto at = parents.find(name); at != parents.end() && !at->second.empty();
       at = parents.find(at->second)) {
    if (at->second == name || std::ranges::find(found, at->second) != found.end()) {
      break;
    }
    found.push_back(at->second);
  }
  return found;
}

bool is_tag_like(std::string_view line) {
  constexpr std::size_t k_words_max = 3;
  constexpr std::ptrdiff_t k_letters_min = 3;
  // A byte beyond ASCII is, or is a part of, a letter of another alphabet.
  auto const letters = std::ranges::count_if(line, [](char c) {
    return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9') ||
           static_cast<unsigned char>(c) >= 0x80;
  });
  std::size_t words = 0;
  for (auto rest = trim(line); !rest.empty(); ++words) {
    rest = trim(rest.substr(std::min(rest.find(' '), rest.size())));
  }
  return letters >= k_letters_min && words <= k_words_max;
}

void put_seen(Labels& labels, Json const& face, std::string_view key, std::string name,
              LabelInstance const& instance) {
  auto const& seen = json::member(face, key);
  if (json::truth(seen, "Value")) {
    auto const confidence = confidence_of(seen);
    put(labels, {.name = std::move(name),
                 .confidence = confidence,
                 .parents = {"Face"},
                 .categories = {"Faces"},
                 .instances = {{instance.box, confidence}},
                 .feature = Feature::faces});
  }
}

}  // namespace

Result<Labels> decode_moderation(std::string_view body) {
  TRY(auto const reply, parse_reply(body));
  auto labels = empty_labels(reply, "moderation", "ModerationModelVersion");
  std::map<std::string, std::string> parents;
  for (auto const& item : json::member(reply, "ModerationLabels")) {
    parents.emplace(json::text_or_empty(item, "Name"), json::text_or_empty(item, "ParentName"));
  }
  for (auto const& item : json::member(reply, "ModerationLabels")) {
    auto const name = json::text_or_empty(item, "Name");
    if (!name.empty()) {
      put(labels, {.name = name,
                   .confidence = confidence_of(item),
                   .parents = ancestors(name, parents),
                   .categories = {"Moderation"},
                   .feature = Feature::moderation});
    }
  }
  sort_best_first(labels);
  return labels;
}

Result<Labels> decode_text(std::string_view body) {
  TRY(auto const reply, parse_reply(body));
  auto labels = empty_labels(reply, "text", "TextModelVersion");
  for (auto const& item : json::member(reply, "TextDetections")) {
    auto const line = json::text_or_empty(item, "DetectedText");
    if (json::text_or_empty(item, "Type") == "LINE" && is_tag_like(line)) {
      auto const confidence = confidence_of(item);
      put(labels, {.name = std::string(trim(line)),
                   .confidence = confidence,
                   .categories = {"Text"},
                   .instances = {{box_of(json::member(item, "Geometry")), confidence}},
                   .feature = Feature::text});
    }
  }
  sort_best_first(labels);
  return labels;
}

Result<Labels> decode_faces(std::string_view body) {
  TRY(auto const reply, parse_reply(body));
  Labels labels{.engine = "rekognition"};
  for (auto const& face : json::member(reply, "FaceDetails")) {
    if (!face.is_object()) {
      continue;
    }
    LabelInstance const instance{box_of(face), confidence_of(face)};
    put(labels, {.name = "Face",
                 .confidence = instance.confidence,
                 .categories = {"Faces"},
                 .instances = {instance},
                 .feature = Feature::faces});
    put_seen(labels, face, "Smile", "Smile", instance);
    put_seen(labels, face, "Eyeglasses", "Glasses", instance);
    put_seen(labels, face, "Sunglasses", "Sunglasses", instance);
  }
  sort_best_first(labels);
  return labels;
}

Result<Labels> decode_celebrities(std::string_view body) {
  TRY(auto const reply, parse_reply(body));
  Labels labels{.engine = "rekognition"};
  for (auto const& item : json::member(reply, "CelebrityFaces")) {
    auto name = json::text_or_empty(item, "Name");
    if (!name.empty()) {
      auto const confidence = json::number(item, "MatchConfidence").value_or(0);
      put(labels, {.name = std::move(name),
                   .confidence = confidence,
                   .categories = {"Celebrities"},
                   .instances = {{box_of(json::member(item, "Face")), confidence}},
                   .feature = Feature::celebrities});
    }
  }
  sort_best_first(labels);
  return labels;
}

}  // namespace stacktag::rekognition
