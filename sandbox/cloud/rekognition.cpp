// SPDX-License-Identifier: Apache-2.0
#include "cloud/rekognition.h"

#include <utility>

#include "crypto/crypto.h"
#include "crypto/signing_key.h"
#include "flow/image.h"
#include "stacktag/limits.h"

namespace stacktag::sandbox {
namespace {

using json::Json;

// The service prints floats: 97.93754 comes out as 97.93753814697266.
double widened(double value) {
  return static_cast<double>(static_cast<float>(value));
}

Json named(std::vector<std::string> const& names) {
  auto list = Json::array();
  for (auto const& name : names) {
    list.push_back({{"Name", name}});
  }
  return list;
}

Json shown(Label const& label) {
  auto instances = Json::array();
  for (auto const& instance : label.instances) {
    instances.push_back({{"BoundingBox",
                          {{"Width", widened(instance.box.width)},
                           {"Height", widened(instance.box.height)},
                           {"Left", widened(instance.box.left)},
                           {"Top", widened(instance.box.top)}}},
                         {"Confidence", widened(instance.confidence)}});
  }
  return {{"Name", label.name},
          {"Confidence", widened(label.confidence)},
          {"Instances", instances},
          {"Parents", named(label.parents)},
          {"Aliases", named(label.aliases)},
          {"Categories", named(label.categories)}};
}

struct Question {
  Image image{};
  LabelQuery query{};
};

// The picture and what is asked of it, or the answer that refuses them.
tl::expected<Question, Reply> read_question(std::string const& body) {
  auto const refuse = [](std::string const& code, std::string const& message) {
    return tl::unexpected(aws_error(400, code, message));
  };
  auto const request = json::parse(body);
  if (!request || !request->is_object()) {
    return refuse("SerializationException", "The request is not JSON.");
  }
  auto const encoded = json::text(json::member(*request, "Image"), "Bytes");
  auto bytes = encoded ? crypto::from_base64(*encoded) : std::nullopt;
  if (!bytes || bytes->empty()) {
    return refuse("InvalidParameterException", "Request has invalid parameters");
  }
  if (bytes->size() > limits::labeler_image_bytes_max) {
    return refuse("ImageTooLargeException", "Image size is too large.");
  }
  LabelQuery const query{json::number(*request, "MinConfidence").value_or(55),
                         static_cast<int>(json::integer(*request, "MaxLabels").value_or(1000))};
  if (query.confidence_min < 0 || query.confidence_min > 100 || query.labels_max < 0) {
    return refuse("InvalidParameterException", "Request has invalid parameters");
  }
  auto const header = read_image_header(*bytes);
  if (!header || (header->format != ImageFormat::png && header->format != ImageFormat::jpeg)) {
    return refuse("InvalidImageFormatException", "Request has invalid image format");
  }
  if (judge_fitness(*header, bytes->size()) != Fitness::fit) {
    return refuse("InvalidParameterException", "Request has invalid parameters");
  }
  return Question{{*std::move(bytes), *header}, query};
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
  auto reply = operation == "DetectLabels" ? detect_labels(request)
                                           : aws_error(400, "UnknownOperationException",
                                                       "The sandbox has DetectLabels only.");
  --in_flight_;
  ++(reply.status == 200 ? calls_ : errors_);
  return reply;
}

Reply Rekognition::detect_labels(Request const& request) {
  auto const question = read_question(request.body);
  if (!question) {
    return question.error();
  }
  auto const answer = engine_.label(question->image, question->query, {});
  if (!answer.labels) {
    return aws_error(400, "InvalidImageFormatException", "Request has invalid image format");
  }
  Json body{{"Labels", Json::array()}, {"LabelModelVersion", "3.0"}};
  for (auto const& label : answer.labels->found) {
    body["Labels"].push_back(shown(label));
  }
  return {.headers = {{"Content-Type", "application/x-amz-json-1.1"},
                      {"x-amzn-RequestId", crypto::random_hex(16)}},
          .body = json::dump(body)};
}

Json Rekognition::counters() const {
  return {{"label_requests", requests_.load()},
          {"label_calls", calls_.load()},
          {"label_errors", errors_.load()},
          {"label_in_flight_max", in_flight_max_.load()}};
}

void Rekognition::clear() {
  for (auto* counter : {&requests_, &calls_, &errors_, &in_flight_max_}) {
    *counter = 0;
  }
}

}  // namespace stacktag::sandbox
