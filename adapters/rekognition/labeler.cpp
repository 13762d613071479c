// SPDX-License-Identifier: Apache-2.0
#include "rekognition/labeler.h"

#include <charconv>
#include <utility>
#include <variant>

#include "aws/service.h"
#include "crypto/crypto.h"
#include "rekognition/errors.h"
#include "rekognition/reply.h"
#include "stacktag/limits.h"

namespace stacktag::rekognition {
namespace {

std::string plain_number(double value) {
  char text[32];
  auto const end = std::to_chars(text, text + sizeof text, value).ptr;
  return {text, end};
}

// Written by hand, so that the picture's base64 goes straight into the one buffer that is sent.
std::string request_body(Image const& image, LabelQuery const& query) {
  constexpr std::string_view k_head = R"({"Image":{"Bytes":")";
  auto const tail = R"("},"MaxLabels":)" + std::to_string(query.labels_max) +
                    R"(,"MinConfidence":)" + plain_number(query.confidence_min) + "}";
  std::string body;
  body.reserve(k_head.size() + (image.bytes.size() + 2) / 3 * 4 + 1 + tail.size());
  body += k_head;
  crypto::append_base64(body, image.bytes);
  body += tail;
  return body;  // by name, which moves: `return body += tail` would copy it
}

class Rekognition final : public Labeler {
 public:
  explicit Rekognition(std::unique_ptr<aws::JsonService> service) : service_(std::move(service)) {}

  LabelAnswer label(Image const& image, LabelQuery const& query,
                    Deadline const& deadline) override {
    auto const body = request_body(image, query);
    auto const reply = service_->call("DetectLabels", body, {}, deadline);
    if (auto const* text = std::get_if<std::string>(&reply.end)) {
      return {decode_labels(*text), reply.cut_off + 1};
    }
    if (auto const* error = std::get_if<Error>(&reply.end)) {
      return {fail(*error), reply.cut_off};
    }
    auto error = to_error(std::get<aws::ServiceFault>(reply.end));
    if (reply.out_of_time) {
      error.reason = Reason::out_of_time;
    }
    return {fail(std::move(error)), reply.cut_off};
  }

 private:
  std::unique_ptr<aws::JsonService> const service_;
};

}  // namespace

std::unique_ptr<Labeler> make_labeler(Options options, aws::CredentialsProvider& credentials,
                                      http::Client& client, Clock& clock) {
  return std::make_unique<Rekognition>(
      aws::make_json_service({.endpoint = std::move(options.endpoint),
                              .region = std::move(options.region),
                              .signing_name = "rekognition",
                              .target_prefix = "RekognitionService",
                              .reply_bytes_max = limits::labeler_reply_bytes_max,
                              .call_time_max = limits::labeler_call_time_max},
                             credentials, client, clock, aws::random_fraction()));
}

}  // namespace stacktag::rekognition
