// SPDX-License-Identifier: Apache-2.0
#include "cloud/question.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "cloud/rekognition.h"
#include "crypto/crypto.h"
#include "json/json.h"
#include "stacktag/limits.h"
#include "stacktag/text.h"

namespace stacktag::sandbox {
namespace {

using json::Json;

// An engine may know faces as labels only, and a face's quality is that of its picture.
Features features_of_faces() {
  return {Feature::labels, Feature::properties, Feature::faces};
}

Reply invalid() {
  return aws_error(400, "InvalidParameterException", "Request has invalid parameters");
}

tl::expected<Image, Reply> read_image(Json const& request) {
  auto const encoded = json::text(json::member(request, "Image"), "Bytes");
  auto bytes = encoded ? crypto::from_base64(*encoded) : std::nullopt;
  if (!bytes || bytes->empty()) {
    return tl::unexpected(invalid());
  }
  if (bytes->size() > limits::labeler_image_bytes_max) {
    return tl::unexpected(aws_error(400, "ImageTooLargeException", "Image size is too large."));
  }
  auto const header = read_image_header(*bytes);
  if (!header || (header->format != ImageFormat::png && header->format != ImageFormat::jpeg)) {
    return tl::unexpected(
        aws_error(400, "InvalidImageFormatException", "Request has invalid image format"));
  }
  if (judge_fitness(*header, bytes->size()) != Fitness::fit) {
    return tl::unexpected(invalid());
  }
  return Image{*std::move(bytes), *header};
}

// Nothing where the service would not take them.
std::optional<std::vector<std::string>> read_filter(Json const& general, std::string_view key) {
  auto all = json::texts(general, key);
  bool const taken = all.size() <= 100 && std::ranges::all_of(all, [](std::string const& name) {
                       return !name.empty() && characters(name) <= 50;
                     });
  return taken ? std::optional(std::move(all)) : std::nullopt;
}

bool read_filters(Json const& request, LabelFilters& filters) {
  auto const& general = json::member(json::member(request, "Settings"), "GeneralLabels");
  auto const read = [&general](std::string_view key, std::vector<std::string>& into) {
    auto all = read_filter(general, key);
    into = all.value_or(std::vector<std::string>{});
    return all.has_value();
  };
  return read("LabelInclusionFilters", filters.labels_include) &&
         read("LabelExclusionFilters", filters.labels_exclude) &&
         read("LabelCategoryInclusionFilters", filters.categories_include) &&
         read("LabelCategoryExclusionFilters", filters.categories_exclude);
}

// MaxLabels and MinConfidence belong to GENERAL_LABELS.
bool read_labels_question(Json const& request, Question& question) {
  auto& query = question.query;
  auto features = json::texts(request, "Features");
  if (features.empty()) {
    features = {"GENERAL_LABELS"};
  }
  query.features.clear();
  for (auto const& name : features) {
    if (name != "GENERAL_LABELS" && name != "IMAGE_PROPERTIES") {
      return false;
    }
    query.features.insert(name == "GENERAL_LABELS" ? Feature::labels : Feature::properties);
  }
  bool const limited = request.contains("MaxLabels") || request.contains("MinConfidence");
  auto const most = json::integer(request, "MaxLabels").value_or(limits::labels_max);
  question.labels_max = static_cast<std::size_t>(std::max<std::int64_t>(most, 0));
  query.confidence_min = json::number(request, "MinConfidence").value_or(55);
  query.thresholds[Feature::properties] = 0;
  return features.size() <= 2 && most >= 0 &&
         (!limited || query.features.contains(Feature::labels)) &&
         read_filters(request, query.filters);
}

bool read_faces_question(Json const& request, Question& question) {
  static std::set<std::string> const known{
      "DEFAULT",       "ALL",           "AGE_RANGE", "BEARD",     "EMOTIONS",
      "EYE_DIRECTION", "EYEGLASSES",    "EYES_OPEN", "GENDER",    "MOUTH_OPEN",
      "MUSTACHE",      "FACE_OCCLUDED", "SMILE",     "SUNGLASSES"};
  question.query = {.confidence_min = 0, .features = features_of_faces()};
  question.attributes = json::texts(request, "Attributes");
  return std::ranges::all_of(question.attributes,
                             [](auto const& name) { return known.contains(name); });
}

bool read_what_is_asked(std::string const& operation, Json const& request, Question& question) {
  if (operation == "DetectLabels") {
    return read_labels_question(request, question);
  }
  if (operation == "DetectFaces") {
    return read_faces_question(request, question);
  }
  if (operation == "DetectModerationLabels") {
    question.query = {.confidence_min = json::number(request, "MinConfidence").value_or(50),
                      .features = {Feature::moderation}};
  } else if (operation == "DetectText") {
    auto const& words = json::member(json::member(request, "Filters"), "WordFilter");
    question.query = {.confidence_min = json::number(words, "MinConfidence").value_or(80),
                      .features = {Feature::text}};
  } else {
    // Faces that are nobody's are told, too.
    question.query = {.confidence_min = 0, .features = features_of_faces()};
    question.query.features.insert(Feature::celebrities);
  }
  return true;
}

}  // namespace

tl::expected<Question, Reply> read_question(std::string const& operation, std::string const& body) {
  auto const request = json::parse(body);
  if (!request || !request->is_object()) {
    return tl::unexpected(aws_error(400, "SerializationException", "The request is not JSON."));
  }
  auto image = read_image(*request);
  if (!image) {
    return tl::unexpected(std::move(image.error()));
  }
  Question question{.image = *std::move(image)};
  auto const& query = question.query;
  if (!read_what_is_asked(operation, *request, question) || query.confidence_min < 0 ||
      query.confidence_min > 100) {
    return tl::unexpected(invalid());
  }
  question.query.labels_max = limits::labels_max;
  return question;
}

}  // namespace stacktag::sandbox
