// SPDX-License-Identifier: Apache-2.0
#include "contentstack/asset_store.h"
#include "contentstack/names.h"
#include "http/url.h"

namespace stacktag::contentstack {
namespace {

Region read_region(SettingsReader& reader) {
  auto const name = reader.text("CONTENTSTACK_REGION", "na");
  if (auto region = find_region(name)) {
    return *region;
  }
  std::string all;
  for (auto const id : region_ids()) {
    all += (all.empty() ? "" : ", ") + std::string(id);
  }
  reader.mistake("CONTENTSTACK_REGION", "must be one of " + all + ", not \"" + name + "\"");
  return *find_region("na");
}

// Without a trailing slash and without /v3, which people copy along.
std::string read_api_url(SettingsReader& reader, Region const& region) {
  auto text = reader.text("CONTENTSTACK_API_URL", region.api_url);
  auto const cut = [&text](std::string_view end) {
    if (text.ends_with(end)) {
      text.resize(text.size() - end.size());
    }
  };
  cut("/");
  cut("/v3");
  if (!http::parse_url(text)) {
    reader.mistake("CONTENTSTACK_API_URL",
                   "must be a URL like https://api.contentstack.io, not \"" + text + "\"");
  }
  return text;
}

}  // namespace

Options read_options(SettingsReader& reader) {
  Options options{.region = read_region(reader)};
  options.api_url = read_api_url(reader, options.region);
  options.api_key =
      reader.required("CONTENTSTACK_STACK_API_KEY", "the stack's API key (Settings > Stack)");
  options.management_token = reader.required(
      "CONTENTSTACK_STACK_MANAGEMENT_TOKEN",
      "a management token with read and write access to assets (Settings > Tokens)");
  if (!options.api_key.empty() && !is_uid(options.api_key)) {
    reader.mistake("CONTENTSTACK_STACK_API_KEY",
                   "must be letters and digits, like blt0123456789abcdef");
  }
  if (!options.management_token.empty() && !is_header_value(options.management_token)) {
    reader.mistake("CONTENTSTACK_STACK_MANAGEMENT_TOKEN",
                   "must be printable characters without line breaks");
  }
  return options;
}

}  // namespace stacktag::contentstack
