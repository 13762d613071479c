// SPDX-License-Identifier: Apache-2.0
// Answers that go to a sink, piece by piece.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "http/client.h"
#include "platform/http/loopback.h"
#include "stacktag/limits.h"

namespace stacktag::http {
namespace {

using namespace std::chrono_literals;

class Bucket final : public Sink {
 public:
  bool take(Response const& head, std::string_view bytes) override {
    status = head.status;
    etag = head.header("ETag");
    if (got.size() + bytes.size() > room) {
      return false;
    }
    got += bytes;
    return true;
  }
  std::size_t room = 10'000'000;
  int status = 0;
  std::string etag{};
  std::string got{};
};

class Sinks : public testing::Test {
 protected:
  Exchange get(std::string const& bytes, std::size_t most = 10'000'000) {
    Loopback const server(always(bytes));
    return client_->send({.url = server.url(), .response_bytes_max = most, .sink = &bucket_});
  }

  Bucket bucket_;
  std::unique_ptr<Client> client_ = make_client({});
};

TEST_F(Sinks, take_the_body_of_a_success) {
  std::string const body(3'000'000, 'x');
  for (auto const* status : {"200 OK", "206 Partial Content"}) {
    bucket_.got.clear();
    auto const answered = get(answer(body, status, "ETag: \"one\"\r\n"));
    ASSERT_TRUE(answered) << answered.error().message;
    EXPECT_EQ(answered->body, "");
    EXPECT_EQ(bucket_.got, body);
    EXPECT_EQ(bucket_.status, answered->status);
    EXPECT_EQ(bucket_.etag, "\"one\"");
  }
}

TEST_F(Sinks, take_nothing_of_what_is_no_success) {
  auto const answered = get(answer("why not", "404 Not Found"));
  ASSERT_TRUE(answered);
  EXPECT_EQ(answered->body, "why not");
  EXPECT_EQ(bucket_.got, "");
  auto const large = get(answer(std::string(limits::small_reply_bytes_max + 1, 'x'), "404 No"));
  ASSERT_FALSE(large) << "the limit was meant for the file, not for an error's page";
  EXPECT_EQ(large.error().fault, Fault::too_large);
}

TEST_F(Sinks, that_are_full_end_the_exchange) {
  bucket_.room = 1000;
  auto const answered = get(answer(std::string(100'000, 'x')));
  ASSERT_FALSE(answered);
  EXPECT_EQ(answered.error().fault, Fault::too_large);
}

TEST_F(Sinks, get_no_more_than_the_request_allows) {
  // Without a Content-Length, so that only counting tells.
  auto const answered =
      get("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
          "8\r\nabcdefgh\r\n8\r\nabcdefgh\r\n0\r\n\r\n",
          12);
  ASSERT_FALSE(answered);
  EXPECT_EQ(answered.error().fault, Fault::too_large);
  EXPECT_LE(bucket_.got.size(), 12u);
}

TEST_F(Sinks, are_not_kept_waiting_by_a_silent_server) {
  Loopback const server([](Peer& peer) {
    peer.read_request();
    peer.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
    peer.wait_for_close();
  });
  auto const answered =
      client_->send({.url = server.url(), .time_max = 0ms, .sink = &bucket_, .silence_max = 1s});
  ASSERT_FALSE(answered);
  EXPECT_EQ(answered.error().fault, Fault::timed_out);
  EXPECT_EQ(bucket_.got, "half");
}

}  // namespace
}  // namespace stacktag::http
