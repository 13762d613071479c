// SPDX-License-Identifier: Apache-2.0
#include "model_files/download.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

#include "http/address.h"
#include "http/retry_after.h"
#include "http/url.h"
#include "stacktag/limits.h"

namespace stacktag::model_files {
namespace {

using namespace std::chrono_literals;

constexpr int k_attempts_max = 4;  // in a row that brought nothing
constexpr int k_all_attempts_max = 100;
constexpr auto k_first_pause = 1s;

Result<http::Url> allowed(std::optional<http::Url> const& url) {
  if (!url || !(url->scheme == "https" || http::is_local(url->host))) {
    return fail(Reason::url_not_allowed,
                "files come by https only, or by http from this machine itself");
  }
  return *url;
}

// What an answer that brought no file means.
Error error_of(int status, std::string const& host) {
  auto const text = host + ": the server answered with status " + std::to_string(status);
  bool const passes = status == 408 || status == 425 || status == 429 || status >= 500;
  return {passes ? Reason::labeler_unavailable : Reason::bad_configuration, text};
}

Error error_of(http::TransportError const& error) {
  switch (error.fault) {
    case http::Fault::cancelled:
      return {Reason::out_of_time, error.message};
    case http::Fault::bad_url:
    case http::Fault::address_forbidden:
      return {Reason::url_not_allowed, error.message};
    case http::Fault::too_large:
      return {Reason::too_large, error.message};
    case http::Fault::timed_out:
    case http::Fault::unresolved:
    case http::Fault::unreachable:
    case http::Fault::tls:
    case http::Fault::broken_off:
    case http::Fault::protocol:
      break;
  }
  return {Reason::labeler_unavailable, error.message};
}

class Download final {
 public:
  Download(Wanted const& wanted, Means const& means, Deadline const& deadline)
      : wanted_(wanted),
        means_(means),
        deadline_(deadline),
        part_(wanted.path, wanted.name, means.progress) {}

  Result<void> run() {
    TRY_VOID(part_.open());
    if (part_.bytes() > 0 && !may_go_on()) {
      TRY_VOID(part_.restart());
    }
    int failed = 0;
    for (int attempts = 1;; ++attempts) {
      auto const before = part_.bytes();
      auto done = is_all_there() ? Result<void>{} : attempt();
      if (done) {
        return part_.finish();
      }
      failed = part_.bytes() > before ? 1 : failed + 1;
      bool const again = done.error().reason == Reason::labeler_unavailable &&
                         failed < k_attempts_max && attempts < k_all_attempts_max;
      if (!again) {
        return done;
      }
      pause(failed, done.error());
    }
  }

 private:
  bool may_go_on() const { return wanted_.pieces == Pieces::by_digest || !part_.etag().empty(); }
  bool is_all_there() const { return wanted_.bytes > 0 && part_.bytes() == wanted_.bytes; }

  void pause(int failed, Error const& error) const {
    auto const own = k_first_pause * (1 << (failed - 1));
    auto const asked = error.retry_after.value_or(0ms);
    means_.clock.sleep_until(means_.clock.now() + std::max<std::chrono::milliseconds>(own, asked));
  }

  http::Request request(http::Url const& url) {
    http::Request request{
        .url = http::to_string(url),
        .response_bytes_max = wanted_.bytes > 0 ? wanted_.bytes : limits::model_file_bytes_max,
        .time_max = 0ms,
        .deadline = deadline_,
        .sink = &part_,
        .silence_max = limits::model_silence_max};
    if (part_.bytes() > 0) {
      request.headers.push_back({"Range", "bytes=" + std::to_string(part_.bytes()) + "-"});
      if (!part_.etag().empty()) {
        request.headers.push_back({"If-Range", part_.etag()});
      }
    }
    part_.begin();
    return request;
  }

  Result<void> attempt() {
    TRY(auto url, allowed(http::parse_url(wanted_.url)));
    for (int redirects = 0; redirects <= limits::model_redirects_max; ++redirects) {
      auto const exchange = means_.client.send(request(url));
      if (!part_.trouble().empty()) {
        return fail(Reason::bad_configuration, part_.trouble());
      }
      if (!exchange) {
        return fail(error_of(exchange.error()));
      }
      if (!http::is_redirect(exchange->status)) {
        return judge(*exchange, url.host);
      }
      TRY(url, allowed(http::resolve(url, exchange->header("Location"))));
    }
    return fail(Reason::bad_configuration, url.host + ": the server redirects too often");
  }

  Result<void> judge(http::Response const& response, std::string const& host) {
    if (response.status == 416) {
      // What is there is longer than the file: it is not a part of it.
      TRY_VOID(part_.restart());
      return fail(Reason::labeler_unavailable, host + ": the file has become another one");
    }
    if (response.status != 200 && response.status != 206) {
      auto error = error_of(response.status, host);
      error.retry_after = http::retry_after(response);
      return fail(std::move(error));
    }
    if (part_.is_untouched()) {
      return fail(Reason::bad_configuration, host + ": the server sent an empty file");
    }
    return {};
  }

  Wanted const& wanted_;
  Means const& means_;
  Deadline const& deadline_;
  PartFile part_;
};

}  // namespace

bool may_fetch(std::string const& url) {
  return allowed(http::parse_url(url)).has_value();
}

Result<void> download(Wanted const& wanted, Means const& means, Deadline const& deadline) {
  return Download(wanted, means, deadline).run();
}

}  // namespace stacktag::model_files
