// SPDX-License-Identifier: Apache-2.0
#include "http/line.h"

#include <openssl/x509_vfy.h>

#include <algorithm>
#include <stop_token>

#include "http/address.h"
#include "stacktag/text.h"

namespace stacktag::http {
namespace {

using std::chrono::milliseconds;

// Sets options one after the other and remembers whether each was taken.
class Setter final {
 public:
  explicit Setter(CURL* easy) : easy_(easy) {}

  template <class Value>
  Setter& operator()(CURLoption option, Value value) {
    ok_ = curl_easy_setopt(easy_, option, value) == CURLE_OK && ok_;
    return *this;
  }
  bool ok() const { return ok_; }

 private:
  CURL* easy_;
  bool ok_ = true;
};

SteadyTime end_of(Request const& request) {
  if (request.time_max <= milliseconds::zero()) {
    return request.deadline.at;
  }
  return std::min(request.deadline.at, std::chrono::steady_clock::now() + request.time_max);
}

// In whole milliseconds, upwards, so that nobody wakes just before the time to find it not over.
milliseconds time_until(SteadyTime end) {
  auto const now = std::chrono::steady_clock::now();
  constexpr milliseconds k_long = std::chrono::hours(24);
  return end <= now
             ? milliseconds::zero()
             : std::chrono::ceil<milliseconds>(std::min<SteadyTime::duration>(end - now, k_long));
}

CURLcode on_tls_context(CURL*, void* context, void* trust) noexcept {
  return static_cast<Trust*>(trust)->install(*static_cast<ssl_ctx_st*>(context))
             ? CURLE_OK
             : CURLE_SSL_CACERT_BADFILE;
}

bool has_header(Request const& request, char const* name) {
  return std::ranges::any_of(request.headers,
                             [name](Header const& header) { return same_text(header.name, name); });
}

std::string proxy_for(Options const& options, Url const& url, Reach reach) {
  if (reach == Reach::public_only || is_local(url.host)) {
    return {};
  }
  return url.scheme == "https" ? options.proxy : options.http_proxy;
}

char const* sentence(Fault fault) {
  switch (fault) {
    case Fault::timed_out:
      return "no answer in time";
    case Fault::cancelled:
      return "the request was cancelled";
    case Fault::unresolved:
      return "the host name has no address";
    case Fault::unreachable:
      return "no connection";
    case Fault::address_forbidden:
      return "the host has no public address";
    case Fault::tls:
      return "no trusted TLS connection";
    case Fault::broken_off:
      return "the connection ended before the answer did";
    case Fault::too_large:
      return "the answer is too large";
    case Fault::bad_url:
      return "the request cannot be sent as it is";
    case Fault::protocol:
      return "the answer is not HTTP";
  }
  return "the request failed";
}

}  // namespace

// A line break in a header would let its value speak as headers of its own.
bool is_sendable(Header const& header) {
  constexpr std::string_view k_breaks("\r\n\0", 3);
  return !header.name.empty() && header.name.find_first_of(": \t\r\n") == std::string::npos &&
         header.name.find('\0') == std::string::npos &&
         header.value.find_first_of(k_breaks) == std::string::npos;
}

Line::Line(Surroundings const& surroundings)
    : surroundings_(surroundings), multi_(curl_multi_init()), easy_(curl_easy_init()) {
  if (multi_) {
    curl_multi_setopt(multi_.get(), CURLMOPT_MAXCONNECTS, 1L);
  }
}

Exchange Line::run(Request const& request, Url const& url) {
  auto deadline = request.deadline;
  deadline.at = end_of(request);
  auto const time_left = time_until(deadline.at);
  Transfer transfer(easy_.get(), request);
  auto code = CURLE_FAILED_INIT;
  if (easy_) {
    // Keeps the connection, and forgets the exchange before: what describe() tells is of this one,
    // also where nothing is sent.
    curl_easy_reset(easy_.get());
  }
  if (deadline.cancelled.stop_requested()) {
    code = CURLE_ABORTED_BY_CALLBACK;
  } else if (time_left == milliseconds::zero()) {
    code = CURLE_OPERATION_TIMEDOUT;
  } else if (easy_ && multi_ && prepare(request, url, time_left) && transfer.attach()) {
    code = drive(deadline);
  }
  if (code != CURLE_OK) {
    return tl::unexpected(describe(code, transfer.tried(), url));
  }
  return transfer.take_response();
}

bool Line::prepare(Request const& request, Url const& url, milliseconds time_left) {
  auto const connect_time = std::clamp(request.connect_time_max, milliseconds(1), time_left);
  Setter set(easy_.get());
  set(CURLOPT_NOSIGNAL, 1L);
  // A name server that does not answer must not hold a request beyond its time: the resolver's
  // thread is left to end by itself. https://curl.se/libcurl/c/CURLOPT_QUICK_EXIT.html
  set(CURLOPT_QUICK_EXIT, 1L);
  set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(connect_time.count()));
  // Less than a byte a second, for so long. 0 is no limit.
  set(CURLOPT_LOW_SPEED_LIMIT, 1L);
  set(CURLOPT_LOW_SPEED_TIME, static_cast<long>(request.silence_max.count()));
  return set.ok() && prepare_connection(request, url) && prepare_message(request, url) &&
         prepare_headers(request);
}

