// SPDX-License-Identifier: Apache-2.0
#include "web_image/allowed_hosts.h"

#include <gtest/gtest.h>

#include <string>

#include "contentstack/region.h"

namespace stacktag::web_image {
namespace {

using Kind = AllowedHosts::Kind;

std::optional<Kind> kind_of(AllowedHosts const& hosts, std::string const& text) {
  auto const url = http::parse_url(text);
  return url ? hosts.kind_of(*url) : std::nullopt;
}

AllowedHosts north_america() {
  return {.suffixes = contentstack::find_region("na")->image_host_suffixes, .extra = {}};
}

TEST(AllowedHosts, AreTheRegionsAndWhatIsBelowThem) {
  for (std::string const host :
       {"images.contentstack.io", "assets.contentstack.io", "api.assets.contentstack.io",
        "app.contentstack.com", "IMAGES.ContentStack.IO", "images.contentstack.io:443"}) {
    EXPECT_EQ(kind_of(north_america(), "https://" + host + "/v3/assets/a"), Kind::of_the_region)
        << host;
  }
}

TEST(AllowedHosts, NobodyElsesNameIsTakenForOne) {
  for (std::string const text :
       {"https://evil.com/images.contentstack.io", "https://evilimages.contentstack.io/a",
        "https://images.contentstack.io.attacker.com/a", "https://contentstack.io/a",
        "https://cdn.contentstack.io/a", "https://images.contentstack.com/a",
        "https://eu-images.contentstack.com/a", "https://attacker.com?images.contentstack.io",
        "https://attacker.com#.images.contentstack.io", "https://xn--images-.contentstack.io/a",
        "https://images-contentstack.io/a", "https://127.0.0.1/a", "https://169.254.169.254/latest",
        "https://[::1]/a", "https://localhost/a"}) {
    EXPECT_EQ(kind_of(north_america(), text), std::nullopt) << text;
  }
}

TEST(AllowedHosts, ANameInDisguiseIsRefused) {
  for (std::string const text :
       {"https://images.contentstack.io@attacker.com/a", "https://user:pw@images.contentstack.io/a",
        "https://attacker.com\\@images.contentstack.io/a", "https://images.contentstack.io./a",
        "https://attacker.com/.images.contentstack.io", "https://.images.contentstack.io/a",
        "https://images.contentstack.io%2eattacker.com/a", "https://images。contentstack.io/a",
        "https://images.contentstack.io:443@attacker.com/", "https://images.contentstack.io\t/a",
        "//images.contentstack.io/a", "images.contentstack.io/a"}) {
    EXPECT_EQ(kind_of(north_america(), text), std::nullopt) << text;
  }
}

TEST(AllowedHosts, TheRegionsAreHttpsOnItsOwnPort) {
  for (std::string const text :
       {"http://images.contentstack.io/a", "http://images.contentstack.io:443/a",
        "https://images.contentstack.io:80/a", "https://images.contentstack.io:8443/a",
        "ftp://images.contentstack.io/a", "file://images.contentstack.io/a"}) {
    EXPECT_EQ(kind_of(north_america(), text), std::nullopt) << text;
  }
}

TEST(AllowedHosts, AnEmptyListAllowsNothing) {
  EXPECT_EQ(kind_of({}, "https://images.contentstack.io/a"), std::nullopt);
  EXPECT_EQ(kind_of({}, "http://localhost/a"), std::nullopt);
}

TEST(AllowedHosts, AnExtraOneIsExactlyThatHostAndPort) {
  AllowedHosts const hosts{.suffixes = {}, .extra = {"127.0.0.1:8080", "::1:80", "files.lan:443"}};
  for (std::string const text :
       {"http://127.0.0.1:8080/a", "https://127.0.0.1:8080/a", "http://[::1]/a",
        "https://files.lan/a", "https://FILES.lan:443/a"}) {
    EXPECT_EQ(kind_of(hosts, text), Kind::extra) << text;
  }
  for (std::string const text :
       {"http://127.0.0.1/a", "http://127.0.0.1:8081/a", "https://[::1]/a", "http://files.lan/a",
        "https://x.files.lan/a", "http://127.0.0.1:80801/a"}) {
    EXPECT_EQ(kind_of(hosts, text), std::nullopt) << text;
  }
}

TEST(AllowedHosts, AnExtraOneMayBeOneOfTheRegionsWithLooserRules) {
  auto hosts = north_america();
  hosts.extra = {"images.contentstack.io:8443"};
  EXPECT_EQ(kind_of(hosts, "https://images.contentstack.io:8443/a"), Kind::extra);
  EXPECT_EQ(kind_of(hosts, "https://images.contentstack.io/a"), Kind::of_the_region);
}

}  // namespace
}  // namespace stacktag::web_image
