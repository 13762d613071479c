// SPDX-License-Identifier: Apache-2.0
#include "http_server/target.h"

#include <gtest/gtest.h>

#include <string>

namespace stacktag::http {
namespace {

TEST(target, is_decoded) {
  EXPECT_EQ(decode_target("/"), (Target{.path = "/"}));
  EXPECT_EQ(decode_target("/webhook/my%20stack?"), (Target{.path = "/webhook/my stack"}));
  EXPECT_EQ(decode_target("/a+b?c+d=e+f%2B&g&h==i&c+d=last"),
            (Target{.path = "/a+b", .query = {{"c d", "last"}, {"g", ""}, {"h", "=i"}}}));
  EXPECT_EQ(decode_target("/%C3%A4%2f?=nameless&&"), (Target{.path = "/\xC3\xA4/"}));
  EXPECT_EQ(decode_target("/...//.a?../.."),
            (Target{.path = "/...//.a", .query = {{"../..", ""}}}));
}

TEST(target, is_refused) {
  for (std::string_view const target : {"", "*", "a", "http://h/", "h:443", "?a"}) {
    EXPECT_FALSE(decode_target(target)) << target;
  }
  for (std::string_view const target : {"/%", "/%4", "/%zz", "/%4z", "/%z4", "/%-1", "/?%",
                                        "/?a=%4", "/%00", "/?a=%00", "/?%00", "/%0a", "/%7f"}) {
    EXPECT_FALSE(decode_target(target)) << target;
  }
  for (std::string_view const target :
       {"/.", "/..", "/../a", "/a/..", "/a/./b", "/%2e", "/%2E%2e/a", "/a%2f..%2Fb", "/..?a"}) {
    EXPECT_FALSE(decode_target(target)) << target;
  }
  for (std::string_view const target : {"/a b", "/a#b", "/\xC3\xA4", "/a\x01", "/a\x7f", "/\t"}) {
    EXPECT_FALSE(decode_target(target)) << target;
  }
  EXPECT_FALSE(decode_target(std::string_view("/a\0b", 4)));
}

}  // namespace
}  // namespace stacktag::http
