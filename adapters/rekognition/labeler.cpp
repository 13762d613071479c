// SPDX-License-Identifier: Apache-2.0
#include "rekognition/labeler.h"

#include <algorithm>
#include <functional>
#include <utility>
#include <variant>
#include <vector>

#include "aws/service.h"
#include "crypto/crypto.h"
#include "rekognition/errors.h"
#include "rekognition/prices.h"
#include "rekognition/requests.h"
#include "stacktag/limits.h"

namespace stacktag::rekognition {
namespace {

// The picture's base64 goes straight into the one buffer that every request is sent from, with
// room for the end of one: a single request is one piece.
std::string shared_beginning(Image const& image, std::size_t room) {
  std::string body;
  body.reserve(body_head.size() + (image.bytes.size() + 2) / 3 * 4 + 1 + room);
  body += body_head;
  crypto::append_base64(body, image.bytes);
  return body;
}

struct Answer {
  Result<Labels> labels{Labels{}};
  int calls_paid = 0;
};

Answer read_reply(Call const& call, aws::ServiceReply const& reply) {
  if (auto const* text = std::get_if<std::string>(&reply.end)) {
    return {call.decode(*text), reply.cut_off + 1};
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

int gravity(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::broken:
      return 2;
    case ErrorKind::retry:
      return 1;
    case ErrorKind::reject:
      break;
  }
  return 0;
}

// All answers together. Where several questions failed, the gravest failure is told.
LabelAnswer gather(std::vector<Call> const& calls, std::vector<Answer> answers) {
  LabelAnswer whole{Labels{.engine = "rekognition"}};
  std::optional<Error> failure;
  for (std::size_t i = 0; i < calls.size(); ++i) {
    auto& [labels, paid] = answers[i];
    whole.calls_paid += paid;
    for (auto const feature : calls[i].features) {
      if (paid > 0) {
        add(whole.cost, {{feature, {paid, paid * list_price_microdollars(feature)}}});
      }
    }
    if (labels) {
      add(whole.partial, {calls[i].features, *std::move(labels)});
      continue;
    }
    if (calls.size() > 1) {
      labels.error().message.insert(0, std::string(calls[i].operation) + ": ");
    }
    if (!failure || gravity(labels.error().kind()) > gravity(failure->kind())) {
      failure = std::move(labels.error());
    }
  }
  if (failure) {
    whole.labels = fail(*std::move(failure));
  } else {
    whole.labels = std::move(whole.partial.labels);
    whole.partial = {};
  }
  return whole;
}

class Rekognition final : public Labeler {
 public:
  Rekognition(std::unique_ptr<aws::JsonService> service, Overlap& overlap)
      : service_(std::move(service)), overlap_(overlap) {}

  LabelAnswer label(Image const& image, LabelQuery const& query,
                    Deadline const& deadline) override {
    auto calls = calls_for(query);
    auto answer = gather(calls, ask(image, calls, deadline));
    if (answer.labels) {
      keep_asked(*answer.labels, query);
    }
    return answer;
  }

 private:
  std::vector<Answer> ask(Image const& image, std::vector<Call> const& calls,
                          Deadline const& deadline) {
    std::vector<Answer> answers(calls.size());
    if (calls.size() == 1) {
      auto const& end = calls[0].body_end;
      auto body = shared_beginning(image, end.size());
      body += end;
      answers[0] = read_reply(calls[0], service_->call(calls[0].operation, body, {}, deadline));
      return answers;
    }
    auto const body = shared_beginning(image, 0);
    std::vector<std::function<void()>> tasks;
    for (std::size_t i = 0; i < calls.size(); ++i) {
      tasks.emplace_back([&, i] {
        answers[i] = read_reply(
            calls[i], service_->call(calls[i].operation, body, calls[i].body_end, deadline));
      });
    }
    overlap_.run(tasks);
    return answers;
  }

  std::unique_ptr<aws::JsonService> const service_;
  Overlap& overlap_;
};

}  // namespace

std::unique_ptr<Labeler> make_labeler(Options options, aws::CredentialsProvider& credentials,
                                      http::Client& client, Clock& clock, Overlap& overlap) {
  return std::make_unique<Rekognition>(
      aws::make_json_service({.endpoint = std::move(options.endpoint),
                              .region = std::move(options.region),
                              .signing_name = "rekognition",
                              .target_prefix = "RekognitionService",
                              .reply_bytes_max = limits::labeler_reply_bytes_max,
                              .call_time_max = limits::labeler_call_time_max},
                             credentials, client, clock, aws::random_fraction()),
      overlap);
}

}  // namespace stacktag::rekognition
