// SPDX-License-Identifier: Apache-2.0
#include "contentstack/region.h"

#include <algorithm>
#include <array>

#include "stacktag/text.h"

namespace stacktag::contentstack {
namespace {

struct Row {
  std::string_view id;
  std::array<std::string_view, 3> aliases;
};

constexpr std::array<Row, 7> k_regions{{
    {"na", {"us", "aws-na", "aws_na"}},
    {"eu", {"aws-eu", "aws_eu", ""}},
    {"au", {"aws-au", "aws_au", ""}},
    {"azure-na", {"azure_na", "", ""}},
    {"azure-eu", {"azure_eu", "", ""}},
    {"gcp-na", {"gcp_na", "", ""}},
    {"gcp-eu", {"gcp_eu", "", ""}},
}};

// The oldest region is the only one under contentstack.io. Recorded events show its assets on
// images., assets., api.assets. and even app.
Region north_america() {
  return {"na",
          "https://api.contentstack.io",
          "https://app.contentstack.com",
          {"images.contentstack.io", "assets.contentstack.io", "api.contentstack.io",
           "app.contentstack.com"}};
}

Region other(std::string const& id) {
  auto const host = [&id](std::string_view what) {
    return id + "-" + std::string(what) + ".contentstack.com";
  };
  return {id,
          "https://" + host("api"),
          "https://" + host("app"),
          {host("images"), host("assets"), host("api"), host("app")}};
}

}  // namespace

std::optional<Region> find_region(std::string_view name) {
  auto const wanted = lower(name);
  auto const found = std::ranges::find_if(k_regions, [&](Row const& row) {
    return row.id == wanted ||
           (!wanted.empty() && std::ranges::find(row.aliases, wanted) != row.aliases.end());
  });
  if (found == k_regions.end()) {
    return std::nullopt;
  }
  return found->id == "na" ? north_america() : other(std::string(found->id));
}

std::vector<std::string_view> region_ids() {
  std::vector<std::string_view> ids;
  std::ranges::transform(k_regions, std::back_inserter(ids), &Row::id);
  return ids;
}

}  // namespace stacktag::contentstack
