// SPDX-License-Identifier: Apache-2.0
// Delivers events to webhooks as Contentstack does: signed, with 30 s for an answer, and repeated
// after 5, 25, 125 and 625 s unless a 2xx came. Every attempt has a time and signatures of its own.
// https://www.contentstack.com/docs/developers/set-up-webhooks/webhook-retry-policy
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "crypto/signing_key.h"
#include "http/client.h"
#include "json/json.h"
#include "stack/library.h"
#include "stack/webhooks.h"

namespace stacktag::sandbox {

struct CourierOptions {
  std::string api_key{};
  std::string hmac_key{};    ///< empty: no HMAC signature
  double retry_scale = 1.0;  ///< of the times between attempts
  int workers = 4;
};

/// How one attempt of a delivery went.
struct Attempt {
  std::string execution{};  ///< the same for all attempts of one delivery
  std::string webhook{};
  WallTime at{};
  std::string event{};
  std::string asset{};
  int version = 0;
  int retry_number = 0;
  int status = 0;  ///< 0 where no answer came
  std::string answer{};
  std::chrono::milliseconds took{0};
};

class Courier {
 public:
  Courier(CourierOptions options, Webhooks& webhooks, http::Client& client, Clock& clock);
  ~Courier();
  Courier(Courier const&) = delete;
  Courier& operator=(Courier const&) = delete;

  /// Sends the change to every webhook that listens, in the background.
  void announce(Change const& change);

  /// Sends one event now, once, to the first webhook that listens to any of the asset's channels.
  Attempt deliver_now(Change const& change);

  std::vector<Attempt> attempts() const;
  bool idle() const;  ///< nothing is under way or waiting
  void clear();
  std::string public_pem() const { return key_->public_pem(); }

 private:
  struct Job {
    json::Json webhook{};
    Change change{};
    std::string execution{};
    int retry_number = 0;
    std::chrono::steady_clock::time_point due{};
  };

  void work(std::stop_token const& stopping);
  void settle(Job job, Attempt const& attempt);
  Attempt send(Job const& job);
  json::Json body_of(Job const& job) const;
  std::vector<http::Header> headers_of(json::Json const& destination,
                                       std::string const& body) const;
  std::string utc_now() const;

  CourierOptions const options_;
  Webhooks& webhooks_;
  http::Client& client_;
  Clock& clock_;
  std::unique_ptr<crypto::SigningKey> const key_;
  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  std::deque<Job> waiting_;
  int under_way_ = 0;
  std::deque<Attempt> attempts_;
  std::vector<std::jthread> workers_;
};

}  // namespace stacktag::sandbox
