// SPDX-License-Identifier: Apache-2.0
// HTTP/1.1 requests, one at a time for each calling thread, over connections that are kept open and
// reused. The client follows no redirects and retries nothing: who calls knows what is safe. One
// exception is libcurl's own: where a kept connection ends before the first byte of an answer, the
// request is sent once more over a new one.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "environment/environment.h"
#include "stacktag/clock.h"
#include "stacktag/limits.h"

namespace stacktag::http {

enum class Method { get, head, post, put, del };

/// Which addresses a request may connect to; checked on the address of the socket, after name
/// resolution, so that no answer of a name server can lead elsewhere.
enum class Reach {
  anywhere,
  /// No loopback, private, link-local, shared, multicast or reserved address, IPv4 or IPv6.
  public_only,
};

struct Header {
  std::string name{};
  std::string value{};

  bool operator==(Header const&) const = default;
};

struct Response;

/// Takes the body of an answer 200 or 206 as it comes, for what should not be held in memory.
class Sink {
 public:
  virtual ~Sink() = default;
  /// `head`: status and headers of the answer. False ends the exchange, as Fault::too_large; why,
  /// the sink knows.
  virtual bool take(Response const& head, std::string_view bytes) = 0;
};

struct Request {
  Method method = Method::get;
  std::string url{};
  std::vector<Header> headers{};
  std::string_view body{};  ///< must outlive the call; sent as it is
  /// Sent right behind `body`, so that requests that go out at the same time may share one large
  /// beginning.
  std::string_view body_end{};
  std::size_t response_bytes_max = limits::small_reply_bytes_max;
  std::chrono::milliseconds connect_time_max = limits::connect_time_max;
  /// For the whole exchange; 0 waits without end (the Lambda Runtime API needs that).
  std::chrono::milliseconds time_max = limits::small_call_time_max;
  Deadline deadline{};  ///< whichever of `time_max` and this comes first
  Reach reach = Reach::anywhere;
  Sink* sink = nullptr;  ///< must outlive the call
  /// Ends the exchange where nothing has come for so long; 0: no such limit.
  std::chrono::seconds silence_max{0};
};

struct Response {
  int status = 0;
  std::vector<Header> headers{};
  std::string body{};

  /// The first header of this name, in any case of letters; empty where there is none.
  std::string_view header(std::string_view name) const;
};

enum class Fault {
  timed_out,          ///< of the request's own time_max, of its deadline, or while connecting
  cancelled,          ///< the deadline's stop token
  unresolved,         ///< no address for the host's name
  unreachable,        ///< no connection
  address_forbidden,  ///< Reach forbids the address
  tls,                ///< certificate or handshake
  broken_off,         ///< the connection ended before the answer did
  too_large,          ///< more than response_bytes_max, or more headers than limits.h allows
  bad_url,            ///< or a header that cannot be sent, such as one with a line break
  protocol,           ///< the answer is not HTTP
};
std::string_view to_string(Fault fault);

struct TransportError {
  Fault fault = Fault::protocol;
  std::string message{};      ///< names the host, never headers, query or body
  bool request_sent = false;  ///< whether the other side may have acted on the request
};

using Exchange = tl::expected<Response, TransportError>;

class Client {
 public:
  virtual ~Client() = default;
  /// Safe to call from several threads.
  virtual Exchange send(Request const& request) = 0;
};

struct Options {
  std::string ca_bundle{};   ///< path; empty: what find_ca_bundle() finds
  std::string user_agent{};  ///< empty: "stacktag/<version>"
  /// For https; empty: none. Neither proxy is used for local hosts or for Reach::public_only.
  std::string proxy{};
  std::string no_proxy{};  ///< comma-separated hosts
  std::string http_proxy{};
};

/// HTTPS_PROXY, HTTP_PROXY, NO_PROXY (either case), SSL_CERT_FILE.
Options read_options(Environment const& environment);

/// Debian, Amazon Linux, and beside the program (share/cacert.pem of the Lambda zip), in this
/// order.
std::string find_ca_bundle();

/// The program ignores SIGPIPE: libcurl leaves that to it where there are threads.
/// https://curl.se/libcurl/c/CURLOPT_NOSIGNAL.html
std::unique_ptr<Client> make_client(Options const& options);

}  // namespace stacktag::http
