// SPDX-License-Identifier: Apache-2.0
#include "care/webhook_draft.h"

#include <algorithm>
#include <array>
#include <utility>

#include "http/url.h"
#include "stacktag/text.h"

namespace stacktag::care {
namespace {

using json::Json;

// What the API writes into an answer and does not take.
constexpr std::array k_read_only{"uid",        "api_key",    "org_uid",
                                 "created_at", "created_by", "updated_at",
                                 "updated_by", "deleted_at", "unhealthy"};
constexpr std::array k_channels{"assets.create", "assets.update"};

Json writable(Json document) {
  for (auto const* key : k_read_only) {
    document.erase(key);
  }
  return document;
}

// The list with what of `wanted` it lacked.
std::vector<std::string> completed(std::vector<std::string> list, auto const& wanted) {
  for (auto const& text : wanted) {
    if (std::ranges::find(list, text) == list.end()) {
      list.emplace_back(text);
    }
  }
  return list;
}

std::string place_of(http::Url url) {
  while (url.path.ends_with('/')) {
    url.path.pop_back();
  }
  return url.scheme + "://" + http::authority(url) + url.path + "?" + url.query;
}

// The header of this name; null where there is none.
Json* header_named(Json& destination, std::string const& name) {
  auto const headers = destination.find("custom_header");
  if (headers == destination.end() || !headers->is_array()) {
    return nullptr;
  }
  auto const found = std::ranges::find_if(*headers, [&](Json const& header) {
    return same_text(json::text_or_empty(header, "header_name"), name);
  });
  return found == headers->end() ? nullptr : &*found;
}

// Where nothing is said it is basic authentication.
bool is_basic(Json const& destination) {
  return json::text(destination, "authentication_type").value_or("Basic") == "Basic";
}

std::string shown_login(Json const& destination) {
  auto const kind = json::text_or_empty(destination, "authentication_type");
  auto const user = json::text_or_empty(destination, "http_basic_auth");
  return is_basic(destination) ? user : kind == "None" ? "" : kind;
}

}  // namespace

bool is_same_target(std::string_view a, std::string_view b) {
  auto const left = http::parse_url(a);
  auto const right = http::parse_url(b);
  return left && right ? place_of(*left) == place_of(*right) : a == b;
}

bool is_masked(std::string_view text) {
  return !text.empty() && text.find_first_not_of('*') == std::string_view::npos;
}

WebhookDraft::WebhookDraft(WebhookWish const& wish, Json const* found)
    : wish_(wish), is_new_(found == nullptr), found_(found == nullptr ? Json::object() : *found) {
  document_ = writable(found_);
  auto& destinations = document_["destinations"];
  if (!destinations.is_array() || destinations.empty()) {
    destinations = Json::array({Json::object()});
  }
  for (std::size_t i = 0; i < destinations.size(); ++i) {
    if (is_same_target(json::text_or_empty(destinations[i], "target_url"), wish.url)) {
      destination_ = i;
      break;
    }
  }
}

void WebhookDraft::bring_about() {
  set_name();
  set_target();
  set_channels();
  set_branches();
  set_header();
  set_basic_auth();
  set_notifiers();
  set_delivery();
  set_state(found_);
  if (!changes_.empty()) {
    write_secrets();
  }
}

void WebhookDraft::change(Field field, std::string before, std::string after) {
  changes_.push_back({field, std::move(before), std::move(after)});
}

void WebhookDraft::set_name() {
  if (json::text_or_empty(document_, "name").empty()) {
    document_["name"] = wish_.name;
    change(Field::name, "", wish_.name);
  }
}

void WebhookDraft::set_target() {
  if (is_new()) {
    destination() = {{"target_url", wish_.url},
                     {"authentication_type", "None"},
                     {"custom_header", Json::array()}};
    change(Field::target, "", wish_.url);
  }
}

void WebhookDraft::set_channels() {
  auto const before = json::texts(document_, "channels");
  auto const after = completed(before, k_channels);
  if (after != before) {
    document_["channels"] = after;
    change(Field::channels, joined(before), joined(after));
  }
}

void WebhookDraft::set_branches() {
  auto wanted = wish_.branches;
  if (wanted.empty() && is_new()) {
    wanted = {"main"};
  }
  auto const before = json::texts(document_, "branches");
  auto const after = completed(before, wanted);
  if (after != before) {
    document_["branches"] = after;
    change(Field::branches, joined(before), joined(after));
  }
}

void WebhookDraft::set_header() {
  if (!wish_.proof.secret_header) {
    return;
  }
  auto const& wanted = *wish_.proof.secret_header;
  auto* const header = header_named(destination(), wanted.name);
  auto const value = header == nullptr ? std::string() : json::text_or_empty(*header, "value");
  if (is_masked(value)) {
    has_unread_secret_ = true;
  } else if (header == nullptr || value != wanted.value) {
    change(Field::header, header == nullptr ? "" : wanted.name + ": another value (hidden)",
           wanted.name + ": as configured (hidden)");
  }
}

void WebhookDraft::set_basic_auth() {
  if (wish_.proof.basic_user.empty()) {
    return;
  }
  auto const& there = destination();
  auto const& user = wish_.proof.basic_user;
  auto const password = json::text_or_empty(there, "http_basic_password");
  bool const is_same_user =
      is_basic(there) && json::text_or_empty(there, "http_basic_auth") == user;
  if (!is_same_user) {
    change(Field::basic_auth, shown_login(there), user + ", password as configured (hidden)");
  } else if (wish_.password == Password::write_again) {
    change(Field::basic_auth, user + ", password cannot be read",
           user + ", password as configured (hidden)");
  } else if (is_masked(password)) {
    has_unread_secret_ = true;
  } else if (password != wish_.proof.basic_password) {
    change(Field::basic_auth, user + ", another password (hidden)",
           user + ", password as configured (hidden)");
  }
}

void WebhookDraft::set_notifiers() {
  if (wish_.notify.empty()) {
    return;
  }
  if (is_new()) {
    document_["notifiers"] = wish_.notify;  // a text in a request that creates, a list in answers
    change(Field::notifiers, "", wish_.notify);
    return;
  }
  auto const one = json::text_or_empty(document_, "notifiers");
  auto const before =
      one.empty() ? json::texts(document_, "notifiers") : std::vector<std::string>{one};
  auto const is_wanted = [this](std::string const& mail) { return same_text(mail, wish_.notify); };
  if (std::ranges::none_of(before, is_wanted)) {
    auto const after = completed(before, std::array{wish_.notify});
    document_["notifiers"] = after;
    change(Field::notifiers, joined(before), joined(after));
  }
}

void WebhookDraft::set_delivery() {
  auto const policy = json::text_or_empty(document_, "retry_policy");
  if (policy != "automatic") {
    document_["retry_policy"] = "automatic";
    change(Field::retries, policy, "automatic");
  }
  if (is_new() || json::truth(document_, "concise_payload")) {
    change(Field::payload, is_new() ? "" : "concise", "whole");
  }
  document_["concise_payload"] = false;
}

void WebhookDraft::set_state(Json const& found) {
  bool const is_unhealthy = json::truth(json::member(found, "unhealthy"), "state");
  bool const is_off = json::truth(found, "disabled");
  if (is_new() || is_off || is_unhealthy) {
    change(Field::state,
           is_new()       ? ""
           : is_unhealthy ? "switched off by Contentstack after ten failures in a row"
                          : "switched off",
           "on");
  }
  document_["disabled"] = false;
}

// The whole of the webhook is written, so what cannot be read back has to be given again.
void WebhookDraft::write_secrets() {
  auto& there = destination();
  if (wish_.proof.secret_header) {
    auto const& wanted = *wish_.proof.secret_header;
    if (auto* const header = header_named(there, wanted.name)) {
      (*header)["value"] = wanted.value;
    } else {
      if (!there["custom_header"].is_array()) {
        there["custom_header"] = Json::array();
      }
      there["custom_header"].push_back({{"header_name", wanted.name}, {"value", wanted.value}});
    }
  }
  if (!wish_.proof.basic_user.empty()) {
    there["authentication_type"] = "Basic";
    there["http_basic_auth"] = wish_.proof.basic_user;
    there["http_basic_password"] = wish_.proof.basic_password;
  }
}

}  // namespace stacktag::care
