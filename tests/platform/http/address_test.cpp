// SPDX-License-Identifier: Apache-2.0
#include "http/address.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>

#include <cstring>
#include <string>

namespace stacktag::http {
namespace {

bool public_by_text(std::string const& text) {
  sockaddr_storage storage{};
  auto* const raw = reinterpret_cast<sockaddr*>(&storage);
  if (text.find(':') == std::string::npos) {
    auto* const four = reinterpret_cast<sockaddr_in*>(&storage);
    storage.ss_family = AF_INET;
    EXPECT_EQ(inet_pton(AF_INET, text.c_str(), &four->sin_addr), 1) << text;
  } else {
    auto* const six = reinterpret_cast<sockaddr_in6*>(&storage);
    storage.ss_family = AF_INET6;
    EXPECT_EQ(inet_pton(AF_INET6, text.c_str(), &six->sin6_addr), 1) << text;
  }
  return is_public(*raw);
}

TEST(is_public, refuses_the_first_and_the_last_of_each_special_block) {
  for (auto const* text : {"0.0.0.0",
                           "0.255.255.255",
                           "10.0.0.0",
                           "10.255.255.255",
                           "100.64.0.0",
                           "100.127.255.255",
                           "127.0.0.1",
                           "127.255.255.255",
                           "169.254.0.0",
                           "169.254.169.254",
                           "169.254.255.255",
                           "172.16.0.0",
                           "172.31.255.255",
                           "192.0.0.0",
                           "192.0.0.255",
                           "192.0.2.1",
                           "192.88.99.1",
                           "192.168.0.0",
                           "192.168.255.255",
                           "198.18.0.0",
                           "198.19.255.255",
                           "198.51.100.7",
                           "203.0.113.7",
                           "224.0.0.0",
                           "239.255.255.255",
                           "240.0.0.0",
                           "255.255.255.255",
                           "::",
                           "::1",
                           "::2",
                           "::127.0.0.1",
                           "::ffff:127.0.0.1",
                           "::ffff:10.0.0.1",
                           "::ffff:0:1.1.1.1",
                           "64:ff9b::10.0.0.1",
                           "64:ff9b::169.254.169.254",
                           "64:ff9b:1::1.1.1.1",
                           "100::1",
                           "2001::1",
                           "2001:0:4136:e378::1",
                           "2001:1ff::1",
                           "2001:db8::1",
                           "2001:db8:ffff::1",
                           "2002:7f00:1::",
                           "2002:a9fe:a9fe::1",
                           "3fff::1",
                           "3fff:fff::1",
                           "5f00::1",
                           "fc00::1",
                           "fd00:ec2::254",
                           "fdff::1",
                           "fe80::1",
                           "febf::1",
                           "fec0::1",
                           "feff::1",
                           "ff00::1",
                           "ff02::1",
                           "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"}) {
    EXPECT_FALSE(public_by_text(text)) << text;
  }
}

TEST(is_public, lets_the_neighbours_of_special_blocks_pass) {
  for (auto const* text :
       {"1.0.0.0",         "9.255.255.255",   "11.0.0.0",         "100.63.255.255",
        "100.128.0.0",     "126.255.255.255", "128.0.0.0",        "169.253.255.255",
        "169.255.0.0",     "172.15.255.255",  "172.32.0.0",       "192.0.1.0",
        "192.0.3.0",       "192.88.98.255",   "192.88.100.0",     "192.167.255.255",
        "192.169.0.0",     "198.17.255.255",  "198.20.0.0",       "198.51.99.255",
        "198.51.101.0",    "203.0.112.255",   "203.0.114.0",      "223.255.255.255",
        "::ffff:1.1.1.1",  "::1.1.1.1",       "64:ff9b::1.1.1.1", "2001:200::1",
        "2001:db7::1",     "2001:db9::1",     "2002:101:101::1",  "2003::1",
        "2606:4700::1111", "3ffe::1",         "3fff:1000::1"}) {
    EXPECT_TRUE(public_by_text(text)) << text;
  }
}

TEST(is_public, refuses_every_other_family) {
  sockaddr_storage storage{};
  storage.ss_family = AF_UNIX;
  EXPECT_FALSE(is_public(reinterpret_cast<sockaddr const&>(storage)));
}

TEST(is_local, knows_loopback_and_link_local_hosts) {
  for (auto const* host : {"localhost", "a.localhost", "127.0.0.1", "127.9.9.9", "::1",
                           "169.254.169.254", "169.254.170.2", "fe80::1"}) {
    EXPECT_TRUE(is_local(host)) << host;
  }
  for (auto const* host : {"localhost.example", "notlocalhost", "128.0.0.1", "10.0.0.1", "::2",
                           "fd00:ec2::254", "127.example", ""}) {
    EXPECT_FALSE(is_local(host)) << host;
  }
}

}  // namespace
}  // namespace stacktag::http
