// SPDX-License-Identifier: Apache-2.0
// The parts of an absolute http or https URL, split strictly: what does not parse is refused, not
// guessed.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace stacktag::http {

struct Url {
  std::string scheme{};  ///< http or https, lower case
  std::string host{};    ///< lower case, without brackets; never empty
  int port = 0;          ///< as written, or the scheme's own
  bool port_written = false;
  std::string path{};   ///< from the first '/'; "/" where there is none
  std::string query{};  ///< without '?'; empty where there is none

  bool operator==(Url const&) const = default;
};

/// Nothing for another scheme, user info, a fragment-only or relative reference, control
/// characters, blanks, or more than limits::url_bytes_max. A fragment is dropped.
std::optional<Url> parse_url(std::string_view text);

/// scheme://host[:port]path[?query]
std::string to_string(Url const& url);

/// host, or host:port where the port is not the scheme's own; an IPv6 address in brackets.
std::string authority(Url const& url);

/// Whether an answer of this status names in `Location` where to ask instead.
bool is_redirect(int status);

/// The URL a Location header names, relative to `base`.
std::optional<Url> resolve(Url const& base, std::string_view location);

/// As a part of a path or a query: all but letters, digits and "-._~" as %XX.
/// https://www.rfc-editor.org/rfc/rfc3986#section-2.3
std::string encoded(std::string_view text);

/// Adds name=value to a URL's query, with '?' or '&' as it needs. `query` is already encoded.
std::string with_query(std::string_view url, std::string_view query);

}  // namespace stacktag::http
