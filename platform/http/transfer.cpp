// SPDX-License-Identifier: Apache-2.0
#include "http/transfer.h"

#include <sys/socket.h>

#include <algorithm>
#include <cstdio>
#include <utility>

#include "http/address.h"
#include "stacktag/text.h"

namespace stacktag::http {

// libcurl is C: the callbacks are noexcept, so that running out of memory ends the process here and
// not somewhere inside a foreign frame.
bool Transfer::attach() {
  auto const ok = [](CURLcode code) { return code == CURLE_OK; };
  return ok(curl_easy_setopt(easy_, CURLOPT_HEADERFUNCTION, &Transfer::on_header)) &&
         ok(curl_easy_setopt(easy_, CURLOPT_HEADERDATA, this)) &&
         ok(curl_easy_setopt(easy_, CURLOPT_WRITEFUNCTION, &Transfer::on_body)) &&
         ok(curl_easy_setopt(easy_, CURLOPT_WRITEDATA, this)) &&
         ok(curl_easy_setopt(easy_, CURLOPT_READFUNCTION, &Transfer::on_upload)) &&
         ok(curl_easy_setopt(easy_, CURLOPT_READDATA, this)) &&
         ok(curl_easy_setopt(easy_, CURLOPT_SEEKFUNCTION, &Transfer::on_rewind)) &&
         ok(curl_easy_setopt(easy_, CURLOPT_SEEKDATA, this)) &&
         ok(curl_easy_setopt(easy_, CURLOPT_OPENSOCKETFUNCTION, &Transfer::on_socket)) &&
         ok(curl_easy_setopt(easy_, CURLOPT_OPENSOCKETDATA, this));
}

Response Transfer::take_response() {
  long status = 0;
  curl_easy_getinfo(easy_, CURLINFO_RESPONSE_CODE, &status);
  response_.status = static_cast<int>(status);
  return std::move(response_);
}

// Anything else than the number of bytes given makes libcurl end with CURLE_WRITE_ERROR.
std::size_t Transfer::on_header(char* bytes, std::size_t size, std::size_t count,
                                void* transfer) noexcept {
  auto const length = size * count;
  return static_cast<Transfer*>(transfer)->add_header({bytes, length}) ? length : 0;
}

std::size_t Transfer::on_body(char* bytes, std::size_t size, std::size_t count,
                              void* transfer) noexcept {
  auto const length = size * count;
  return static_cast<Transfer*>(transfer)->add_body({bytes, length}) ? length : 0;
}

// Asked only where the body comes in two pieces; one piece libcurl takes from where it is.
std::size_t Transfer::on_upload(char* room, std::size_t size, std::size_t count,
                                void* transfer) noexcept {
  return static_cast<Transfer*>(transfer)->give_body(room, size * count);
}

// Where a kept connection turns out to be closed, libcurl sends the request once more, from 0.
int Transfer::on_rewind(void* transfer, curl_off_t offset, int origin) noexcept {
  auto& self = *static_cast<Transfer*>(transfer);
  auto const whole = self.request_.body.size() + self.request_.body_end.size();
  if (origin != SEEK_SET || offset < 0 || static_cast<std::size_t>(offset) > whole) {
    return CURL_SEEKFUNC_FAIL;
  }
  self.given_bytes_ = static_cast<std::size_t>(offset);
  return CURL_SEEKFUNC_OK;
}

// libcurl asks here for a socket to each address that it is about to try.
curl_socket_t Transfer::on_socket(void* transfer, curlsocktype, curl_sockaddr* address) noexcept {
  auto& self = *static_cast<Transfer*>(transfer);
  if (self.request_.reach == Reach::public_only && !is_public(address->addr)) {
    ++self.tried_.forbidden;
    return CURL_SOCKET_BAD;
  }
  ++self.tried_.allowed;
  // No program that we start may inherit a connection.
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

bool Transfer::add_header(std::string_view line) {
  header_bytes_ += line.size();
  auto& headers = response_.headers;
  if (header_bytes_ > limits::response_header_bytes_max) {
    return false;
  }
  if (line.starts_with("HTTP/")) {
    headers.clear();  // what came before was an interim answer, 1xx
    return true;
  }
  auto const is_continuation = line.starts_with(' ') || line.starts_with('\t');
  if (is_continuation && !headers.empty()) {
    headers.back().value.append(" ").append(trim(line));
    return true;
  }
  auto const colon = line.find(':');
  if (colon == std::string_view::npos) {
    return true;
  }
  headers.push_back({.name = std::string(trim(line.substr(0, colon))),
                     .value = std::string(trim(line.substr(colon + 1)))});
  return headers.size() <= limits::response_headers_max;
}

// What is no success belongs to the caller, who may want to read why.
bool Transfer::is_for_sink() {
  long status = 0;
  curl_easy_getinfo(easy_, CURLINFO_RESPONSE_CODE, &status);
  response_.status = static_cast<int>(status);
  return sink_ != nullptr && (status == 200 || status == 206);
}

bool Transfer::add_body(std::string_view bytes) {
  auto& body = response_.body;
  auto const sinks = is_for_sink();
  auto const most = sink_ != nullptr && !sinks
                        ? std::min(body_bytes_max_, limits::small_reply_bytes_max)
                        : body_bytes_max_;
  if (bytes.size() > most - body_bytes_) {
    return false;
  }
  body_bytes_ += bytes.size();
  if (sinks) {
    return sink_->take(response_, bytes);
  }
  if (body.empty()) {
    // One piece of the right size: growing by doubling would need up to three times the memory.
    curl_off_t announced = 0;
    curl_easy_getinfo(easy_, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &announced);
    auto const wanted = static_cast<std::size_t>(std::max<curl_off_t>(announced, 0));
    body.reserve(std::clamp(wanted, bytes.size(), body_bytes_max_));
  }
  body.append(bytes);
  return true;
}

std::size_t Transfer::give_body(char* room, std::size_t bytes) {
  auto const first = request_.body;
  auto const rest = given_bytes_ < first.size()
                        ? first.substr(given_bytes_)
                        : request_.body_end.substr(given_bytes_ - first.size());
  auto const given = rest.copy(room, bytes);
  given_bytes_ += given;
  return given;
}

}  // namespace stacktag::http
