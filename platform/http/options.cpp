// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include <array>
#include <filesystem>
#include <system_error>

#include "http/client.h"

namespace stacktag::http {
namespace {

// The lower-case name wins, as in curl: https://everything.curl.dev/usingcurl/proxies/env
std::string either_case(Environment const& environment, std::string_view lower,
                        std::string_view upper) {
  return environment.get(lower).value_or(environment.get_or(upper, ""));
}

}  // namespace

Options read_options(Environment const& environment) {
  return {
      // OpenSSL's own name: https://docs.openssl.org/3.0/man3/SSL_CTX_load_verify_locations
      .ca_bundle = environment.get_or("SSL_CERT_FILE", ""),
      .proxy = either_case(environment, "https_proxy", "HTTPS_PROXY"),
      .no_proxy = either_case(environment, "no_proxy", "NO_PROXY"),
      .http_proxy = either_case(environment, "http_proxy", "HTTP_PROXY"),
  };
}

std::string find_ca_bundle() {
  constexpr std::array k_places{
      // Debian: https://packages.debian.org/bookworm/ca-certificates
      "/etc/ssl/certs/ca-certificates.crt",
      // Amazon Linux 2023 and others of its family; both are written by update-ca-trust(8).
      "/etc/pki/tls/certs/ca-bundle.crt",
      "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
  };
  for (auto const* const place : k_places) {
    if (access(place, R_OK) == 0) {
      return place;
    }
  }
  std::error_code error;
  auto const program = std::filesystem::read_symlink("/proc/self/exe", error);
  auto const beside = program.parent_path() / "share" / "cacert.pem";
  return !error && access(beside.c_str(), R_OK) == 0 ? beside.string() : std::string{};
}

}  // namespace stacktag::http
