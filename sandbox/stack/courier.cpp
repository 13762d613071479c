// SPDX-License-Identifier: Apache-2.0
#include "stack/courier.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <utility>

#include "crypto/crypto.h"

namespace stacktag::sandbox {
namespace {

using json::Json;
using std::chrono::milliseconds;

constexpr std::array k_retry_seconds{5.0, 25.0, 125.0, 625.0};
constexpr std::size_t k_attempts_kept = 10'000;

// Contentstack writes a prefix before keys that begin with '$'.
Json shown_in_webhook(Json asset, bool concise) {
  if (concise) {
    return {{"uid", asset["uid"]},
            {"title", asset.value("title", "")},
            {"_version", asset["_version"]}};
  }
  for (auto const* key : {"dimension", "description"}) {
    asset.erase(key);
  }
  return asset;
}

}  // namespace

Courier::Courier(CourierOptions options, Webhooks& webhooks, http::Client& client, Clock& clock)
    : options_(std::move(options)),
      webhooks_(webhooks),
      client_(client),
      clock_(clock),
      key_(crypto::make_signing_key()) {
  for (int i = 0; i < options_.workers; ++i) {
    workers_.emplace_back([this](std::stop_token const& stopping) { work(stopping); });
  }
}

Courier::~Courier() {
  for (auto& worker : workers_) {
    worker.request_stop();
  }
}

void Courier::announce(Change const& change) {
  std::lock_guard const lock(mutex_);
  for (auto& webhook : webhooks_.listening("assets." + change.event, change.branch)) {
    waiting_.push_back({std::move(webhook), change, "cs" + crypto::random_hex(10), 0,
                        std::chrono::steady_clock::now()});
  }
  changed_.notify_all();
}

Attempt Courier::deliver_now(Change const& change) {
  for (auto const* event : {"create", "update", "delete", "publish", "unpublish"}) {
    auto webhooks = webhooks_.listening("assets." + std::string(event), change.branch);
    if (!webhooks.empty()) {
      return send({std::move(webhooks.front()), change, {}, 0, {}});
    }
  }
  return {.event = change.event, .answer = "no webhook listens"};
}

std::vector<Attempt> Courier::attempts() const {
  std::lock_guard const lock(mutex_);
  return {attempts_.begin(), attempts_.end()};
}

bool Courier::idle() const {
  std::lock_guard const lock(mutex_);
  return waiting_.empty() && under_way_ == 0;
}

void Courier::clear() {
  std::lock_guard const lock(mutex_);
  waiting_.clear();
  attempts_.clear();
}

void Courier::work(std::stop_token const& stopping) {
  std::unique_lock lock(mutex_);
  while (!stopping.stop_requested()) {
    auto const next = std::ranges::min_element(waiting_, {}, &Job::due);
    if (next == waiting_.end()) {
      changed_.wait(lock, stopping, [this] { return !waiting_.empty(); });
      continue;
    }
    if (next->due > std::chrono::steady_clock::now()) {
      auto const due = next->due;
      auto const count = waiting_.size();
      changed_.wait_until(lock, stopping, due, [&] { return waiting_.size() != count; });
      continue;
    }
    auto job = std::move(*next);
    waiting_.erase(next);
    ++under_way_;
    lock.unlock();
    auto const attempt = send(job);
    lock.lock();
    settle(std::move(job), attempt);
    --under_way_;
  }
}

void Courier::settle(Job job, Attempt const& attempt) {
  attempts_.push_back(attempt);
  if (attempts_.size() > k_attempts_kept) {
    attempts_.pop_front();
  }
  auto const uid = json::text_or_empty(job.webhook, "uid");
  bool const well = attempt.status >= 200 && attempt.status < 300;
  webhooks_.delivered(uid, well);
  auto const retry = static_cast<std::size_t>(job.retry_number);
  if (well || retry >= k_retry_seconds.size() || !webhooks_.is_enabled(uid)) {
    return;
  }
  job.due = std::chrono::steady_clock::now() +
            std::chrono::duration_cast<milliseconds>(
                std::chrono::duration<double>(k_retry_seconds[retry] * options_.retry_scale));
  ++job.retry_number;
  waiting_.push_back(std::move(job));
  changed_.notify_all();
}

Attempt Courier::send(Job const& job) {
  auto const& destination = job.webhook["destinations"].front();
  auto const body = json::dump(body_of(job));
  auto const started = std::chrono::steady_clock::now();
  auto exchange = client_.send({.method = http::Method::post,
                                .url = json::text_or_empty(destination, "target_url"),
                                .headers = headers_of(destination, body),
                                .body = body,
                                .response_bytes_max = std::size_t{1024} * 1024,
                                .time_max = std::chrono::seconds(30)});
  return {
      .execution = job.execution,
      .webhook = json::text_or_empty(job.webhook, "uid"),
      .at = clock_.wall(),
      .event = job.change.event,
      .asset = json::text_or_empty(job.change.asset, "uid"),
      .version = static_cast<int>(json::integer(job.change.asset, "_version").value_or(0)),
      .retry_number = job.retry_number,
      .status = exchange ? exchange->status : 0,
      .answer = exchange ? std::move(exchange->body) : exchange.error().message,
      .took = std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - started)};
}

Json Courier::body_of(Job const& job) const {
  Json body{{"triggered_at", utc_now()},
            {"module", "asset"},
            {"api_key", options_.api_key},
            {"event", job.change.event}};
  body["data"] = {
      {"asset", shown_in_webhook(job.change.asset, json::truth(job.webhook, "concise_payload"))},
      {"branch", {{"uid", job.change.branch}, {"source", ""}, {"alias", Json::array()}}}};
  if (job.change.event == "publish" || job.change.event == "unpublish") {
    body["data"]["action"] = job.change.event;
    body["data"]["status"] = "success";
    body["data"]["locale"] = "en-us";
  }
  return body;
}

std::vector<http::Header> Courier::headers_of(Json const& destination,
                                              std::string const& body) const {
  std::vector<http::Header> headers{
      {"Content-Type", "application/json"},
      {"User-Agent", "Contentstack"},
      {"X-Contentstack-Request-Signature", "v1=" + crypto::to_base64(key_->sign(body))}};
  if (!options_.hmac_key.empty()) {
    auto const seconds =
        std::chrono::duration_cast<std::chrono::seconds>(clock_.wall().time_since_epoch());
    auto const time = std::to_string(seconds.count());
    headers.push_back(
        {"x-contentstack-hmac-signature",
         "t=" + time +
             ",v1=" + crypto::to_hex(crypto::hmac_sha256(options_.hmac_key, time + "." + body))});
  }
  auto const user = json::text_or_empty(destination, "http_basic_auth");
  if (!user.empty()) {
    headers.push_back(
        {"Authorization",
         "Basic " + crypto::to_base64(user + ":" +
                                      json::text_or_empty(destination, "http_basic_password"))});
  }
  for (auto const& custom : json::member(destination, "custom_header")) {
    headers.push_back(
        {json::text_or_empty(custom, "header_name"), json::text_or_empty(custom, "value")});
  }
  return headers;
}

std::string Courier::utc_now() const {
  auto const ms =
      std::chrono::duration_cast<milliseconds>(clock_.wall().time_since_epoch()).count();
  auto const seconds = static_cast<std::time_t>(ms / 1000);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  std::array<char, 40> text{};
  auto const length = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S", &parts);
  return std::string(text.data(), length) + "." + std::to_string(1000 + ms % 1000).substr(1) + "Z";
}

}  // namespace stacktag::sandbox
