// SPDX-License-Identifier: Apache-2.0
// Who may see what operators see.
#include "server/operator_access.h"

#include <gtest/gtest.h>

namespace stacktag::server {
namespace {

http::ServerRequest request_with(std::vector<http::Header> headers, bool from_loopback = true) {
  return {.method = "GET",
          .path = "/metrics",
          .headers = std::move(headers),
          .from_loopback = from_loopback};
}

TEST(OperatorAccess, ByTokenNeedsJustThatToken) {
  std::string const token = "operators-token-0001";
  auto const shown = [&](std::string value) {
    return access_of(request_with({{"authorization", std::move(value)}}, false), token);
  };
  EXPECT_EQ(shown("Bearer operators-token-0001"), Access::granted);
  EXPECT_EQ(shown("bearer  operators-token-0001"), Access::granted);
  EXPECT_EQ(shown("Bearer operators-token-0002"), Access::no_token);
  EXPECT_EQ(shown("Bearer operators-token-000"), Access::no_token);
  EXPECT_EQ(shown("Bearer "), Access::no_token);
  EXPECT_EQ(shown("Basic operators-token-0001"), Access::no_token);
  EXPECT_EQ(shown("operators-token-0001"), Access::no_token);
  // Not even this machine does without it.
  EXPECT_EQ(access_of(request_with({}), token), Access::no_token);
}

TEST(OperatorAccess, WithoutATokenIsForThisMachine) {
  EXPECT_EQ(access_of(request_with({}), ""), Access::granted);
  EXPECT_EQ(access_of(request_with({}, false), ""), Access::not_local);
  // A token that is sent although none is set opens nothing.
  EXPECT_EQ(access_of(request_with({{"Authorization", "Bearer "}}, false), ""), Access::not_local);
  for (auto const* const sign : {"X-Forwarded-For", "x-forwarded-for", "Forwarded",
                                 "X-Forwarded-Host", "X-Real-IP", "Via"}) {
    EXPECT_EQ(access_of(request_with({{sign, "203.0.113.9"}}), ""), Access::not_local) << sign;
  }
}

TEST(OperatorAccess, WithoutATokenIsNotForPagesOfSomewhereElse) {
  auto const from = [](std::string host, std::string origin) {
    std::vector<http::Header> headers{{"Host", std::move(host)}};
    if (!origin.empty()) {
      headers.push_back({"Origin", std::move(origin)});
    }
    return access_of(request_with(std::move(headers)), "");
  };
  for (auto const* const host :
       {"localhost", "LOCALHOST:8080", "127.0.0.1:8080", "127.1.2.3", "[::1]:8080", "[::1]"}) {
    EXPECT_EQ(from(host, ""), Access::granted) << host;
    EXPECT_EQ(from(host, "http://" + std::string(host)), Access::granted) << host;
    EXPECT_EQ(from(host, "https://evil.example"), Access::not_by_hand) << host;
    EXPECT_EQ(from(host, "null"), Access::not_by_hand) << host;
  }
  for (auto const* const host : {"evil.example", "evil.example:8080", "127.evil.example",
                                 "localhost.evil.example", "127.0.0.1.evil.example"}) {
    EXPECT_EQ(from(host, ""), Access::not_by_hand) << host;
    EXPECT_EQ(from(host, "http://" + std::string(host)), Access::not_by_hand) << host;
  }
}

}  // namespace
}  // namespace stacktag::server
