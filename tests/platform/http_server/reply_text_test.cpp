// SPDX-License-Identifier: Apache-2.0
#include "http_server/reply_text.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace stacktag::http {
namespace {

std::string text_of(ServerReply const& reply, Afterwards afterwards = Afterwards::keep_open,
                    Content content = Content::whole) {
  std::string text;
  append_reply(text, reply, afterwards, content);
  return text;
}

TEST(reply_text, has_what_was_given_and_the_length) {
  EXPECT_EQ(text_of({.status = 202, .headers = {{"A", "b"}, {"a", ""}}, .body = "hello"}),
            "HTTP/1.1 202 Accepted\r\nA: b\r\na: \r\nContent-Length: 5\r\n\r\nhello");
  EXPECT_EQ(text_of({}, Afterwards::close),
            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
}

TEST(reply_text, has_no_body_where_there_is_none) {
  EXPECT_EQ(text_of({.body = "hello"}, Afterwards::keep_open, Content::head_only),
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");
  EXPECT_EQ(text_of({.status = 204, .body = "hello"}), "HTTP/1.1 204 No Content\r\n\r\n");
  EXPECT_EQ(text_of({.status = 304, .body = "hello"}), "HTTP/1.1 304 Not Modified\r\n\r\n");
}

TEST(reply_text, leaves_out_what_is_the_servers_business) {
  EXPECT_EQ(text_of({.headers = {{"content-length", "9"},
                                 {"Connection", "upgrade"},
                                 {"Transfer-Encoding", "chunked"}}}),
            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
}

TEST(reply_text, never_sends_a_header_that_would_be_two) {
  for (auto const& header :
       {Header{"A", "b\r\nC: d"}, Header{"A", "b\n"}, Header{"A", std::string("\0", 1)},
        Header{"A\r\nB", "c"}, Header{"A:", "b"}, Header{"", "b"}, Header{"A B", "c"}}) {
    EXPECT_EQ(text_of({.headers = {header}, .body = "planted"}),
              text_of(reply_of(Refusal::dropped)));
  }
  for (auto const status : {-1, 0, 100, 101, 199, 600, 1000}) {
    EXPECT_EQ(text_of({.status = status}), text_of(reply_of(Refusal::dropped))) << status;
  }
}

TEST(reply_text, tells_each_refusal) {
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < k_refusals.size(); ++i) {
    auto const& [refusal, name, status, text] = k_refusals[i];
    EXPECT_EQ(static_cast<std::size_t>(refusal), i) << name;
    EXPECT_TRUE(names.insert(name).second) << name;
    EXPECT_EQ(status == 0, text.empty()) << name;
  }
  EXPECT_EQ(text_of(reply_of(Refusal::body_too_large)),
            "HTTP/1.1 413 Payload Too Large\r\nContent-Type: application/json\r\nContent-Length: "
            "34\r\n\r\n"
            "{\"error\":\"The body is too large.\"}");
}

}  // namespace
}  // namespace stacktag::http
