// SPDX-License-Identifier: Apache-2.0
// From the bytes of a connection to its requests, one after another: no sockets, no clock, so that
// a test or a fuzzer can feed it. Beast takes heads apart; what Beast lets through though two
// servers could read it differently is refused here.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include "http_server/server.h"

namespace stacktag::http {

class RequestReader final {
 public:
  enum class Stage {
    head,
    body,
    done,     ///< release() has the request
    refused,  ///< for good: what follows on this connection cannot be understood
  };

  /// Of the limits it keeps those in bytes and the number of headers.
  explicit RequestReader(ServerLimits const& limits);
  ~RequestReader();

  /// Takes what it can from the front of `bytes` and returns how much; the rest is to be handed in
  /// again, with what comes behind it. Returns when the stage changes, so call it again with the
  /// rest until it takes nothing. It never leaves more than limits.header_bytes_max.
  std::size_t take(std::string_view bytes);

  Stage stage() const;
  Refusal refusal() const;  ///< once refused

  // Once the head is complete:
  bool expects_continue() const;
  bool keep_alive() const;         ///< whether the client wants the connection to go on
  bool is_head() const;            ///< the method HEAD, whose answer has no body
  std::size_t body_bytes() const;  ///< so far

  /// The request, without what only the connection knows; the next one begins.
  ServerRequest release();

 private:
  class Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace stacktag::http
