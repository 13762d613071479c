// SPDX-License-Identifier: Apache-2.0
#include "control/faults.h"

#include <algorithm>
#include <array>

#include "stack/files.h"

namespace stacktag::sandbox {
namespace {

using json::Json;

constexpr std::array<std::string_view, 7> k_kinds{"status", "reset", "hang",     "truncate",
                                                  "drip",   "delay", "malformed"};

int number(Json const& form, std::string_view key, int otherwise) {
  return static_cast<int>(json::integer(form, key).value_or(otherwise));
}

bool fits(Json const& form, Request const& request) {
  auto const method = json::text(form, "method");
  auto const part = json::text(form, "contains");
  return json::text_or_empty(form, "service") == service_of(request) &&
         (!method || *method == request.method) &&
         (!part || request.target.find(*part) != std::string::npos ||
          request.header("X-Amz-Target").find(*part) != std::string::npos);
}

Reply status_reply(Json const& form) {
  Reply reply{.status = number(form, "status", 500),
              .headers = {{"Content-Type", "application/json"}},
              .body = json::text(form, "body").value_or("{}")};
  for (auto const& [name, value] : json::member(form, "headers").items()) {
    reply.headers.push_back(
        {name, value.is_string() ? value.get<std::string>() : json::dump(value)});
  }
  return reply;
}

Reply with_manner(Reply reply, Manner manner) {
  reply.manner = manner;
  return reply;
}

}  // namespace

std::string service_of(Request const& request) {
  auto const& path = request.path;
  if (is_file_path(path)) {
    return "image";
  }
  if (path.starts_with("/v3/")) {
    return "cma";
  }
  if (path == "/.well-known/public-keys.json") {
    return "keys";
  }
  if (path.starts_with("/2018-06-01/runtime/")) {
    return "runtime";
  }
  auto const target = request.header("X-Amz-Target");
  if (target.starts_with("RekognitionService.")) {
    return "rekognition";
  }
  return target.empty() ? "sandbox" : "secrets";
}

bool Faults::add(Json const& form) {
  auto const kind = json::text_or_empty(form, "kind");
  if (std::ranges::find(k_kinds, kind) == k_kinds.end() || !json::text(form, "service")) {
    return false;
  }
  std::lock_guard const lock(mutex_);
  faults_.push_back({form, number(form, "skip", 0), number(form, "times", 1)});
  return true;
}

void Faults::clear() {
  std::lock_guard const lock(mutex_);
  faults_.clear();
}

std::optional<Json> Faults::next(Request const& request) {
  std::lock_guard const lock(mutex_);
  auto const found =
      std::ranges::find_if(faults_, [&](Fault const& f) { return fits(f.form, request); });
  if (found == faults_.end()) {
    return std::nullopt;
  }
  if (found->skip > 0) {
    --found->skip;
    return std::nullopt;
  }
  auto form = found->form;
  if (found->left == 1) {
    faults_.erase(found);
  } else if (found->left > 1) {
    --found->left;
  }
  return form;
}

std::optional<Reply> Faults::apply(Request const& request, std::function<Reply()> const& truth) {
  auto const form = next(request);
  if (!form) {
    return std::nullopt;
  }
  auto const kind = json::text_or_empty(*form, "kind");
  if (kind == "status") {
    return status_reply(*form);
  }
  if (kind == "reset") {
    return with_manner({}, Manner::reset);
  }
  if (kind == "hang") {
    return with_manner({}, Manner::hang);
  }
  auto reply = truth();
  if (kind == "truncate") {
    return with_manner(std::move(reply), Manner::truncated);
  }
  if (kind == "drip") {
    return with_manner(std::move(reply), Manner::drip);
  }
  if (kind == "malformed") {
    reply.body = "{\"asset\": [1, 2";
    return reply;
  }
  reply.delay = std::chrono::milliseconds(number(*form, "delay_ms", 1000));
  return reply;
}

}  // namespace stacktag::sandbox
