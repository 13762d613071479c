// SPDX-License-Identifier: Apache-2.0
#include "http/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <string>

namespace stacktag::http {
namespace {

struct Block4 {
  std::uint32_t network;
  int bits;
};

// https://www.iana.org/assignments/iana-ipv4-special-registry
constexpr std::array<Block4, 15> k_special4{{
    {0x00'00'00'00, 8},   // this host
    {0x0a'00'00'00, 8},   // private
    {0x64'40'00'00, 10},  // shared by carriers
    {0x7f'00'00'00, 8},   // loopback
    {0xa9'fe'00'00, 16},  // link-local, with the metadata services of the clouds
    {0xac'10'00'00, 12},  // private
    {0xc0'00'00'00, 24},  // protocol assignments
    {0xc0'00'02'00, 24},  // documentation
    {0xc0'58'63'00, 24},  // 6to4 relays, deprecated
    {0xc0'a8'00'00, 16},  // private
    {0xc6'12'00'00, 15},  // benchmarks
    {0xc6'33'64'00, 24},  // documentation
    {0xcb'00'71'00, 24},  // documentation
    {0xe0'00'00'00, 4},   // multicast
    {0xf0'00'00'00, 4},   // reserved, and broadcast
}};

using Bytes6 = std::array<std::uint8_t, 16>;

struct Block6 {
  Bytes6 network;
  int bits;
};

// Public are the addresses of 2000::/3, which is all that IANA has given out, without these:
// https://www.iana.org/assignments/iana-ipv6-special-registry
constexpr Block6 k_global_unicast{{0x20}, 3};
constexpr std::array<Block6, 3> k_special6{{
    {{0x20, 0x01}, 23},              // protocol assignments, with Teredo
    {{0x20, 0x01, 0x0d, 0xb8}, 32},  // documentation
    {{0x3f, 0xff}, 20},              // documentation
}};

// Blocks whose addresses carry an IPv4 address, and the byte where it starts.
struct Carrier {
  Block6 block;
  std::size_t at;
};
constexpr std::array<Carrier, 4> k_carriers{{
    {{{}, 96}, 12},                                          // ::/96, IPv4-compatible
    {{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96}, 12},  // ::ffff:0:0/96, IPv4-mapped
    {{{0x00, 0x64, 0xff, 0x9b}, 96}, 12},                    // 64:ff9b::/96, NAT64
    {{{0x20, 0x02}, 16}, 2},                                 // 2002::/16, 6to4
}};

bool is_public4(std::uint32_t address) {
  return std::ranges::none_of(k_special4, [address](Block4 const& block) {
    return ((address ^ block.network) >> (32 - block.bits)) == 0;
  });
}

bool is_in(Bytes6 const& address, Block6 const& block) {
  auto const whole = static_cast<std::size_t>(block.bits / 8);
  auto const rest = block.bits % 8;
  if (!std::equal(address.begin(), address.begin() + whole, block.network.begin())) {
    return false;
  }
  return rest == 0 || ((address[whole] ^ block.network[whole]) >> (8 - rest)) == 0;
}

bool is_public6(Bytes6 const& address) {
  for (auto const& carrier : k_carriers) {
    if (is_in(address, carrier.block)) {
      std::uint32_t inner = 0;
      for (std::size_t i = 0; i < 4; ++i) {
        inner = inner << 8 | address[carrier.at + i];
      }
      return is_public4(inner);
    }
  }
  return is_in(address, k_global_unicast) &&
         std::ranges::none_of(k_special6,
                              [&](Block6 const& block) { return is_in(address, block); });
}

}  // namespace

bool is_public(sockaddr const& address) {
  // Copied, since a sockaddr need not be aligned as what it really is.
  if (address.sa_family == AF_INET) {
    sockaddr_in inner{};
    std::memcpy(&inner, &address, sizeof inner);
    return is_public4(ntohl(inner.sin_addr.s_addr));
  }
  if (address.sa_family == AF_INET6) {
    sockaddr_in6 inner{};
    std::memcpy(&inner, &address, sizeof inner);
    Bytes6 bytes{};
    std::memcpy(bytes.data(), &inner.sin6_addr, bytes.size());
    return is_public6(bytes);
  }
  return false;
}

bool is_local(std::string_view host) {
  // https://www.rfc-editor.org/rfc/rfc6761#section-6.3
  if (host == "localhost" || host.ends_with(".localhost")) {
    return true;
  }
  std::string const text(host);
  in_addr four{};
  if (inet_pton(AF_INET, text.c_str(), &four) == 1) {
    auto const address = ntohl(four.s_addr);
    return address >> 24 == 127 || address >> 16 == 0xa9fe;
  }
  in6_addr six{};
  return inet_pton(AF_INET6, text.c_str(), &six) == 1 &&
         (IN6_IS_ADDR_LOOPBACK(&six) || IN6_IS_ADDR_LINKLOCAL(&six));
}

}  // namespace stacktag::http
