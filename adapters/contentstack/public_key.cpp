// SPDX-License-Identifier: Apache-2.0
#include "contentstack/public_key.h"

#include "json/json.h"

namespace stacktag::contentstack {

namespace {
constexpr std::chrono::minutes k_refetch_interval{1};
constexpr std::chrono::seconds k_retry_interval{5};
}  // namespace

// https://www.contentstack.com/docs/developers/set-up-webhooks/secure-your-webhooks
Result<std::string> PublicKey::fetch(Deadline const& deadline) const {
  auto const exchange = client_.send({.url = url_, .deadline = deadline});
  if (!exchange) {
    return fail(Reason::keys_unavailable, "the key document: " + exchange.error().message);
  }
  auto const body = json::parse(exchange->body);
  auto key = body ? json::text(*body, "signing-key") : std::nullopt;
  if (exchange->status != 200 || !key || key->empty()) {
    return fail(
        Reason::keys_unavailable,
        "the key document answers " + std::to_string(exchange->status) + " without a signing-key");
  }
  return *std::move(key);
}

Result<std::string> PublicKey::get(Deadline const& deadline) {
  std::lock_guard const lock(mutex_);
  if (!pem_.empty()) {
    return pem_;
  }
  if (failure_ && clock_.now() < fetched_ + k_retry_interval) {
    return fail(*failure_);
  }
  auto key = fetch(deadline);
  fetched_ = clock_.now();
  // A caller who had no time for it says nothing about the document.
  bool const given_up = deadline.cancelled.stop_requested() || fetched_ >= deadline.at;
  failure_ = key || given_up ? std::nullopt : std::optional(key.error());
  pem_ = key.value_or("");
  return key;
}

std::optional<std::string> PublicKey::newer_than(std::string const& known,
                                                 Deadline const& deadline) {
  std::lock_guard const lock(mutex_);
  if (pem_ == known) {
    if (clock_.now() < fetched_ + k_refetch_interval) {
      return std::nullopt;
    }
    fetched_ = clock_.now();
    if (auto fresh = fetch(deadline)) {
      pem_ = *std::move(fresh);
    }
  }
  return pem_ == known ? std::nullopt : std::optional(pem_);
}

}  // namespace stacktag::contentstack
