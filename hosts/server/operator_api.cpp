// SPDX-License-Identifier: Apache-2.0
#include "server/operator_api.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "server/operator_access.h"
#include "server/operator_pages.h"
#include "server/operator_reply.h"

namespace stacktag::server {
namespace {

constexpr std::size_t k_token_characters_min = 16;
constexpr int k_age_seconds_max = 7 * 24 * 3600;

enum class Open { to_all, to_operators };

struct Page {
  std::string_view path;  // {} stands for one item
  std::string_view method;
  Open open;
  http::ServerReply (*answer)(Visit const&);
};

constexpr std::array k_pages{
    Page{"/healthz", "GET", Open::to_all, healthz},
    Page{"/readyz", "GET", Open::to_all, readyz},
    Page{"/metrics", "GET", Open::to_operators, metrics_page},
    Page{"/api/v1/stats", "GET", Open::to_operators, stats_page},
    Page{"/api/v1/stacks", "GET", Open::to_operators, stacks_page},
    Page{"/api/v1/events", "GET", Open::to_operators, events_page},
    Page{"/api/v1/queue", "GET", Open::to_operators, queue_page},
    Page{"/api/v1/queue/{}", "GET", Open::to_operators, job_page},
    Page{"/api/v1/queue/{}/retry", "POST", Open::to_operators, retry_job},
    Page{"/api/v1/queue/{}/drop", "POST", Open::to_operators, drop_job},
    Page{"/api/v1/assets", "GET", Open::to_operators, assets_page},
    Page{"/api/v1/assets/{}", "GET", Open::to_operators, asset_page},
};

std::string_view first_segment(std::string_view& rest) {
  rest.remove_prefix(1);
  auto const segment = rest.substr(0, rest.find('/'));
  rest.remove_prefix(segment.size());
  return segment;
}

// What stands for {}, or an empty text where the pattern has none; nothing where the path differs.
std::optional<std::string> item_of(std::string_view path, std::string_view pattern) {
  std::string item;
  while (path.starts_with('/') && pattern.starts_with('/')) {
    auto const segment = first_segment(path);
    auto const wanted = first_segment(pattern);
    if (wanted == "{}" && !segment.empty()) {
      item = segment;
    } else if (wanted != segment) {
      return std::nullopt;
    }
  }
  return path.empty() && pattern.empty() ? std::optional(item) : std::nullopt;
}

bool takes(Page const& page, std::string const& method) {
  return method == page.method || (method == "HEAD" && page.method == "GET");
}

http::ServerReply refusal_of(Access access) {
  switch (access) {
    case Access::no_token: {
      auto reply = error_reply(401, "send Authorization: Bearer and what STACKTAG_API_TOKEN holds");
      reply.headers.push_back({"WWW-Authenticate", "Bearer realm=\"stacktag\""});
      return reply;
    }
    case Access::not_by_hand:
      return error_reply(403, "a page of somewhere else has sent this; set STACKTAG_API_TOKEN");
    case Access::not_local:
    case Access::granted:
      break;
  }
  return error_reply(403,
                     "without STACKTAG_API_TOKEN only programs of this machine are answered; set "
                     "it, and send it as Authorization: Bearer");
}

http::ServerReply wrong_method(Page const& page) {
  bool const is_get = page.method == "GET";
  auto reply = error_reply(405, "this path takes " + std::string(page.method) + " only");
  reply.headers.push_back({"Allow", is_get ? "GET, HEAD" : std::string(page.method)});
  return reply;
}

}  // namespace

OperatorOptions read_operator_options(SettingsReader& reader) {
  OperatorOptions options{.token = reader.text("STACKTAG_API_TOKEN")};
  if (!options.token.empty() && options.token.size() < k_token_characters_min) {
    reader.mistake("STACKTAG_API_TOKEN",
                   "must have " + std::to_string(k_token_characters_min) + " characters at least");
  }
  auto const usual = static_cast<int>(options.oldest_max.count());
  options.oldest_max =
      std::chrono::seconds(reader.integer("STACKTAG_READY_QUEUE_AGE", usual, 0, k_age_seconds_max));
  return options;
}

struct OperatorApi::State {
  State(OperatorOptions the_options, OperatorParts the_parts)
      : options(std::move(the_options)),
        parts(std::move(the_parts)),
        names(names_of(parts.metrics.sources().stacks)),
        health(parts.upkeep, parts.metrics.sources().desk, parts.metrics.sources().clock,
               parts.metrics.sources().stacks, options.oldest_max) {}

  OperatorOptions const options;
  OperatorParts const parts;
  StackNames const names;
  Health health;
};

OperatorApi::OperatorApi(OperatorOptions options, OperatorParts parts)
    : state_(std::make_unique<State>(std::move(options), std::move(parts))) {}
OperatorApi::~OperatorApi() = default;

bool OperatorApi::has(std::string const& path) {
  return path == "/healthz" || path == "/readyz" || path == "/metrics" || path == "/api" ||
         path.starts_with("/api/");
}

// Whoever may not see the API does not learn which of its paths there are.
http::ServerReply OperatorApi::answer(http::ServerRequest const& request) {
  auto const access = access_of(request, state_->options.token);
  Visit visit{request, state_->parts, state_->names, state_->health};
  visit.granted = access == Access::granted;
  for (auto const& page : k_pages) {
    auto item = item_of(request.path, page.path);
    if (!item) {
      continue;
    }
    if (!visit.granted && page.open == Open::to_operators) {
      return refusal_of(access);
    }
    if (!takes(page, request.method)) {
      return wrong_method(page);
    }
    visit.item = *std::move(item);
    return page.answer(visit);
  }
  bool const may_know = visit.granted || !has(request.path);
  return may_know ? error_reply(404, "there is no such path") : refusal_of(access);
}

}  // namespace stacktag::server
