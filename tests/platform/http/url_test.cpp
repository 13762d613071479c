// SPDX-License-Identifier: Apache-2.0
#include "http/url.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "stacktag/limits.h"

namespace stacktag::http {
namespace {

using namespace std::string_literals;

TEST(parse_url, refuses_what_can_be_read_in_two_ways) {
  std::vector<std::string> const refused{
      "",
      "http",
      "http:",
      "http:/x",
      "http://",
      "http:///path",
      "http://?x",
      "//host/path",
      "/path",
      "host/path",
      "ftp://host/",
      "file:///etc/passwd",
      "javascript://host/",
      " http://host/",
      "http://host/ ",
      "http://host/a b",
      "http://host/a\tb",
      "http://host/a\nb",
      "http://host/a\x7f"s,
      "http://host/a\0b"s,
      "http://host/a\\b",
      "http://host\\@evil/",
      "http:\\\\host\\",
      // user info
      "http://user@host/",
      "http://user:password@host/",
      "http://@host/",
      "http://host@evil:80/",
      "https://assets.contentstack.io:443@evil/",
      // ports
      "http://host:/",
      "http://host:0/",
      "http://host:080/",
      "http://host:65536/",
      "https://h:99999/",
      "http://host:99999999999999999999/",
      "http://host:-1/",
      "http://host:+80/",
      "http://host:80:80/",
      "http://host:8o/",
      // host names
      "http://ho%73t/",
      "http://%31%32%37.0.0.1/",
      "http://h\xc3\xb6st/",
      "http://host./",
      "http://.host/",
      "http://a..b/",
      "http://-host/",
      "http://host-.example/",
      "http://ho,st/",
      "http://ho*st/",
      "http://" + std::string(64, 'a') + "/",
      "http://" + std::string(120, 'a') + "." + std::string(140, 'b') + "/",
      // addresses that are not four decimal numbers
      "http://2130706433/",
      "http://127.1/",
      "http://0x7f.1/",
      "http://0x7f000001/",
      "http://127.0.0.0x1/",
      "http://0177.0.0.1/",
      "http://127.0.0.01/",
      "http://127.0.0.256/",
      "http://127.0.0.1.5/",
      "http://1.2.3/",
      "http://host.0x/",
      // IPv6
      "http://::1/",
      "http://[::1/",
      "http://[::1]x/",
      "http://[]/",
      "http://[fe80::1%eth0]/",
      "http://[fe80::1%25eth0]/",
      "http://[127.0.0.1]/",
      "http://[host]/",
      "http://[::1]:/",
      "http://a[::1]/",
  };
  for (auto const& text : refused) {
    EXPECT_FALSE(parse_url(text)) << text;
  }
}

struct Split {
  std::string text;
  Url parts;
};

TEST(parse_url, splits_what_is_clear) {
  std::vector<Split> const cases{
      {"http://host", {"http", "host", 80, false, "/", ""}},
      {"HTTPS://Images.ContentStack.IO/A/b?C=d",
       {"https", "images.contentstack.io", 443, false, "/A/b", "C=d"}},
      {"http://host?q", {"http", "host", 80, false, "/", "q"}},
      {"http://host#f", {"http", "host", 80, false, "/", ""}},
      {"http://host/?a=b?c&d=/#f?g", {"http", "host", 80, false, "/", "a=b?c&d=/"}},
      {"http://host:8080/x", {"http", "host", 8080, true, "/x", ""}},
      {"https://host:443/", {"https", "host", 443, true, "/", ""}},
      {"http://host:65535/", {"http", "host", 65535, true, "/", ""}},
      {"http://10.0.0.255/", {"http", "10.0.0.255", 80, false, "/", ""}},
      {"http://1and1.example/", {"http", "1and1.example", 80, false, "/", ""}},
      {"http://a_b.example/", {"http", "a_b.example", 80, false, "/", ""}},
      {"http://xn--hst-sna.example/", {"http", "xn--hst-sna.example", 80, false, "/", ""}},
      {"http://[::1]/", {"http", "::1", 80, false, "/", ""}},
      {"http://[0:0:0:0:0:0:0:1]:81/", {"http", "::1", 81, true, "/", ""}},
      {"http://[2001:DB8::A]/", {"http", "2001:db8::a", 80, false, "/", ""}},
      {"http://[::ffff:127.0.0.1]/", {"http", "::ffff:127.0.0.1", 80, false, "/", ""}},
      {"http://host/a@b:c//..", {"http", "host", 80, false, "/a@b:c//..", ""}},
      {"http://host/%2e%2e?x=http://y", {"http", "host", 80, false, "/%2e%2e", "x=http://y"}},
      {"http://host/caf\xc3\xa9?\xc3\xa9", {"http", "host", 80, false, "/caf%C3%A9", "%C3%A9"}},
  };
  for (auto const& [text, parts] : cases) {
    auto const url = parse_url(text);
    ASSERT_TRUE(url) << text;
    EXPECT_EQ(*url, parts) << text << " reads as " << to_string(*url);
    EXPECT_EQ(parse_url(to_string(*url)), url) << text;
  }
}

TEST(parse_url, limits_the_length_also_after_escaping) {
  std::string const start = "http://host/";
  auto const room = limits::url_bytes_max - start.size();
  EXPECT_TRUE(parse_url(start + std::string(room, 'a')));
  EXPECT_FALSE(parse_url(start + std::string(room + 1, 'a')));
  EXPECT_FALSE(parse_url(start + std::string(room, '\xc3')));
  EXPECT_FALSE(parse_url("http://host?" + std::string(limits::url_bytes_max - 12, 'a')));
}

TEST(to_string, writes_a_port_that_is_not_the_schemes_own) {
  Url url{.scheme = "http", .host = "::1", .port = 8080, .path = "/p", .query = "q"};
  EXPECT_EQ(to_string(url), "http://[::1]:8080/p?q");
  url.port = 80;
  EXPECT_EQ(to_string(url), "http://[::1]/p?q");
}

TEST(authority, leaves_out_the_schemes_own_port) {
  EXPECT_EQ(authority(*parse_url("https://Host:443/")), "host");
  EXPECT_EQ(authority(*parse_url("http://host:443/")), "host:443");
  EXPECT_EQ(authority(*parse_url("http://[::1]:99/")), "[::1]:99");
}

TEST(is_redirect, is_true_of_the_statuses_that_name_another_place) {
  for (int const status : {301, 302, 303, 307, 308}) {
    EXPECT_TRUE(is_redirect(status)) << status;
  }
  for (int const status : {200, 206, 300, 304, 305, 306, 404}) {
    EXPECT_FALSE(is_redirect(status)) << status;
  }
}

TEST(resolve, refuses_what_leads_nowhere_clear) {
  auto const base = *parse_url("https://host:444/a/b?q=1");
  for (auto const* location :
       {"", "#fragment", "ftp://x/", "http:/x", "http:x", "mailto:a@b", "///evil", "//", "/\\evil",
        "\\\\evil", "//user@evil/", "/a b", "data:text/html,x", "//host:99999/"}) {
    EXPECT_FALSE(resolve(base, location)) << location;
  }
}

TEST(resolve, follows_rfc_3986) {
  auto const base = *parse_url("https://host:444/a/b/c?q=1");
  std::vector<std::pair<std::string, std::string>> const cases{
      {"https://Other/x?y#z", "https://other/x?y"},
      {"http://other", "http://other/"},
      {"//other:8/x", "https://other:8/x"},
      {"/x", "https://host:444/x"},
      {"/x/../../y", "https://host:444/y"},
      {"/a:b", "https://host:444/a:b"},
      {"./a:b", "https://host:444/a/b/a:b"},
      {"x?r=2", "https://host:444/a/b/x?r=2"},
      {"./x", "https://host:444/a/b/x"},
      {"../x", "https://host:444/a/x"},
      {"../../../x", "https://host:444/x"},
      {"..", "https://host:444/a/"},
      {".", "https://host:444/a/b/"},
      {"x/", "https://host:444/a/b/x/"},
      {"x//y", "https://host:444/a/b/x//y"},
      {"?r=2", "https://host:444/a/b/c?r=2"},
      {"x#f", "https://host:444/a/b/x"},
      {"1:2/x", "https://host:444/a/b/1:2/x"},
  };
  for (auto const& [location, wanted] : cases) {
    auto const url = resolve(base, location);
    ASSERT_TRUE(url) << location;
    EXPECT_EQ(to_string(*url), wanted) << location;
  }
}

TEST(with_query, joins_as_the_url_needs) {
  EXPECT_EQ(with_query("https://h/a", "x=1"), "https://h/a?x=1");
  EXPECT_EQ(with_query("https://h/a?branch=main", "x=1"), "https://h/a?branch=main&x=1");
  EXPECT_EQ(with_query("https://h/a?", "x=1"), "https://h/a?x=1");
  EXPECT_EQ(with_query("https://h/a?b&", "x=1"), "https://h/a?b&x=1");
  EXPECT_EQ(with_query("https://h/a#f?g", "x=1"), "https://h/a?x=1#f?g");
  EXPECT_EQ(with_query("https://h/a", ""), "https://h/a");
}

}  // namespace
}  // namespace stacktag::http
