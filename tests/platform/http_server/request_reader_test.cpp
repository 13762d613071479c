// SPDX-License-Identifier: Apache-2.0
// What is a request and what is not, above all where two servers could disagree.
#include "http_server/request_reader.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace stacktag::http {
namespace {

using Stage = RequestReader::Stage;
using Read = std::variant<std::vector<ServerRequest>, Refusal>;

// Everything in `bytes`, handed over `step` bytes at a time.
Read read_all(std::string_view bytes, std::size_t step = 65536, ServerLimits const& limits = {}) {
  RequestReader reader(limits);
  std::vector<ServerRequest> requests;
  std::string waiting;
  while (!bytes.empty()) {
    waiting.append(bytes.substr(0, step));
    bytes.remove_prefix(std::min(step, bytes.size()));
    for (std::size_t taken = 1; taken > 0;) {
      taken = reader.take(waiting);
      waiting.erase(0, taken);
      if (reader.stage() == Stage::refused) {
        return reader.refusal();
      }
      if (reader.stage() == Stage::done) {
        requests.push_back(reader.release());
      }
    }
  }
  return requests;
}

std::vector<ServerRequest> requests_in(std::string_view bytes, ServerLimits const& limits = {}) {
  auto const whole = read_all(bytes, 65536, limits);
  auto const by_bytes = read_all(bytes, 1, limits);
  EXPECT_EQ(whole.index(), by_bytes.index()) << bytes;
  if (!std::holds_alternative<std::vector<ServerRequest>>(whole)) {
    ADD_FAILURE() << facts(std::get<Refusal>(whole)).name << ": " << bytes;
    return {};
  }
  return std::get<std::vector<ServerRequest>>(whole);
}

std::string_view refusal_of(std::string_view bytes, ServerLimits const& limits = {}) {
  auto const whole = read_all(bytes, 65536, limits);
  auto const by_bytes = read_all(bytes, 1, limits);
  auto const* const refusal = std::get_if<Refusal>(&whole);
  auto const* const other = std::get_if<Refusal>(&by_bytes);
  EXPECT_TRUE(refusal && other && *refusal == *other) << bytes;
  return refusal == nullptr ? "taken" : facts(*refusal).name;
}

std::string with(std::string const& headers, std::string const& body = {}) {
  return "POST /p HTTP/1.1\r\nHost: h\r\n" + headers + "\r\n" + body;
}

TEST(request_reader, takes_a_request_apart) {
  auto const requests = requests_in(
      "POST /a%20b?c=d&e HTTP/1.1\r\nHost: h:1\r\nX-Odd:\t v\xE4l \t\r\nx-odd: "
      "second\r\nX-Empty:\r\n"
      "Content-Length: 5\r\n\r\nhello");
  ASSERT_EQ(requests.size(), 1u);
  auto const& request = requests[0];
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.target, "/a%20b?c=d&e");
  EXPECT_EQ(request.path, "/a b");
  EXPECT_EQ(request.query, (std::map<std::string, std::string>{{"c", "d"}, {"e", ""}}));
  EXPECT_EQ(request.body, "hello");
  EXPECT_EQ(request.header("HOST"), "h:1");
  EXPECT_EQ(request.header("x-ODD"), "v\xE4l");
  EXPECT_EQ(request.header("X-Empty"), "");
  EXPECT_EQ(request.header("X-Missing"), "");
  EXPECT_EQ(request.headers.size(), 5u);
}

TEST(request_reader, takes_requests_one_after_another) {
  auto const requests = requests_in(with("Content-Length: 2\r\n", "ab") +
                                    with("Transfer-Encoding: chunked\r\n", "1\r\nc\r\n0\r\n\r\n") +
                                    with("") + "GET / HTTP/1.0\r\n\r\n");
  ASSERT_EQ(requests.size(), 4u);
  EXPECT_EQ(requests[0].body, "ab");
  EXPECT_EQ(requests[1].body, "c");
  EXPECT_EQ(requests[2].body, "");
  EXPECT_EQ(requests[3].method, "GET");
}

TEST(request_reader, joins_chunks) {
  auto const requests = requests_in(
      with("transfer-encoding: CHUNKED\r\n",
           "5\r\nhello\r\n00001;name=value;other=\"a;b\"\r\n \r\nA\r\n0123456789\r\n000\r\n"
           "X-Trailer: passes off as a header\r\nContent-Length: 5\r\n\r\n"));
  ASSERT_EQ(requests.size(), 1u);
  EXPECT_EQ(requests[0].body, "hello 0123456789");
  EXPECT_EQ(requests[0].header("X-Trailer"), "");
}

