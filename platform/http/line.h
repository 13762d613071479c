// SPDX-License-Identifier: Apache-2.0
// One line to the outside: a libcurl handle and the connection that it keeps open. A request has a
// line to itself while it runs.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "http/client.h"
#include "http/curl_handles.h"
#include "http/transfer.h"
#include "http/trust.h"
#include "http/url.h"

namespace stacktag::http {

/// What all lines of a client have in common; outlives them.
struct Surroundings {
  Options options{};
  std::string user_agent{};
  Trust* trust = nullptr;
  CURLSH* share = nullptr;  ///< names that were resolved and TLS sessions
};

/// Whether a header can be sent without its name or value being read as more than that.
bool is_sendable(Header const& header);

class Line final {
 public:
  explicit Line(Surroundings const& surroundings);

  Exchange run(Request const& request, Url const& url);

 private:
  bool prepare(Request const& request, Url const& url, std::chrono::milliseconds time_left);
  bool prepare_connection(Request const& request, Url const& url);
  bool prepare_message(Request const& request, Url const& url);
  bool prepare_headers(Request const& request);
  CURLcode drive(Deadline const& deadline);
  CURLcode outcome();
  TransportError describe(CURLcode code, Tried tried, Url const& url);

  Surroundings const& surroundings_;
  MultiOwner multi_;  // of this line alone: it lends the loop that can be woken, and the connection
  EasyOwner easy_;
  ListOwner headers_;
};

}  // namespace stacktag::http
