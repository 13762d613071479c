// SPDX-License-Identifier: Apache-2.0
// Calls to a service that speaks AWS JSON: signed, repeated as the SDKs do, with a wrong clock
// corrected by the server's date.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "aws/credentials.h"
#include "aws/fault.h"
#include "http/client.h"
#include "stacktag/clock.h"

namespace stacktag::aws {

struct ServiceOptions {
  /// https://rekognition.eu-west-1.amazonaws.com, with path where there is one.
  std::string endpoint{};
  std::string region{};
  std::string signing_name{};   ///< rekognition
  std::string target_prefix{};  ///< RekognitionService
  std::string content_type = "application/x-amz-json-1.1";
  std::size_t reply_bytes_max = limits::small_reply_bytes_max;
  std::chrono::milliseconds call_time_max = limits::small_call_time_max;
};

/// How a call ended, repeats included.
struct ServiceReply {
  /// The body; or a fault; or no credentials.
  std::variant<std::string, ServiceFault, Error> end{};
  bool out_of_time = false;  ///< the deadline, not the service, ended it
  /// Attempts that were sent and got no answer: they may have been worked on.
  int cut_off = 0;
};

class JsonService {
 public:
  virtual ~JsonService() = default;
  /// `body`, with `body_end` right behind it, is looked at, never copied: calls at the same time
  /// may share a large beginning. Safe to call from several threads.
  virtual ServiceReply call(std::string_view operation, std::string_view body,
                            std::string_view body_end, Deadline const& deadline) = 0;
};

/// `random` gives 0 to 1 for the jitter.
std::unique_ptr<JsonService> make_json_service(ServiceOptions options,
                                               CredentialsProvider& credentials,
                                               http::Client& client, Clock& clock,
                                               std::function<double()> random);

/// A source of jitter of its own.
std::function<double()> random_fraction();

}  // namespace stacktag::aws
