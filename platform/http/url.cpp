// SPDX-License-Identifier: Apache-2.0
#include "http/url.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <charconv>
#include <vector>

#include "stacktag/limits.h"
#include "stacktag/text.h"

namespace stacktag::http {
namespace {

bool is_unreserved(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

// RFC 1035, section 2.3.4.
constexpr std::size_t k_host_bytes_max = 253;
constexpr std::size_t k_label_bytes_max = 63;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_letter(char c) {
  return lower(c) >= 'a' && lower(c) <= 'z';
}

// A backslash is a path separator to browsers and a plain character to others: whoever checks and
// whoever connects must not read the same text differently, so it is refused.
bool is_refused(char c) {
  auto const byte = static_cast<unsigned char>(c);
  return byte <= 0x20 || byte == 0x7f || c == '\\';
}

// Writes bytes beyond ASCII as %XX, as browsers do (https://url.spec.whatwg.org/#url-parsing).
std::string escape_non_ascii(std::string_view text) {
  constexpr std::string_view k_digits = "0123456789ABCDEF";
  std::string out;
  out.reserve(text.size());
  for (char const c : text) {
    auto const byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      out.push_back(c);
    } else {
      out.append({'%', k_digits[byte >> 4], k_digits[byte & 15]});
    }
  }
  return out;
}

bool is_label(std::string_view label) {
  auto const allowed = [](char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '_'; };
  return !label.empty() && label.size() <= k_label_bytes_max && label.front() != '-' &&
         label.back() != '-' && std::ranges::all_of(label, allowed);
}

// Whether resolvers would read a host that ends in this label as a number: 127.1, 0x7f.1,
// 2130706433 and 0177.0.0.1 are all 127.0.0.1 to some of them.
bool reads_as_number(std::string_view last_label) {
  return std::ranges::all_of(last_label, is_digit) || last_label.starts_with("0x");
}

bool is_dotted_quad(std::string const& host) {
  in_addr address{};
  return inet_pton(AF_INET, host.c_str(), &address) == 1;
}

std::optional<std::string> parse_name(std::string_view text) {
  if (text.size() > k_host_bytes_max) {
    return std::nullopt;
  }
  auto const host = lower(text);
  std::string_view rest = host;
  for (;;) {
    auto const dot = rest.find('.');
    auto const label = rest.substr(0, dot);
    if (!is_label(label)) {
      return std::nullopt;
    }
    if (dot == std::string_view::npos) {
      return reads_as_number(label) && !is_dotted_quad(host) ? std::nullopt : std::optional(host);
    }
    rest.remove_prefix(dot + 1);
  }
}

// In the one spelling of RFC 5952, so that hosts can be compared as text.
std::optional<std::string> parse_ipv6(std::string const& text) {
  in6_addr address{};
  char spelled[INET6_ADDRSTRLEN];
  if (inet_pton(AF_INET6, text.c_str(), &address) != 1 ||
      inet_ntop(AF_INET6, &address, spelled, sizeof spelled) == nullptr) {
    return std::nullopt;
  }
  return spelled;
}

int own_port(std::string_view scheme) {
  return scheme == "https" ? 443 : 80;
}

std::optional<int> parse_port(std::string_view digits) {
  int port = 0;
  auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (error != std::errc{} || end != digits.data() + digits.size() || digits.front() == '0' ||
      port < 1 || port > 65535) {
    return std::nullopt;
  }
  return port;
}

bool parse_authority(std::string_view text, Url& url) {
  std::optional<std::string> host;
  std::string_view after_host;
  if (text.starts_with('[')) {
    auto const bracket = text.find(']');
    if (bracket == std::string_view::npos) {
      return false;
    }
    host = parse_ipv6(std::string(text.substr(1, bracket - 1)));
    after_host = text.substr(bracket + 1);
  } else {
    auto const colon = std::min(text.find(':'), text.size());
    host = parse_name(text.substr(0, colon));
    after_host = text.substr(colon);
  }
  if (!host) {
    return false;
  }
  url.host = *host;
  url.port = own_port(url.scheme);
  url.port_written = !after_host.empty();
  if (!url.port_written) {
    return true;
  }
  auto const port = after_host.front() == ':' ? parse_port(after_host.substr(1)) : std::nullopt;
  url.port = port.value_or(0);
  return port.has_value();
}

std::string bracketed(Url const& url) {
  return url.host.find(':') == std::string::npos ? url.host : "[" + url.host + "]";
}

// RFC 3986, section 3.1; a scheme ends before the first of "/?#".
bool has_scheme(std::string_view reference) {
  auto const colon = reference.find(':');
  if (colon == std::string_view::npos || colon == 0 || !is_letter(reference.front())) {
    return false;
  }
  return std::ranges::all_of(reference.substr(0, colon), [](char c) {
    return is_letter(c) || is_digit(c) || c == '+' || c == '-' || c == '.';
  });
}

// RFC 3986, section 5.2.4, for a path that starts with '/'.
std::string without_dot_segments(std::string_view path) {
  std::vector<std::string_view> kept;
  bool ends_in_slash = false;
  while (!path.empty()) {
    path.remove_prefix(1);
    auto const segment = path.substr(0, path.find('/'));
    path.remove_prefix(segment.size());
    auto const up = segment == "..";
    ends_in_slash = up || segment == ".";
    if (up && !kept.empty()) {
      kept.pop_back();
    }
    if (!ends_in_slash) {
      kept.push_back(segment);
    }
  }
  std::string out;
  for (auto const segment : kept) {
    out.append("/").append(segment);
  }
  return ends_in_slash || out.empty() ? out + "/" : out;
}

}  // namespace

std::optional<Url> parse_url(std::string_view text) {
  if (text.size() > limits::url_bytes_max || std::ranges::any_of(text, is_refused)) {
    return std::nullopt;
  }
  Url url;
  auto const colon = text.find("://");
  if (colon == std::string_view::npos) {
    return std::nullopt;
  }
  url.scheme = lower(text.substr(0, colon));
  if (url.scheme != "http" && url.scheme != "https") {
    return std::nullopt;
  }
  auto rest = text.substr(colon + 3);
  rest = rest.substr(0, rest.find('#'));
  auto const authority_end = std::min(rest.find_first_of("/?"), rest.size());
  if (!parse_authority(rest.substr(0, authority_end), url)) {
    return std::nullopt;
  }
  rest.remove_prefix(authority_end);
  auto const mark = std::min(rest.find('?'), rest.size());
  url.path = mark == 0 ? "/" : escape_non_ascii(rest.substr(0, mark));
  url.query = escape_non_ascii(rest.substr(std::min(mark + 1, rest.size())));
  // Once more: what is written out must parse again.
  return to_string(url).size() > limits::url_bytes_max ? std::nullopt : std::optional(url);
}

std::string to_string(Url const& url) {
  auto text = url.scheme + "://" + bracketed(url);
  if (url.port_written || url.port != own_port(url.scheme)) {
    text += ":" + std::to_string(url.port);
  }
  text += url.path;
  return url.query.empty() ? text : text + "?" + url.query;
}

std::string authority(Url const& url) {
  auto const host = bracketed(url);
  return url.port == own_port(url.scheme) ? host : host + ":" + std::to_string(url.port);
}

bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

std::optional<Url> resolve(Url const& base, std::string_view location) {
  location = location.substr(0, location.find('#'));
  if (location.empty()) {
    return std::nullopt;
  }
  if (has_scheme(location)) {
    return parse_url(location);
  }
  if (location.starts_with("//")) {
    return parse_url(base.scheme + ":" + std::string(location));
  }
  auto target = base;
  auto const mark = std::min(location.find('?'), location.size());
  auto const path = location.substr(0, mark);
  target.query = location.substr(std::min(mark + 1, location.size()));
  if (path.starts_with('/')) {
    target.path = without_dot_segments(path);
  } else if (!path.empty()) {
    auto const folder = base.path.substr(0, base.path.rfind('/') + 1);
    target.path = without_dot_segments(folder + std::string(path));
  }
  return parse_url(to_string(target));
}

std::string encoded(std::string_view text) {
  constexpr std::string_view k_digits = "0123456789ABCDEF";
  std::string out;
  for (char const c : text) {
    if (is_unreserved(c)) {
      out.push_back(c);
      continue;
    }
    auto const byte = static_cast<unsigned char>(c);
    out.append({'%', k_digits[byte >> 4], k_digits[byte & 0xF]});
  }
  return out;
}

std::string with_query(std::string_view url, std::string_view query) {
  auto const fragment = url.substr(std::min(url.find('#'), url.size()));
  std::string text(url.substr(0, url.size() - fragment.size()));
  if (query.empty()) {
    return std::string(url);
  }
  if (text.find('?') == std::string::npos) {
    text += '?';
  } else if (text.back() != '?' && text.back() != '&') {
    text += '&';
  }
  return text.append(query).append(fragment);
}

}  // namespace stacktag::http
