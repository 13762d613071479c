// SPDX-License-Identifier: Apache-2.0
// One call to the Content Management API, whatever it is about: with the stack's credentials, at
// the stack's pace, repeated where that is harmless, and judged.
// https://www.contentstack.com/docs/developers/apis/content-management-api
#pragma once

#include <chrono>
#include <string>

#include "contentstack/asset_store.h"
#include "contentstack/errors.h"
#include "http/client.h"
#include "stacktag/clock.h"

namespace stacktag::contentstack {

enum class Repeat {
  always,  ///< reading twice is harmless
  if_it_cannot_have_acted,
};

struct ManagementCall {
  http::Method method = http::Method::get;
  std::string path{};  ///< behind /v3, with its query
  std::string branch{};
  std::string body{};
  TokenBucket& bucket;
  Repeat repeat = Repeat::always;
};

struct Judged {
  Judgement judgement{};
  http::Response response{};  ///< the last; without a status where none came
};

class ManagementApi final {
 public:
  ManagementApi(Options options, http::Client& client, Clock& clock)
      : options_(std::move(options)), client_(client), clock_(clock) {}

  /// Ends by the deadline. Safe to call from several threads.
  Judged run(ManagementCall const& call, Deadline const& deadline);

 private:
  http::Request request(ManagementCall const& call, Deadline const& deadline) const;
  std::chrono::milliseconds pause(Judgement const& judgement, ManagementCall const& call,
                                  int attempt);

  Options const options_;
  http::Client& client_;
  Clock& clock_;
};

}  // namespace stacktag::contentstack
