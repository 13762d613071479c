// SPDX-License-Identifier: Apache-2.0
#include "cloud/rekognition.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "cloud/question.h"
#include "cloud/shapes.h"
#include "crypto/signing_key.h"

namespace stacktag::sandbox {
namespace {

using json::Json;

constexpr double k_put_in_confidence = 98.5;

constexpr std::array<std::string_view, 5> k_operations{
    "DetectLabels", "DetectModerationLabels", "DetectText", "DetectFaces", "RecognizeCelebrities"};

std::vector<std::string> split(std::string const& path) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at <= path.size();) {
    auto const slash = std::min(path.find('/', at), path.size());
    parts.push_back(path.substr(at, slash - at));
    at = slash + 1;
  }
  return parts;
}

Label label_of(std::string name, Feature feature) {
  return {.name = std::move(name), .confidence = k_put_in_confidence, .feature = feature};
}

// Each step of the taxonomy is a label, with the nearest parent first.
std::vector<Label> moderation_labels(std::vector<std::string> const& paths) {
  std::vector<Label> labels;
  for (auto const& path : paths) {
    std::vector<std::string> parents;
    for (auto& name : split(path)) {
      auto label = label_of(name, Feature::moderation);
      label.parents = parents;
      parents.insert(parents.begin(), std::move(name));
      labels.push_back(std::move(label));
    }
  }
  return labels;
}

}  // namespace

Reply aws_error(int status, std::string const& code, std::string const& message) {
  return {.status = status,
          .headers = {{"Content-Type", "application/x-amz-json-1.1"},
                      {"x-amzn-RequestId", crypto::random_hex(16)}},
          .body = json::dump({{"__type", code}, {"Code", code}, {"Message", message}})};
}

Reply Rekognition::answer(std::string const& operation, Request const& request) {
  ++requests_;
  auto const in_flight = ++in_flight_;
  for (auto most = in_flight_max_.load();
       in_flight > most && !in_flight_max_.compare_exchange_weak(most, in_flight);) {
  }
  bool const known = std::ranges::find(k_operations, operation) != k_operations.end();
  auto reply = known ? answer_well_formed(operation, request)
                     : aws_error(400, "UnknownOperationException",
                                 "The sandbox does not have this operation.");
  --in_flight_;
  ++(reply.status == 200 ? calls_ : errors_);
  if (reply.status == 200) {
    std::lock_guard const lock(mutex_);
    ++calls_by_operation_[operation];
  }
  return reply;
}

Reply Rekognition::answer_well_formed(std::string const& operation, Request const& request) {
  auto const question = read_question(operation, request.body);
  if (!question) {
    return question.error();
  }
  auto answer = engine_.label(question->image, question->query, {});
  if (!answer.labels) {
    return aws_error(400, "InvalidImageFormatException", "Request has invalid image format");
  }
  auto& found = answer.labels->found;
  for (auto const feature : question->query.features) {
    std::ranges::move(put_in_of(feature), std::back_inserter(found));
  }
  keep_asked(*answer.labels, question->query);
  return {.headers = {{"Content-Type", "application/x-amz-json-1.1"},
                      {"x-amzn-RequestId", crypto::random_hex(16)}},
          .body = json::dump(shape(operation, *question, *answer.labels))};
}

std::vector<Label> Rekognition::put_in_of(Feature feature) const {
  std::lock_guard const lock(mutex_);
  auto const found = put_in_.find(feature);
  return found == put_in_.end() ? std::vector<Label>{} : found->second;
}

void Rekognition::put_in(Json const& findings) {
  std::lock_guard const lock(mutex_);
  if (findings.contains("moderation")) {
    put_in_[Feature::moderation] = moderation_labels(json::texts(findings, "moderation"));
  }
  for (auto const feature : {Feature::text, Feature::celebrities}) {
    std::string const key(to_string(feature));
    if (findings.contains(key)) {
      auto& labels = put_in_[feature] = {};
      for (auto& name : json::texts(findings, key)) {
        labels.push_back(label_of(std::move(name), feature));
      }
    }
  }
}

Json Rekognition::counters() const {
  Json counters{{"label_requests", requests_.load()},
                {"label_calls", calls_.load()},
                {"label_errors", errors_.load()},
                {"label_in_flight_max", in_flight_max_.load()}};
  std::lock_guard const lock(mutex_);
  for (auto const operation : k_operations) {
    auto const found = calls_by_operation_.find(std::string(operation));
    counters[std::string(operation)] = found == calls_by_operation_.end() ? 0 : found->second;
  }
  return counters;
}

void Rekognition::clear() {
  for (auto* counter : {&requests_, &calls_, &errors_, &in_flight_max_}) {
    *counter = 0;
  }
  std::lock_guard const lock(mutex_);
  put_in_.clear();
  calls_by_operation_.clear();
}

}  // namespace stacktag::sandbox