TEST(request_reader, refuses_two_ideas_of_the_body) {
  for (auto const* headers : {
           "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n",
           "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n",
           "Content-Length: 3\r\nContent-Length: 4\r\n",
           "Content-Length: 3\r\nContent-Length: 3\r\n",
           "Content-Length: 3, 3\r\n",
           "Content-Length: 3,\r\n",
           "Content-Length: +3\r\n",
           "Content-Length: -3\r\n",
           "Content-Length: 0x3\r\n",
           "Content-Length: 3 3\r\n",
           "Content-Length: 3a\r\n",
           "Content-Length:\r\n",
           "Content-Length: 18446744073709551616\r\n",
           "Content-Length : 3\r\n",
           "Transfer-Encoding : chunked\r\n",
           "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
       }) {
    EXPECT_EQ(refusal_of(with(headers, "0\r\n\r\n")), "malformed") << headers;
  }
  for (auto const* headers : {
           "Transfer-Encoding: xchunked\r\n",
           "Transfer-Encoding: chunkedx\r\n",
           "Transfer-Encoding: chunked, chunked\r\n",
           "Transfer-Encoding: gzip, chunked\r\n",
           "Transfer-Encoding: chunked, identity\r\n",
           "Transfer-Encoding: identity\r\n",
           "Transfer-Encoding: \"chunked\"\r\n",
           "Transfer-Encoding: chunked;q=1\r\n",
           "Transfer-Encoding: identity\r\nContent-Length: 3\r\n",
           "Transfer-Encoding:\r\n",
       }) {
    EXPECT_EQ(refusal_of(with(headers, "0\r\n\r\n")), "unknown_coding") << headers;
  }
  EXPECT_EQ(refusal_of("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
            "malformed");
}

TEST(request_reader, refuses_lines_that_end_otherwise) {
  for (std::string const& bytes : std::vector<std::string>{
           "GET / HTTP/1.1\nHost: h\n\n",
           "GET / HTTP/1.1\r\nHost: h\n\r\n",
           "GET / HTTP/1.1\r\nHost: h\r\n\n",
           "GET / HTTP/1.1\r\nHost: h\r\nA: b\rC: d\r\n\r\n",
           "GET / HTTP/1.1\r\nHost: h\r\n\rA: b\r\n\r\n",
           "GET / HTTP/1.1\r\nHost: h\r\r\n\r\n",
           "GET / HTTP/1.1\r\r\nHost: h\r\n\r\n",
           "GET /\r HTTP/1.1\r\nHost: h\r\n\r\n",
           "\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n",
           with("A: b\r\n folded\r\n"),
           with("A: b\r\n\tfolded\r\n"),
           with("A:\r\n \r\n"),
           "GET / HTTP/1.1\r\n Host: h\r\n\r\n",
           with(std::string("A: b\0c\r\n", 8)),
           with("A: b\x01\r\n"),
           with("A: b\x7f\r\n"),
       }) {
    EXPECT_EQ(refusal_of(bytes), "malformed") << bytes;
  }
}

TEST(request_reader, refuses_headers_that_are_none) {
  for (auto const* headers : {"A\r\n", ": b\r\n", "A : b\r\n", "A b: c\r\n", "(A): b\r\n",
                              "\xC3\xA4: b\r\n", "\"A\": b\r\n"}) {
    EXPECT_EQ(refusal_of(with(headers)), "malformed") << headers;
  }
  EXPECT_EQ(refusal_of("GET / HTTP/1.1\r\n\r\n"), "malformed") << "no Host";
  EXPECT_EQ(refusal_of(with("Host: other\r\n")), "malformed");
  EXPECT_EQ(refusal_of(with("Expect: 200-ok\r\n")), "unknown_expectation");
}

TEST(request_reader, refuses_request_lines_that_are_none) {
  for (std::string_view const line : {"GET /",
                                      "GET",
                                      "GET  / HTTP/1.1",
                                      "GET /  HTTP/1.1",
                                      " GET / HTTP/1.1",
                                      "GET / http/1.1",
                                      "GET / HTTP/1.1 ",
                                      "GET / HTTP/11",
                                      "GET / HTTP/1.",
                                      "GET /a b HTTP/1.1",
                                      "G(T / HTTP/1.1",
                                      "GET\t/ HTTP/1.1",
                                      "GET HTTP/1.1",
                                      "/ HTTP/1.1",
                                      "GET http://h/ HTTP/1.1",
                                      "CONNECT h:443 HTTP/1.1",
                                      "OPTIONS * HTTP/1.1",
                                      "GET /../a HTTP/1.1",
                                      "GET /%00 HTTP/1.1",
                                      "GET /a#b HTTP/1.1"}) {
    EXPECT_EQ(refusal_of(std::string(line) + "\r\nHost: h\r\n\r\n"), "malformed") << line;
  }
  EXPECT_EQ(refusal_of("\x16\x03\x01\x02"), "malformed") << "TLS";
  EXPECT_EQ(refusal_of("GET /\r\n"), "malformed")
      << "HTTP/0.9 sends no more, so it is told at once";
  EXPECT_EQ(refusal_of("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), "unknown_version");
  EXPECT_EQ(refusal_of("GET / HTTP/1.2\r\n"), "unknown_version");
  EXPECT_EQ(refusal_of("GET / HTTP/0.9\r\n"), "unknown_version");
}

TEST(request_reader, refuses_chunks_that_are_none) {
  for (auto const* body : {
           "5\nhello\r\n0\r\n\r\n",
           "5\r\nhello0\r\n\r\n",
           "5\r\nhello\n0\r\n\r\n",
           "5\r\nhellooo\r\n0\r\n\r\n",
           "-5\r\nhello\r\n0\r\n\r\n",
           "+5\r\nhello\r\n0\r\n\r\n",
           "0x5\r\nhello\r\n0\r\n\r\n",
           " 5\r\nhello\r\n0\r\n\r\n",
           "5 \r\nhello\r\n0\r\n\r\n",
           "5;a\nb\r\nhello\r\n0\r\n\r\n",
           "10000000000000000\r\nhello\r\n0\r\n\r\n",
           ";a=b\r\n0\r\n\r\n",
           "5;a\rb\r\nhello\r\n0\r\n\r\n",
           "5;a=\"\r\n\"hello\r\n0\r\n\r\n",
           "00000000000000005\r\nhello\r\n0\r\n\r\n",
           "\r\n0\r\n\r\n",
           "0\r\nA: b\n\r\n",
           "0\r\nA: b\rC: d\r\n\r\n",
           "0\r\nA: \x01\r\n\r\n",
           "0\r\n\n",
           "0\r\n\r\r\n",
       }) {
    EXPECT_EQ(refusal_of(with("Transfer-Encoding: chunked\r\n", body)), "malformed") << body;
  }
}

TEST(request_reader, keeps_the_limits) {
  ServerLimits const limits{.header_bytes_max = 64, .headers_max = 3, .body_bytes_max = 10};
  auto const head = std::string("GET /");
  auto const tail = std::string(" HTTP/1.1\r\nHost: h\r\n\r\n");
  auto const longest = head + std::string(64 - head.size() - tail.size(), 'a') + tail;
  EXPECT_EQ(requests_in(longest, limits).size(), 1u);
  EXPECT_EQ(refusal_of("GET /a" + longest.substr(5), limits), "head_too_large");
  EXPECT_EQ(refusal_of("GET /" + std::string(59, 'a'), limits), "head_too_large") << "no end yet";
  EXPECT_EQ(requests_in(with("A: b\r\nC: d\r\n"), limits).size(), 1u);
  EXPECT_EQ(refusal_of(with("A: b\r\nC: d\r\nE: f\r\n"), limits), "head_too_large");

  EXPECT_EQ(requests_in(with("Content-Length: 10\r\n", "0123456789"), limits).size(), 1u);
  EXPECT_EQ(refusal_of(with("Content-Length: 11\r\n"), limits), "body_too_large") << "at once";
}

TEST(request_reader, keeps_the_limits_of_chunks) {
  ServerLimits const limits{.header_bytes_max = 64, .body_bytes_max = 10};
  auto const chunked = with("Transfer-Encoding: chunked\r\n");
  EXPECT_EQ(requests_in(chunked + "5\r\n01234\r\n5\r\n56789\r\n0\r\n\r\n", limits).size(), 1u);
  EXPECT_EQ(refusal_of(chunked + "b\r\n", limits), "body_too_large") << "at once";
  EXPECT_EQ(refusal_of(chunked + "5\r\n01234\r\n6\r\n", limits), "body_too_large");
  EXPECT_EQ(refusal_of(chunked + "1;a=" + std::string(100, 'a'), limits), "malformed");
  EXPECT_EQ(refusal_of(chunked + "0\r\nA: " + std::string(100, 'a'), limits), "malformed");
}

TEST(request_reader, knows_whether_the_connection_goes_on) {
  struct Case {
    std::string bytes;
    bool keep_alive;
  };
  for (auto const& [bytes, keep_alive] :
       {Case{with(""), true}, Case{with("Connection: close\r\n"), false},
        Case{with("Connection: x, Close\r\n"), false},
        Case{with("Connection: keep-alive\r\n"), true}, Case{"GET / HTTP/1.0\r\n\r\n", false},
        Case{"GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", false}}) {
    RequestReader reader(ServerLimits{});
    EXPECT_EQ(reader.take(bytes), bytes.size()) << bytes;
    ASSERT_EQ(reader.stage(), Stage::done) << bytes;
    EXPECT_EQ(reader.keep_alive(), keep_alive) << bytes;
  }
}

TEST(request_reader, knows_who_waits_to_be_asked_for_the_body) {
  auto const waits = [](std::string const& bytes) {
    RequestReader reader(ServerLimits{});
    reader.take(bytes);
    EXPECT_EQ(reader.stage(), Stage::body) << bytes;
    return reader.expects_continue();
  };
  EXPECT_TRUE(waits(with("Content-Length: 3\r\nExpect: 100-Continue\r\n")));
  EXPECT_FALSE(waits(with("Content-Length: 3\r\n")));
  EXPECT_FALSE(waits("POST / HTTP/1.0\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n"));
}

}  // namespace
}  // namespace stacktag::http
