// SPDX-License-Identifier: Apache-2.0
#include "server/readiness.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <iterator>

#include "fakes/folder.h"

namespace stacktag::server {
namespace {

Environment asked_at(std::string const& socket) {
  Environment environment;
  environment.set("NOTIFY_SOCKET", socket);
  return environment;
}

TEST(Readiness, IsToldToSystemd) {
  fakes::Folder const folder;
  auto const path = folder.path("notify");
  auto const socket = ::socket(AF_UNIX, SOCK_DGRAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  ASSERT_LT(path.size(), sizeof address.sun_path);
  path.copy(address.sun_path, path.size());
  ASSERT_EQ(::bind(socket, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  notify(asked_at(path), "READY=1");
  std::array<char, 64> got{};
  auto const size = ::recv(socket, got.data(), got.size(), MSG_DONTWAIT);
  ::close(socket);
  ASSERT_GT(size, 0);
  EXPECT_EQ(std::string(got.data(), static_cast<std::size_t>(size)), "READY=1");
}

TEST(Readiness, IsToldToNobodyWithoutSystemd) {
  notify(Environment(), "READY=1");
  notify(asked_at("/nowhere/notify"), "READY=1");
  notify(asked_at(std::string(500, 'x')), "READY=1");
}

TEST(ReadyFile, HasThePort) {
  fakes::Folder const folder;
  ASSERT_TRUE(write_ready_file(folder.path("port"), 8080));
  std::ifstream file(folder.path("port"));
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}), "8080\n");
  EXPECT_TRUE(write_ready_file("", 8080)) << "nobody asked for one";
  EXPECT_FALSE(write_ready_file("/nowhere/port", 8080));
}

}  // namespace
}  // namespace stacktag::server
