// SPDX-License-Identifier: Apache-2.0
#include "server/operator_reply.h"

#include <charconv>

namespace stacktag::server {

http::ServerReply json_reply(int status, json::OrderedJson const& body) {
  return {.status = status,
          .headers = {{"Content-Type", "application/json"},
                      {"Cache-Control", "no-store"},
                      {"X-Content-Type-Options", "nosniff"}},
          .body = json::dump_in_order(body) + "\n"};
}

http::ServerReply error_reply(int status, std::string_view message, std::string_view parameter) {
  json::OrderedJson body{{"error", message}};
  if (!parameter.empty()) {
    body["parameter"] = parameter;
  }
  return json_reply(status, body);
}

http::ServerReply error_reply(Error const& error) {
  auto reply = error_reply(503, error.message.empty() ? facts(error.reason).text : error.message);
  reply.headers.push_back({"Retry-After", "5"});
  return reply;
}

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t number = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || text.starts_with('-')) {
    return std::nullopt;
  }
  return number;
}

std::optional<std::string> Parameters::text(std::string const& name) {
  asked_.insert(name);
  auto const found = query_.find(name);
  if (found == query_.end()) {
    return std::nullopt;
  }
  if (found->second.empty()) {
    refuse(name, name + " is empty");
    return std::nullopt;
  }
  return found->second;
}

std::int64_t Parameters::number(std::string const& name, std::int64_t otherwise, std::int64_t min,
                                std::int64_t max) {
  auto const given = text(name);
  if (!given) {
    return otherwise;
  }
  auto const number = whole_number(*given);
  if (!number || *number < min || *number > max) {
    refuse(name, name + " must be a whole number from " + std::to_string(min) + " to " +
                     std::to_string(max));
    return otherwise;
  }
  return *number;
}

void Parameters::refuse(std::string const& name, std::string const& why) {
  if (!mistake_) {
    mistake_ = error_reply(400, why, name);
  }
}

std::optional<http::ServerReply> Parameters::mistake() {
  for (auto const& [name, value] : query_) {
    if (!asked_.contains(name)) {
      refuse(name, "there is no such parameter here");
    }
  }
  return mistake_;
}

}  // namespace stacktag::server
