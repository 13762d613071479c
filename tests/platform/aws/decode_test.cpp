// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <fstream>

#include "aws/source.h"
#include "fakes/folder.h"
#include "stacktag/limits.h"

namespace stacktag::aws {
namespace {

using std::chrono::seconds;

WallTime const k_time(seconds(1'767'323'045));  // 2026-01-02T03:04:05Z

TEST(expiration, is_read_in_every_form_that_is_printed) {
  for (auto const* text : {"2026-01-02T03:04:05Z", "2026-01-02T03:04:05.678Z",
                           "2026-01-02T03:04:05+00:00", "2026-01-02T03:04:05.678901+00:00",
                           "2026-01-02T05:04:05+02:00", "2026-01-01T21:34:05-05:30"}) {
    EXPECT_EQ(parse_expiration(text), k_time) << text;
  }
}

TEST(expiration, is_not_guessed) {
  for (auto const* text : {"", "soon", "2026-01-02", "2026-01-02T03:04:05", "2026-13-02T03:04:05Z",
                           "1767323045", "2026-01-02T03:04:05Zebra", "2026-01-02 03:04:05Z"}) {
    EXPECT_EQ(parse_expiration(text), std::nullopt) << text;
  }
}

TEST(decoded_credentials, have_their_token_under_either_name) {
  Credentials const expected{"AKID", "secret", "token", k_time};
  EXPECT_EQ(decode_credentials(R"({"AccessKeyId":"AKID","SecretAccessKey":"secret",
                                   "Token":"token","Expiration":"2026-01-02T03:04:05Z"})"),
            expected);
  EXPECT_EQ(decode_credentials(R"({"Version":1,"AccessKeyId":"AKID","SecretAccessKey":"secret",
                                   "SessionToken":"token","Expiration":"2026-01-02T03:04:05Z"})"),
            expected);
}

TEST(decoded_credentials, may_be_permanent) {
  EXPECT_EQ(decode_credentials(R"({"AccessKeyId":"AKID","SecretAccessKey":"secret"})"),
            (Credentials{"AKID", "secret", {}, {}}));
}

TEST(decoded_credentials, are_whole_or_none) {
  for (auto const* text :
       {"", "AKID", "[]", "{}", R"({"AccessKeyId":"AKID"})", R"({"SecretAccessKey":"secret"})",
        R"({"AccessKeyId":"","SecretAccessKey":"secret"})",
        R"({"AccessKeyId":1,"SecretAccessKey":"secret"})",
        R"({"AccessKeyId":"AKID","SecretAccessKey":"secret","Expiration":"tomorrow"})"}) {
    EXPECT_EQ(decode_credentials(text), std::nullopt) << text;
  }
}

TEST(small_file, is_read_as_it_is) {
  fakes::Folder folder;
  EXPECT_EQ(read_small_file(folder.write("token", std::string("a\0b\n", 4))),
            std::string("a\0b\n", 4));
  EXPECT_EQ(read_small_file(folder.write("empty", "")), "");
}

TEST(small_file, is_refused_where_it_is_missing_or_large) {
  fakes::Folder folder;
  EXPECT_EQ(read_small_file(folder.path("none")), std::nullopt);
  std::string const most(limits::small_reply_bytes_max, 'x');
  EXPECT_EQ(read_small_file(folder.write("most", most)), most);
  EXPECT_EQ(read_small_file(folder.write("more", most + "x")), std::nullopt);
  EXPECT_EQ(read_small_file("/dev/zero"), std::nullopt);
}

}  // namespace
}  // namespace stacktag::aws
