// SPDX-License-Identifier: Apache-2.0
// A small Contentstack stack: the Content Management API, the host of its files, its webhooks and
// its public key.
#pragma once

#include <atomic>
#include <optional>
#include <string>
#include <vector>

#include "http/client.h"
#include "http/server.h"
#include "json/json.h"
#include "stack/courier.h"
#include "stack/library.h"
#include "stack/listing.h"
#include "stack/rate_limit.h"
#include "stack/webhooks.h"

namespace stacktag::sandbox {

struct StackOptions {
  std::string api_key{};
  std::string management_token{};
  std::string read_only_token{};  ///< another one, which may not write; empty: none
  std::vector<std::string> branches{"main"};
  int requests_per_second = 10;  ///< reads, and writes; 0: no limit
  bool images_count_as_reads = false;
  CourierOptions courier{};
};

class Stack {
 public:
  Stack(StackOptions options, http::Client& client, Clock& clock);

  /// Nothing where the path is not Contentstack's.
  std::optional<Reply> answer(Request const& request);

  Library& library() { return library_; }
  Courier& courier() { return courier_; }
  json::Json counters() const;
  void clear();

 private:
  Reply answer_api(Request const& request);
  std::optional<Reply> refuse(Request const& request) const;
  Reply limited(Request const& request);
  Reply routed(Request const& request);
  Reply file(Request const& request);

  StackOptions const options_;
  Clock& clock_;
  Library library_;
  Listing listing_{library_};
  Webhooks webhooks_;
  Courier courier_;
  RateLimit reads_limit_;
  RateLimit writes_limit_;
  std::atomic<int> reads_{0};
  std::atomic<int> writes_{0};
  std::atomic<int> throttled_{0};
  std::atomic<int> image_reads_{0};
  std::atomic<int> rendition_reads_{0};
  std::atomic<int> key_reads_{0};
};

}  // namespace stacktag::sandbox