bool Line::prepare_connection(Request const& request, Url const& url) {
  auto const proxy = proxy_for(surroundings_.options, url, request.reach);
  Setter set(easy_.get());
  set(CURLOPT_SHARE, surroundings_.share);
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  // An empty string also keeps libcurl from reading the environment.
  set(CURLOPT_PROXY, proxy.c_str());
  set(CURLOPT_NOPROXY, surroundings_.options.no_proxy.c_str());
  set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  set(CURLOPT_TCP_NODELAY, 1L);
  set(CURLOPT_TCP_KEEPALIVE, 1L);
  // HTTP/2 of libcurl 7.87 to 8.5 has faults: https://github.com/curl/curl/issues/10936
  set(CURLOPT_HTTP_VERSION, long{CURL_HTTP_VERSION_1_1});
  set(CURLOPT_SSLVERSION, long{CURL_SSLVERSION_TLSv1_2});
  // The certificates come through the callback alone.
  set(CURLOPT_CAINFO, static_cast<char const*>(nullptr));
  set(CURLOPT_CAPATH, static_cast<char const*>(nullptr));
  set(CURLOPT_CA_CACHE_TIMEOUT, 0L);
  set(CURLOPT_SSL_CTX_FUNCTION, &on_tls_context);
  set(CURLOPT_SSL_CTX_DATA, surroundings_.trust);
  return set.ok();
}

bool Line::prepare_message(Request const& request, Url const& url) {
  Setter set(easy_.get());
  set(CURLOPT_URL, to_string(url).c_str());
  set(CURLOPT_PATH_AS_IS, 1L);  // what was signed is what is sent
  set(CURLOPT_USERAGENT, surroundings_.user_agent.c_str());
  if (request.method == Method::head) {
    set(CURLOPT_NOBODY, 1L);
    return set.ok();
  }
  // Where the answer says at once that it is too large, nothing of it is read. 0 would mean no
  // limit.
  set(CURLOPT_MAXFILESIZE_LARGE,
      static_cast<curl_off_t>(std::max<std::size_t>(request.response_bytes_max, 1)));
  if (request.method != Method::get) {
    set(CURLOPT_POSTFIELDSIZE_LARGE,
        static_cast<curl_off_t>(request.body.size() + request.body_end.size()));
    if (request.body_end.empty()) {
      set(CURLOPT_POSTFIELDS, request.body.empty() ? "" : request.body.data());
    } else {
      set(CURLOPT_POST, 1L);  // of what Transfer gives piece by piece
    }
  }
  if (request.method == Method::put) {
    set(CURLOPT_CUSTOMREQUEST, "PUT");
  } else if (request.method == Method::del) {
    set(CURLOPT_CUSTOMREQUEST, "DELETE");
  }
  return set.ok();
}

