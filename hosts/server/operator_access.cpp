// SPDX-License-Identifier: Apache-2.0
#include "server/operator_access.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "crypto/crypto.h"
#include "stacktag/text.h"

namespace stacktag::server {
namespace {

constexpr std::string_view k_scheme = "Bearer ";

// Compared by their hashes: else the time would tell how long the token is.
bool shows(std::string_view authorization, std::string const& token) {
  if (authorization.size() < k_scheme.size() ||
      !same_text(authorization.substr(0, k_scheme.size()), k_scheme)) {
    return false;
  }
  auto const shown = crypto::sha256(trim(authorization.substr(k_scheme.size())));
  return crypto::equal_in_constant_time(crypto::to_hex(shown),
                                        crypto::to_hex(crypto::sha256(token)));
}

bool is_passed_on(http::ServerRequest const& request) {
  constexpr std::array k_signs{"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP",
                               "Via"};
  return std::ranges::any_of(request.headers, [&](http::Header const& header) {
    return std::ranges::any_of(k_signs,
                               [&](char const* sign) { return same_text(header.name, sign); });
  });
}

std::string_view without_port(std::string_view host) {
  auto const colon = host.rfind(':');
  return colon == std::string_view::npos || host.ends_with(']') ? host : host.substr(0, colon);
}

bool is_loopback_address(std::string_view name) {
  return name == "[::1]" ||
         (name.starts_with("127.") && name.find_first_not_of("0123456789.") == name.npos);
}

// A page can have its own name point at this machine, and then send requests here as its own.
bool is_local_name(std::string_view host) {
  auto const name = without_port(host);
  return host.empty() || same_text(name, "localhost") || is_loopback_address(name);
}

bool is_of_a_page(http::ServerRequest const& request) {
  auto const origin = request.header("Origin");
  auto const host = std::string(request.header("Host"));
  bool const is_foreign = !origin.empty() && !same_text(origin, "http://" + host) &&
                          !same_text(origin, "https://" + host);
  return is_foreign || !is_local_name(host);
}

}  // namespace

Access access_of(http::ServerRequest const& request, std::string const& token) {
  if (!token.empty()) {
    return shows(request.header("Authorization"), token) ? Access::granted : Access::no_token;
  }
  if (!request.from_loopback || is_passed_on(request)) {
    return Access::not_local;
  }
  return is_of_a_page(request) ? Access::not_by_hand : Access::granted;
}

}  // namespace stacktag::server
