// SPDX-License-Identifier: Apache-2.0
#include "contentstack/access.h"

#include <algorithm>
#include <charconv>
#include <functional>
#include <string_view>
#include <vector>

#include "contentstack/management_api.h"
#include "http/date.h"
#include "json/json.h"
#include "stacktag/text.h"

namespace stacktag::contentstack {
namespace {

using json::Json;

// {"content_type":{"$regex":"^image/"}}
constexpr auto k_one_image =
    "/assets?limit=1&include_count=true&query="
    "%7B%22content_type%22%3A%7B%22%24regex%22%3A%22%5Eimage%2F%22%7D%7D";
// Contentstack's uids are hexadecimal behind the three letters, and none is all zeros.
constexpr auto k_no_asset = "/assets/blt0000000000000000";

std::optional<int> number_in(std::string_view text) {
  int value = 0;
  auto const* const end = text.data() + text.size();
  bool const good = !text.empty() && std::from_chars(text.data(), end, value).ptr == end;
  return good ? std::optional(value) : std::nullopt;
}

void read_body(std::string const& body, ReadAccess& access) {
  auto const parsed = json::parse(body).value_or(Json());
  access.images = static_cast<int>(
      std::clamp<std::int64_t>(json::integer(parsed, "count").value_or(0), 0, 1'000'000'000));
  auto const& assets = json::member(parsed, "assets");
  if (assets.is_array() && !assets.empty()) {
    access.image_url = json::text_or_empty(assets.front(), "url");
  }
}

// The API may say by a 422, too, that something is not permitted.
bool speaks_of_permission(std::string const& body) {
  auto const parsed = json::parse(body).value_or(Json());
  auto const message = lower(json::text_or_empty(parsed, "error_message"));
  return message.find("permission") != std::string::npos ||
         message.find("not allowed") != std::string::npos;
}

WriteAccess access_of(http::Response const& response) {
  switch (response.status) {
    case 401:
    case 403:
      return WriteAccess::denied;
    case 400:
    case 404:
    case 422:
      return speaks_of_permission(response.body) ? WriteAccess::denied : WriteAccess::granted;
    default:
      return WriteAccess::unknown;
  }
}

}  // namespace

ReadAccess check_read_access(AccessCheck const& check, Deadline const& deadline) {
  ManagementApi api(check.options, check.client, check.clock);
  auto judged =
      api.run({.path = k_one_image, .branch = check.branch, .bucket = check.pace.reads}, deadline);
  auto const& response = judged.response;
  ReadAccess access{.judgement = std::move(judged.judgement),
                    .status = response.status,
                    .limit = number_in(response.header("X-RateLimit-Limit")),
                    .remaining = number_in(response.header("X-RateLimit-Remaining")),
                    .clock = http::parse_date(response.header("Date"))};
  if (access.judgement.ending == Ending::good) {
    read_body(response.body, access);
  }
  return access;
}

WriteAnswer check_write_access(AccessCheck const& check, Deadline const& deadline) {
  ManagementApi api(check.options, check.client, check.clock);
  auto const judged = api.run({.method = http::Method::put,
                               .path = k_no_asset,
                               .branch = check.branch,
                               .body = R"({"asset":{}})",
                               .bucket = check.pace.writes,
                               .repeat = Repeat::if_it_cannot_have_acted},
                              deadline);
  auto const access = access_of(judged.response);
  return {access, access == WriteAccess::granted ? std::string() : judged.judgement.error.message};
}

std::optional<Region> find_region_of_stack(AccessCheck const& check, Overlap& overlap,
                                           Deadline const& deadline) {
  struct Try {
    Region region{};
    bool is_home = false;
  };
  std::vector<Try> tries;
  for (auto const id : region_ids()) {
    if (id != check.options.region.id) {
      tries.push_back({*find_region(id)});
    }
  }
  std::vector<std::function<void()>> tasks;
  tasks.reserve(tries.size());
  for (auto& one : tries) {
    tasks.emplace_back([&check, &one, &deadline] {
      auto options = check.options;
      options.region = one.region;
      options.api_url = one.region.api_url;
      AccessCheck const there{options, check.client, check.clock, check.pace, {}};
      one.is_home = check_read_access(there, deadline).judgement.ending == Ending::good;
    });
  }
  overlap.run(tasks);
  auto const found = std::ranges::find_if(tries, &Try::is_home);
  return found == tries.end() ? std::nullopt : std::optional(found->region);
}

}  // namespace stacktag::contentstack
