// SPDX-License-Identifier: Apache-2.0
// A service under test with everything around it.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <variant>

#include "aws/service.h"
#include "fakes/fake_clock.h"
#include "fakes/fake_http_client.h"

namespace stacktag::aws {

/// Credentials from a list, the next one after each forget(); an error once the list is over.
class ListedCredentials final : public CredentialsProvider {
 public:
  Result<Credentials> get(Deadline const&) override {
    if (next >= listed.size()) {
      return fail(Reason::credentials_unavailable, "no more of them");
    }
    return listed[next];
  }
  void forget() override { ++next; }

  std::vector<Credentials> listed{{"AKID", "s3cr3t", {}, {}}};
  std::size_t next = 0;
};

struct ServiceWorld {
  fakes::FakeHttpClient http{};
  fakes::FakeClock clock{};
  ListedCredentials credentials{};
  double random = 0.5;
  ServiceOptions options{.endpoint = "https://rekognition.eu-west-1.amazonaws.com",
                         .region = "eu-west-1",
                         .signing_name = "rekognition",
                         .target_prefix = "RekognitionService",
                         .reply_bytes_max = 1234,
                         .call_time_max = std::chrono::seconds(7)};
  std::unique_ptr<JsonService> service = make();

  std::unique_ptr<JsonService> make() {
    return make_json_service(options, credentials, http, clock, [this] { return random; });
  }

  ServiceReply call(Deadline const& deadline = {}) {
    return service->call("DetectLabels", "{}", {}, deadline);
  }

  /// A call that may take this long.
  ServiceReply call_within(std::chrono::milliseconds time) {
    return call({.at = clock.now() + time});
  }

  void push_fault(int status, std::string const& code, std::string date = {}) {
    std::vector<http::Header> headers;
    if (!date.empty()) {
      headers.push_back({"Date", std::move(date)});
    }
    http.push(status, R"({"__type":")" + code + R"("})", std::move(headers));
  }
};

inline std::string body_of(ServiceReply const& reply) {
  auto const* body = std::get_if<std::string>(&reply.end);
  return body == nullptr ? "no body" : *body;
}

inline std::string code_of(ServiceReply const& reply) {
  auto const* fault = std::get_if<ServiceFault>(&reply.end);
  return fault == nullptr ? "no fault" : fault->code;
}

}  // namespace stacktag::aws
