// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/client.h"
#include "platform/http/loopback.h"

namespace stacktag::http {
namespace {

TEST(read_options, knows_no_proxy_by_itself) {
  auto const options = read_options(Environment{});
  EXPECT_EQ(options.proxy, "");
  EXPECT_EQ(options.http_proxy, "");
  EXPECT_EQ(options.no_proxy, "");
  EXPECT_EQ(options.ca_bundle, "");
}

TEST(read_options, takes_either_case_and_prefers_the_lower) {
  auto const upper = read_options(Environment{{{"HTTPS_PROXY", "http://a"},
                                               {"HTTP_PROXY", "http://b"},
                                               {"NO_PROXY", "c"},
                                               {"SSL_CERT_FILE", "/d.pem"}}});
  EXPECT_EQ(upper.proxy, "http://a");
  EXPECT_EQ(upper.http_proxy, "http://b");
  EXPECT_EQ(upper.no_proxy, "c");
  EXPECT_EQ(upper.ca_bundle, "/d.pem");
  auto const both =
      read_options(Environment{{{"HTTPS_PROXY", "http://a"}, {"https_proxy", "http://lower"}}});
  EXPECT_EQ(both.proxy, "http://lower");
}

// The proxy is a server that answers whatever it is asked for.
class Proxied : public testing::Test {
 protected:
  Loopback proxy_{[this](Peer& peer) {
    if (auto request = peer.read_request()) {
      seen_ = *request;
      peer.write(answer("from the proxy"));
    }
  }};
  std::string seen_;
  Loopback server_{once(answer("from the server"))};

  std::unique_ptr<Client> client(std::string no_proxy = {}) {
    return make_client({.no_proxy = std::move(no_proxy), .http_proxy = proxy_.url()});
  }
};

TEST_F(Proxied, is_not_used_for_loopback) {
  auto const answered = client()->send({.url = server_.url()});
  ASSERT_TRUE(answered);
  EXPECT_EQ(answered->body, "from the server");
  EXPECT_EQ(proxy_.connections(), 0);
}

TEST_F(Proxied, is_not_used_where_only_public_addresses_may_be_reached) {
  auto const refused =
      client()->send({.url = "http://does-not-exist.invalid/", .reach = Reach::public_only});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, Fault::unresolved);
  EXPECT_EQ(proxy_.connections(), 0);
}

TEST_F(Proxied, is_not_used_for_hosts_without_proxy) {
  auto const refused = client("a.example, .invalid")->send({.url = "http://not.invalid/"});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, Fault::unresolved);
  EXPECT_EQ(proxy_.connections(), 0);
}

TEST_F(Proxied, is_used_for_all_others) {
  auto const answered = client()->send({.url = "http://does-not-exist.invalid/x"});
  ASSERT_TRUE(answered) << answered.error().message;
  EXPECT_EQ(answered->body, "from the proxy");
  EXPECT_THAT(seen_, testing::StartsWith("GET http://does-not-exist.invalid/x HTTP/1.1\r\n"));
}

TEST_F(Proxied, is_not_taken_from_the_environment) {
  setenv("http_proxy", proxy_.url().c_str(), 1);
  auto const refused = make_client({})->send({.url = "http://does-not-exist.invalid/"});
  unsetenv("http_proxy");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, Fault::unresolved);
}

}  // namespace
}  // namespace stacktag::http
