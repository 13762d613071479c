// SPDX-License-Identifier: Apache-2.0
#include "stack/webhooks.h"

#include <algorithm>

#include "crypto/signing_key.h"
#include "http/url.h"
#include "stack/replies.h"

namespace stacktag::sandbox {
namespace {

using json::Json;

constexpr int k_failures_until_disabled = 10;
constexpr auto k_masked = "********";

// The document as it is stored, or nothing where it has no destination with a URL.
std::optional<Json> read_document(Request const& request) {
  auto const body = json::parse(request.body).value_or(Json());
  auto document = json::member(body, "webhook");
  auto const& destinations = json::member(document, "destinations");
  bool const good =
      destinations.is_array() && !destinations.empty() &&
      std::ranges::all_of(destinations, [](Json const& destination) {
        return http::parse_url(json::text_or_empty(destination, "target_url")).has_value();
      });
  if (!good) {
    return std::nullopt;
  }
  // One address as a text in a request is a list of them in every answer.
  if (auto const notifier = json::text(document, "notifiers")) {
    document["notifiers"] = {*notifier};
  }
  for (auto const* flag : {"disabled", "concise_payload"}) {
    document[flag] = json::truth(document, flag);
  }
  return document;
}

Reply unknown_webhook() {
  return error_reply(404, 0, "The webhook was not found.", "uid");
}

Reply invalid_webhook() {
  return error_reply(422, 0, "The webhook is not valid.", "destinations");
}

// A password that comes back as it is shown stays what it was.
void keep_passwords(Json const& before, Json& document) {
  for (auto& destination : document["destinations"]) {
    if (json::text_or_empty(destination, "http_basic_password") != k_masked) {
      continue;
    }
    for (auto const& old : json::member(before, "destinations")) {
      if (json::text_or_empty(old, "target_url") ==
          json::text_or_empty(destination, "target_url")) {
        destination["http_basic_password"] = json::text_or_empty(old, "http_basic_password");
      }
    }
  }
}

}  // namespace

Json Webhooks::shown(Hook const& hook) {
  auto document = hook.document;
  for (auto& destination : document["destinations"]) {
    if (destination.contains("http_basic_password")) {
      destination["http_basic_password"] = k_masked;
    }
  }
  document["unhealthy"] = {{"state", hook.failures_in_a_row >= k_failures_until_disabled}};
  return document;
}

Reply Webhooks::create(Request const& request) {
  auto document = read_document(request);
  if (!document) {
    return invalid_webhook();
  }
  auto const uid = "cs" + crypto::random_hex(10);
  (*document)["uid"] = uid;
  auto& hook = hooks_[uid];
  hook.document = *std::move(document);
  return json_reply(201,
                    {{"notice", "The webhook was created successfully"}, {"webhook", shown(hook)}});
}

Reply Webhooks::update(Request const& request, std::string const& uid) {
  auto document = read_document(request);
  if (!document) {
    return invalid_webhook();
  }
  (*document)["uid"] = uid;
  keep_passwords(hooks_[uid].document, *document);
  hooks_[uid] = {*std::move(document), 0};
  return json_reply(
      200, {{"notice", "The webhook was updated successfully"}, {"webhook", shown(hooks_[uid])}});
}

Reply Webhooks::list(Request const& request) const {
  Json body{{"webhooks", Json::array()}, {"destination", Json::object()}};
  for (auto const& [uid, hook] : hooks_) {
    body["webhooks"].push_back(shown(hook));
  }
  auto const counted = request.query.find("include_count");
  if (counted != request.query.end() && counted->second == "true") {
    body["count"] = hooks_.size();
  }
  return json_reply(200, body);
}

std::optional<Reply> Webhooks::answer(Request const& request, std::string const& path) {
  std::lock_guard const lock(mutex_);
  if (path == "/webhooks") {
    if (request.method == "POST") {
      return create(request);
    }
    return request.method == "GET" ? std::optional(list(request)) : std::nullopt;
  }
  constexpr std::string_view k_prefix = "/webhooks/";
  if (!path.starts_with(k_prefix)) {
    return std::nullopt;
  }
  auto const uid = path.substr(k_prefix.size());
  auto const found = hooks_.find(uid);
  if (found == hooks_.end()) {
    return unknown_webhook();
  }
  if (request.method == "GET") {
    return json_reply(200, {{"webhook", shown(found->second)}});
  }
  if (request.method == "PUT") {
    return update(request, uid);
  }
  if (request.method == "DELETE") {
    hooks_.erase(found);
    return json_reply(200, {{"notice", "The webhook was deleted successfully"}});
  }
  return std::nullopt;
}

std::vector<Json> Webhooks::listening(std::string const& channel, std::string const& branch) const {
  std::lock_guard const lock(mutex_);
  std::vector<Json> found;
  for (auto const& [uid, hook] : hooks_) {
    auto const channels = json::texts(hook.document, "channels");
    auto const branches = json::texts(hook.document, "branches");
    bool const listens =
        std::ranges::find(channels, channel) != channels.end() &&
        (branches.empty() || std::ranges::find(branches, branch) != branches.end());
    if (listens && !json::truth(hook.document, "disabled")) {
      found.push_back(hook.document);
    }
  }
  return found;
}

bool Webhooks::is_enabled(std::string const& uid) const {
  std::lock_guard const lock(mutex_);
  auto const found = hooks_.find(uid);
  return found != hooks_.end() && !json::truth(found->second.document, "disabled");
}

void Webhooks::delivered(std::string const& uid, bool well) {
  std::lock_guard const lock(mutex_);
  auto const found = hooks_.find(uid);
  if (found == hooks_.end()) {
    return;
  }
  auto& hook = found->second;
  hook.failures_in_a_row = well ? 0 : hook.failures_in_a_row + 1;
  if (hook.failures_in_a_row >= k_failures_until_disabled) {
    hook.document["disabled"] = true;
  }
}

void Webhooks::clear() {
  std::lock_guard const lock(mutex_);
  hooks_.clear();
}

}  // namespace stacktag::sandbox
