// SPDX-License-Identifier: Apache-2.0
#include "web_image/image_source.h"

#include <chrono>
#include <utility>

#include "http/url.h"
#include "stacktag/limits.h"
#include "web_image/allowed_hosts.h"
#include "web_image/errors.h"

namespace stacktag::web_image {
namespace {

// https://www.contentstack.com/docs/developers/apis/image-delivery-api
constexpr std::string_view k_small_jpeg =
    "width=1024&height=1024&fit=bounds&disable=upscale&format=jpg";

class WebImages final : public ImageSource {
 public:
  WebImages(Options options, http::Client& client, Clock& clock, TokenBucket& reads)
      : hosts_{std::move(options.host_suffixes), std::move(options.extra_hosts)},
        client_(client),
        clock_(clock),
        reads_(reads) {}

  Result<std::string> fetch(std::string const& text, Rendition rendition,
                            Deadline const& deadline) override {
    auto url = http::parse_url(
        rendition == Rendition::original ? text : http::with_query(text, k_small_jpeg));
    for (int redirects = 0; redirects <= limits::image_redirects_max; ++redirects) {
      if (!url) {
        return fail(Reason::url_not_allowed, "the image's address is not an http or https URL");
      }
      TRY(auto exchange, fetch_from(*url, rendition, deadline));
      auto const judgement = judge(exchange, rendition);
      if (judgement.good) {
        return std::move(exchange->body);
      }
      if (!judgement.redirect) {
        return fail(in_time(judgement.error, deadline));
      }
      url = http::resolve(*url, exchange->header("Location"));
    }
    return fail(Reason::url_not_allowed, "the image's host redirects more than " +
                                             std::to_string(limits::image_redirects_max) +
                                             " times");
  }

 private:
  // One URL, allowed or refused, with its repeats. No credentials are ever sent.
  Result<http::Exchange> fetch_from(http::Url const& url, Rendition rendition,
                                    Deadline const& deadline) {
    auto const kind = hosts_.kind_of(url);
    if (!kind) {
      return fail(Reason::url_not_allowed, "images may not come from " + url.scheme + "://" +
                                               http::authority(url) +
                                               "; CONTENTSTACK_IMAGE_HOSTS can allow more hosts");
    }
    bool const extra = *kind == AllowedHosts::Kind::extra;
    http::Request const request{.url = http::to_string(url),
                                .response_bytes_max = limits::image_bytes_max,
                                .time_max = limits::image_time_max,
                                .deadline = deadline,
                                .reach = extra ? http::Reach::anywhere : http::Reach::public_only};
    constexpr int k_attempts_max = 3;
    for (int attempt = 1;; ++attempt) {
      if (!reads_.take(deadline)) {
        return fail(Reason::out_of_time, "the rate limit leaves no room before the deadline");
      }
      auto exchange = client_.send(request);
      auto const judgement = judge(exchange, rendition);
      auto const asked = judgement.error.retry_after;
      if (asked) {
        reads_.pause_until(clock_.now() + *asked);
      }
      auto const wait = asked.value_or(std::chrono::milliseconds(100 << attempt));
      if (!judgement.try_again || attempt == k_attempts_max || clock_.now() + wait >= deadline.at ||
          deadline.cancelled.stop_requested()) {
        return exchange;
      }
      // Where the host asked for a pause, all reads wait for its end, this one too.
      if (!asked) {
        clock_.sleep_until(clock_.now() + wait);
      }
    }
  }

  Error in_time(Error error, Deadline const& deadline) const {
    if (error.kind() == ErrorKind::retry && clock_.now() >= deadline.at) {
      error.reason = Reason::out_of_time;
    }
    return error;
  }

  AllowedHosts const hosts_;
  http::Client& client_;
  Clock& clock_;
  TokenBucket& reads_;
};

}  // namespace

Options read_options(SettingsReader& reader, std::vector<std::string> host_suffixes) {
  Options options{.host_suffixes = std::move(host_suffixes)};
  for (auto const& host : reader.list("CONTENTSTACK_IMAGE_HOSTS")) {
    auto const url = http::parse_url("http://" + host);
    if (!url || host.find_first_of("/?#") != std::string::npos) {
      reader.mistake("CONTENTSTACK_IMAGE_HOSTS", "must be host or host:port, not \"" + host + "\"");
      continue;
    }
    auto const ports = url->port_written ? std::vector{url->port} : std::vector{80, 443};
    for (auto const port : ports) {
      options.extra_hosts.push_back(url->host + ":" + std::to_string(port));
    }
  }
  return options;
}

std::unique_ptr<ImageSource> make_image_source(Options options, http::Client& client, Clock& clock,
                                               TokenBucket& reads) {
  return std::make_unique<WebImages>(std::move(options), client, clock, reads);
}

}  // namespace stacktag::web_image
