// SPDX-License-Identifier: Apache-2.0
#include "http_server/peers.h"

#include <gtest/gtest.h>

#include <string>

namespace stacktag::http {
namespace {

using namespace std::chrono_literals;

SteadyTime at(std::chrono::milliseconds time) {
  return SteadyTime{} + 1h + time;
}

TEST(peers, are_addresses_or_small_networks) {
  EXPECT_EQ(network_of("192.0.2.7"), "192.0.2.7");
  EXPECT_EQ(network_of("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
  EXPECT_EQ(network_of("2001:db8:1:2::"), "2001:db8:1:2::");
  EXPECT_NE(network_of("2001:db8:1:3::1"), network_of("2001:db8:1:2::1"));
  EXPECT_EQ(network_of("fe80::1%eth0"), "fe80::");
}

TEST(peers, have_so_many_connections_each) {
  Peers peers({.connections_per_peer_max = 2});
  EXPECT_TRUE(peers.join("a", at(0ms)));
  EXPECT_TRUE(peers.join("a", at(0ms)));
  EXPECT_FALSE(peers.join("a", at(0ms)));
  EXPECT_TRUE(peers.join("b", at(0ms)));
  peers.leave("a");
  EXPECT_TRUE(peers.join("a", at(0ms)));
  EXPECT_FALSE(peers.join("a", at(0ms)));
}

TEST(peers, ask_so_often_each) {
  Peers peers({.requests_per_peer_per_second = 10, .burst_per_peer_requests = 3});
  for (int i = 0; i < 3; ++i) {
    EXPECT_FALSE(peers.charge("a", at(0ms)));
  }
  EXPECT_EQ(peers.charge("a", at(0ms)), 100ms);
  EXPECT_EQ(peers.charge("a", at(40ms)), 60ms);
  EXPECT_FALSE(peers.charge("b", at(40ms)));
  EXPECT_FALSE(peers.charge("a", at(100ms)));
  EXPECT_EQ(peers.charge("a", at(100ms)), 100ms);
  for (int i = 0; i < 3; ++i) {
    EXPECT_FALSE(peers.charge("a", at(10s))) << "no more than the burst is saved up";
  }
  EXPECT_TRUE(peers.charge("a", at(10s)));
}

TEST(peers, ask_as_they_like_without_a_rate) {
  Peers peers({.requests_per_peer_per_second = 0});
  for (int i = 0; i < 100'000; ++i) {
    ASSERT_FALSE(peers.charge("a", at(0ms)));
  }
}

TEST(peers, are_forgotten_once_they_have_left) {
  Peers peers({.requests_per_peer_per_second = 1, .burst_per_peer_requests = 1});
  EXPECT_TRUE(peers.join("stays", at(0ms)));
  EXPECT_TRUE(peers.join("asks too often", at(0ms)));
  EXPECT_FALSE(peers.charge("asks too often", at(1000s)));
  peers.leave("asks too often");
  for (int i = 0; i < 10'000; ++i) {
    auto const name = std::to_string(i);
    ASSERT_TRUE(peers.join(name, at(1000s)));
    peers.leave(name);
  }
  EXPECT_LT(peers.remembered(), 1100u);
  EXPECT_EQ(peers.charge("asks too often", at(1000s)), 1s);
}

}  // namespace
}  // namespace stacktag::http
