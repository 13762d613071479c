// SPDX-License-Identifier: Apache-2.0
#include "aws/service.h"

#include <atomic>
#include <mutex>
#include <random>
#include <utility>

#include "aws/retry.h"
#include "aws/signer.h"
#include "http/date.h"
#include "http/url.h"

namespace stacktag::aws {
namespace {

using std::chrono::seconds;

class SignedService final : public JsonService {
 public:
  SignedService(ServiceOptions options, CredentialsProvider& credentials, http::Client& client,
                Clock& clock, std::function<double()> random)
      : options_(std::move(options)),
        url_(http::parse_url(options_.endpoint).value_or(http::Url{})),
        credentials_(credentials),
        client_(client),
        clock_(clock),
        random_(std::move(random)) {}

  ServiceReply call(std::string_view operation, std::string_view body, std::string_view body_end,
                    Deadline const& deadline) override {
    ServiceReply reply;
    std::optional<Repeat> last_repeat;
    bool skew_corrected = false;
    bool token_renewed = false;
    for (int repeats = 0;;) {
      auto const credentials = credentials_.get(deadline);
      if (!credentials) {
        reply.end = credentials.error();
        return reply;
      }
      auto const offset = seconds(clock_offset_seconds_.load());
      auto exchange =
          client_.send(request(operation, {body, body_end}, *credentials, offset, deadline));
      if (exchange && exchange->status >= 200 && exchange->status < 300) {
        quota_.give_back(last_repeat);
        reply.end = std::move(exchange->body);
        return reply;
      }
      auto fault = exchange ? read_fault(*exchange) : read_fault(exchange.error());
      reply.cut_off += fault.transport && fault.request_sent ? 1 : 0;
      reply.end = fault;
      reply.out_of_time = fault.transport && clock_.now() >= deadline.at;
      if (reply.out_of_time) {
        return reply;
      }
      if (!skew_corrected && exchange && may_be_clock_skew(fault) &&
          correct_clock(*exchange, offset)) {
        skew_corrected = true;
        continue;
      }
      if (!token_renewed && is_expired_token(fault)) {
        token_renewed = true;
        credentials_.forget();
        continue;
      }
      auto const repeat = repeat_of(fault);
      if (repeat == Repeat::no || repeats + 1 >= k_attempts_max || !quota_.take(repeat) ||
          !wait(backoff(repeats, repeat, random_()), deadline)) {
        return reply;
      }
      last_repeat = repeat;
      ++repeats;
    }
  }

 private:
  struct Body {
    std::string_view first{};
    std::string_view end{};
  };

  http::Request request(std::string_view operation, Body const& body,
                        Credentials const& credentials, seconds offset,
                        Deadline const& deadline) const {
    Signable const signable{
        .method = "POST",
        .host = http::authority(url_),
        .path = url_.path,
        .query = url_.query,
        .headers = {{"Content-Type", options_.content_type},
                    {"X-Amz-Target", options_.target_prefix + "." + std::string(operation)}},
        .payload = body.first,
        .payload_end = body.end};
    auto const signature = sign(signable, credentials, {options_.region, options_.signing_name},
                                clock_.wall() + offset);
    auto headers = signable.headers;
    headers.insert(headers.end(), signature.headers.begin(), signature.headers.end());
    return {.method = http::Method::post,
            .url = http::to_string(url_),
            .headers = std::move(headers),
            .body = body.first,
            .body_end = body.end,
            .response_bytes_max = options_.reply_bytes_max,
            .time_max = options_.call_time_max,
            .deadline = deadline};
  }

  // True where the server's date differs so much from the one signed with that signing anew can
  // help, also where another thread has found out meanwhile.
  bool correct_clock(http::Response const& response, seconds signed_with) {
    constexpr seconds k_tolerated = std::chrono::minutes(4);
    auto const theirs = http::parse_date(response.header("Date"));
    if (!theirs) {
      return false;
    }
    auto const offset = std::chrono::duration_cast<seconds>(*theirs - clock_.wall());
    if (std::chrono::abs(offset - signed_with) < k_tolerated) {
      return false;
    }
    clock_offset_seconds_ = offset.count();
    return true;
  }

  bool wait(std::chrono::milliseconds time, Deadline const& deadline) {
    auto const until = clock_.now() + time;
    if (until >= deadline.at || deadline.cancelled.stop_requested()) {
      return false;
    }
    clock_.sleep_until(until);
    return true;
  }

  ServiceOptions const options_;
  http::Url const url_;
  CredentialsProvider& credentials_;
  http::Client& client_;
  Clock& clock_;
  std::function<double()> const random_;
  RetryQuota quota_;
  std::atomic<std::int64_t> clock_offset_seconds_{0};
};

}  // namespace

std::unique_ptr<JsonService> make_json_service(ServiceOptions options,
                                               CredentialsProvider& credentials,
                                               http::Client& client, Clock& clock,
                                               std::function<double()> random) {
  return std::make_unique<SignedService>(std::move(options), credentials, client, clock,
                                         std::move(random));
}

std::function<double()> random_fraction() {
  struct Dice {
    std::mutex mutex{};
    std::minstd_rand engine{std::random_device{}()};
  };
  return [dice = std::make_shared<Dice>()] {
    std::lock_guard const lock(dice->mutex);
    return std::uniform_real_distribution<double>(0, 1)(dice->engine);
  };
}

}  // namespace stacktag::aws