bool Line::prepare_headers(Request const& request) {
  headers_.reset();
  auto const append = [this](std::string const& line) {
    auto* const longer = curl_slist_append(headers_.get(), line.c_str());
    if (longer != nullptr) {
      static_cast<void>(headers_.release());
      headers_.reset(longer);
    }
    return longer != nullptr;
  };
  // "Name:" keeps libcurl from sending its own. Without this it waits a second for permission to
  // send more than a megabyte: https://curl.se/libcurl/c/CURLOPT_EXPECT_100_TIMEOUT_MS.html
  bool ok = append("Expect:");
  if (!has_header(request, "Content-Type")) {
    ok = ok && append("Content-Type:");
  }
  for (auto const& [name, value] : request.headers) {
    // "Name;" is libcurl's way to say a header without a value.
    auto line = name;
    line.append(value.empty() ? ";" : ": ").append(value);
    ok = ok && append(line);
  }
  return ok && curl_easy_setopt(easy_.get(), CURLOPT_HTTPHEADER, headers_.get()) == CURLE_OK;
}

// Runs the transfer to its end, the deadline's, or the caller's loss of interest.
CURLcode Line::drive(Deadline const& deadline) {
  if (curl_multi_add_handle(multi_.get(), easy_.get()) != CURLM_OK) {
    return CURLE_FAILED_INIT;
  }
  std::stop_callback const wake(deadline.cancelled, [this] { curl_multi_wakeup(multi_.get()); });
  auto code = CURLE_OK;
  for (;;) {
    int running = 0;
    if (curl_multi_perform(multi_.get(), &running) != CURLM_OK) {
      code = CURLE_FAILED_INIT;
      break;
    }
    auto const time_left = time_until(deadline.at);
    if (running == 0) {
      code = outcome();
    } else if (deadline.cancelled.stop_requested()) {
      code = CURLE_ABORTED_BY_CALLBACK;
    } else if (time_left == milliseconds::zero()) {
      code = CURLE_OPERATION_TIMEDOUT;
    } else {
      auto const wait = static_cast<int>(time_left.count());
      curl_multi_poll(multi_.get(), nullptr, 0, wait, nullptr);
      continue;
    }
    break;
  }
  curl_multi_remove_handle(multi_.get(), easy_.get());  // closes a connection left half-way
  return code;
}

CURLcode Line::outcome() {
  int left = 0;
  while (auto const* const message = curl_multi_info_read(multi_.get(), &left)) {
    if (message->msg == CURLMSG_DONE) {
      return message->data.result;
    }
  }
  return CURLE_FAILED_INIT;
}

TransportError Line::describe(CURLcode code, Tried tried, Url const& url) {
  auto const fault = to_fault(code, tried);
  long sent = 0;
  long verified = X509_V_OK;
  if (easy_) {
    curl_easy_getinfo(easy_.get(), CURLINFO_REQUEST_SIZE, &sent);
    curl_easy_getinfo(easy_.get(), CURLINFO_SSL_VERIFYRESULT, &verified);
  }
  std::string message = url.host + ": " + sentence(fault);
  if (fault == Fault::tls) {
    // Until it has verified something, libcurl leaves "unspecified" there.
    auto const known = verified != X509_V_OK && verified != X509_V_ERR_UNSPECIFIED;
    auto const* const why =
        known ? X509_verify_cert_error_string(verified) : curl_easy_strerror(code);
    message.append(" (").append(why).append(")");
  }
  return {.fault = fault, .message = std::move(message), .request_sent = sent > 0};
}

}  // namespace stacktag::http
