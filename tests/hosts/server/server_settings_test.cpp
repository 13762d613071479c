// SPDX-License-Identifier: Apache-2.0
#include "server/server_settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/store_path.h"

namespace stacktag::server {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

using Variables = std::map<std::string, std::string, std::less<>>;

ServerSettings read(Variables variables) {
  Environment const environment(std::move(variables));
  SettingsReader reader(environment);
  auto settings = read_server_settings(reader);
  EXPECT_THAT(reader.mistakes(), IsEmpty());
  return settings;
}

std::vector<std::string> mistakes(Variables variables) {
  Environment const environment(std::move(variables));
  SettingsReader reader(environment);
  read_server_settings(reader);
  return reader.mistakes();
}

TEST(ServerSettings, ListenOnThisMachineUnlessTold) {
  auto const settings = read({});
  EXPECT_EQ(settings.listen.address, "127.0.0.1");
  EXPECT_EQ(settings.listen.port, 8080);
  EXPECT_EQ(settings.store, "./stacktag.db");
  EXPECT_EQ(settings.workers, 16);
  EXPECT_EQ(settings.retention, std::chrono::hours(24 * 30));
}

TEST(ServerSettings, TakeAddressesOfBothKinds) {
  auto const six = read({{"STACKTAG_LISTEN", "[::1]:8443"}});
  EXPECT_EQ(six.listen.address, "::1");
  EXPECT_EQ(six.listen.port, 8443);
  EXPECT_EQ(read({{"STACKTAG_LISTEN", ":80"}}).listen.address, "::");
}

TEST(ServerSettings, RefuseAddressesWithoutAPort) {
  for (auto const* const text : {"127.0.0.1", "127.0.0.1:", "127.0.0.1:http", "127.0.0.1:70000"}) {
    EXPECT_THAT(mistakes({{"STACKTAG_LISTEN", text}}), ElementsAre(HasSubstr("STACKTAG_LISTEN")))
        << text;
  }
}

TEST(ServerSettings, WantCertificateAndKeyTogether) {
  EXPECT_THAT(mistakes({{"STACKTAG_TLS_KEY", "key.pem"}}),
              ElementsAre(HasSubstr("need each other")));
}

TEST(StorePath, IsToldOrSystemdsOrHere) {
  EXPECT_EQ(store_path(Environment()), "./stacktag.db");
  EXPECT_EQ(store_path(Environment(Variables{{"STATE_DIRECTORY", "/var/lib/stacktag:/var/lib/x"}})),
            "/var/lib/stacktag/stacktag.db");
  EXPECT_EQ(
      store_path(Environment(Variables{{"STATE_DIRECTORY", "/a"}, {"STACKTAG_STORE", "/b/c.db"}})),
      "/b/c.db");
}

}  // namespace
}  // namespace stacktag::server
