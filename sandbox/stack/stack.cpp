// SPDX-License-Identifier: Apache-2.0
#include "stack/stack.h"

#include <algorithm>
#include <utility>

#include "http/date.h"
#include "stack/assets_api.h"
#include "stack/executions.h"
#include "stack/files.h"
#include "stack/replies.h"

namespace stacktag::sandbox {
namespace {

constexpr std::string_view k_api = "/v3/";
constexpr std::string_view k_keys = "/.well-known/public-keys.json";

std::string branch_of(Request const& request) {
  auto const branch = request.header("branch");
  return branch.empty() ? "main" : std::string(branch);
}

bool is_read(Request const& request) {
  return request.method == "GET" || request.method == "HEAD";
}

}  // namespace

Stack::Stack(StackOptions options, http::Client& client, Clock& clock)
    : options_(std::move(options)),
      clock_(clock),
      library_(options_.api_key, clock),
      courier_(options_.courier, webhooks_, client, clock),
      reads_limit_(options_.requests_per_second),
      writes_limit_(options_.requests_per_second) {
  library_.set_listener([this](Change const& change) { courier_.announce(change); });
}

std::optional<Reply> Stack::answer(Request const& request) {
  if (request.path == k_keys) {
    ++key_reads_;
    return json_reply(200, {{"signing-key", courier_.public_pem()}});
  }
  if (is_file_path(request.path)) {
    return file(request);
  }
  return request.path.starts_with(k_api) ? std::optional(answer_api(request)) : std::nullopt;
}

Reply Stack::file(Request const& request) {
  ++(is_rendition(request) ? rendition_reads_ : image_reads_);
  if (options_.images_count_as_reads && reads_limit_.take(clock_.wall()) < 0) {
    ++throttled_;
    return error_reply(429, 429, "Too many requests");
  }
  return answer_file(library_, request);
}

Reply Stack::answer_api(Request const& request) {
  auto refused = refuse(request);
  auto reply = refused ? *std::move(refused) : limited(request);
  reply.headers.push_back({"Date", http::date_text(clock_.wall())});
  return reply;
}

std::optional<Reply> Stack::refuse(Request const& request) const {
  if (request.header("api_key") != options_.api_key) {
    return error_reply(412, 109, "We can't find that Stack. Please try again.", "api_key");
  }
  auto const token = request.header("authorization");
  bool const is_read_only = !options_.read_only_token.empty() && token == options_.read_only_token;
  if (token != options_.management_token && !is_read_only) {
    return error_reply(401, 105, "You're not allowed in here unless you're logged in.",
                       "authtoken");
  }
  if (is_read_only && !is_read(request)) {
    return error_reply(401, 161, "You don't have the permission to do this operation.");
  }
  if (std::ranges::find(options_.branches, branch_of(request)) == options_.branches.end()) {
    return error_reply(422, 141, "The branch was not found. Please try again.", "branch");
  }
  bool const has_body = request.method == "POST" || request.method == "PUT";
  if (has_body && request.header("Content-Type").empty()) {
    return json_reply(400, {{"error_message", "Please set a valid 'Content-Type' header"}});
  }
  return std::nullopt;
}

Reply Stack::limited(Request const& request) {
  auto& limit = is_read(request) ? reads_limit_ : writes_limit_;
  auto const left = limit.take(clock_.wall());
  auto reply = left < 0 ? error_reply(429, 429, "Too many requests") : routed(request);
  ++(left < 0 ? throttled_ : is_read(request) ? reads_ : writes_);
  if (limit.per_second() > 0) {
    reply.headers.push_back({"X-RateLimit-Limit", std::to_string(limit.per_second())});
    reply.headers.push_back({"X-RateLimit-Remaining", std::to_string(std::max(left, 0))});
  }
  return reply;
}

Reply Stack::routed(Request const& request) {
  auto const path = request.path.substr(k_api.size() - 1);
  auto const webhook = webhook_of_executions(path);
  auto reply = path.starts_with("/assets")
                   ? answer_assets(library_, listing_, request, path, branch_of(request))
               : is_read(request) && !webhook.empty()
                   ? std::optional(executions_reply(webhook, courier_.attempts()))
               : path.starts_with("/webhooks") ? webhooks_.answer(request, path)
                                               : std::nullopt;
  return reply ? *std::move(reply)
               : error_reply(404, 0, "The sandbox has no " + request.method + " " + path);
}

json::Json Stack::counters() const {
  return {{"cma_reads", reads_.load()},
          {"cma_writes", writes_.load()},
          {"cma_429", throttled_.load()},
          {"image_reads", image_reads_.load()},
          {"rendition_reads", rendition_reads_.load()},
          {"key_reads", key_reads_.load()},
          {"deliveries", courier_.attempts().size()}};
}

void Stack::clear() {
  library_.clear();
  webhooks_.clear();
  courier_.clear();
  for (auto* counter :
       {&reads_, &writes_, &throttled_, &image_reads_, &rendition_reads_, &key_reads_}) {
    *counter = 0;
  }
}

}  // namespace stacktag::sandbox
