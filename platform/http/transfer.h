// SPDX-License-Identifier: Apache-2.0
// What one exchange gathers while libcurl runs it, within its limits.
#pragma once

#include <curl/curl.h>

#include <cstddef>
#include <string_view>

#include "http/client.h"
#include "http/fault.h"

namespace stacktag::http {

class Transfer final {
 public:
  /// The request outlives it.
  Transfer(CURL* easy, Request const& request)
      : easy_(easy),
        request_(request),
        body_bytes_max_(request.response_bytes_max),
        sink_(request.sink) {}

  /// Makes libcurl report to this transfer, which must outlive the handle's use of it.
  bool attach();

  Tried tried() const { return tried_; }
  /// The answer, once libcurl says that it is whole.
  Response take_response();

 private:
  static std::size_t on_header(char* bytes, std::size_t size, std::size_t count,
                               void* transfer) noexcept;
  static std::size_t on_body(char* bytes, std::size_t size, std::size_t count,
                             void* transfer) noexcept;
  static std::size_t on_upload(char* room, std::size_t size, std::size_t count,
                               void* transfer) noexcept;
  static int on_rewind(void* transfer, curl_off_t offset, int origin) noexcept;
  static curl_socket_t on_socket(void* transfer, curlsocktype purpose,
                                 curl_sockaddr* address) noexcept;

  bool add_header(std::string_view line);
  bool add_body(std::string_view bytes);
  std::size_t give_body(char* room, std::size_t bytes);
  bool is_for_sink();

  CURL* easy_;
  Request const& request_;
  std::size_t body_bytes_max_;
  std::size_t given_bytes_ = 0;  ///< of the request's body
  Sink* sink_;
  std::size_t body_bytes_ = 0;
  std::size_t header_bytes_ = 0;
  Response response_;
  Tried tried_;
};

}  // namespace stacktag::http
