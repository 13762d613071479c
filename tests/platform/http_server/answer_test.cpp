// SPDX-License-Identifier: Apache-2.0
// Who answers, when, from where, and what if nobody does.
#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "platform/http_server/serving.h"

namespace stacktag::http {
namespace {

// What the handler was asked, for another thread to answer.
class Desk {
 public:
  ServerHandler handler() {
    return [this](ServerRequest request, Respond respond) {
      std::lock_guard const lock(mutex_);
      waiting_.emplace_back(std::move(request), std::move(respond));
      came_.notify_all();
    };
  }

  Respond take() {
    std::unique_lock lock(mutex_);
    came_.wait(lock, [this] { return !waiting_.empty(); });
    auto respond = std::move(waiting_.back().second);
    waiting_.pop_back();
    return respond;
  }

 private:
  std::mutex mutex_;
  std::condition_variable came_;
  std::vector<std::pair<ServerRequest, Respond>> waiting_;
};

class Answers : public Serving {
 protected:
  ~Answers() override { server_.reset(); }

  Desk desk_;
};

TEST_F(Answers, come_from_any_thread) {
  serve({}, desk_.handler());
  std::jthread const clerk([this] {
    for (int i = 0; i < 20; ++i) {
      desk_.take()({.body = std::to_string(i)});
    }
  });
  auto visitor = visit();
  for (int i = 0; i < 20; ++i) {
    visitor.send(get());
    EXPECT_EQ(visitor.reply().body, std::to_string(i));
  }
}

TEST_F(Answers, come_in_any_order) {
  serve({}, desk_.handler());
  auto first = visit();
  first.send(get());
  auto const answer_first = desk_.take();
  auto second = visit();
  second.send(get());
  desk_.take()({.body = "second"});
  EXPECT_EQ(second.reply().body, "second");
  answer_first({.body = "first"});
  EXPECT_EQ(first.reply().body, "first");
}

TEST_F(Answers, count_once) {
  serve({}, desk_.handler());
  auto visitor = visit();
  visitor.send(get());
  auto const respond = desk_.take();
  respond({.body = "first"});
  respond({.body = "again"});
  EXPECT_EQ(visitor.reply().body, "first");
  visitor.send(get());
  auto const next = desk_.take();
  respond({.body = "and again"});
  next({.body = "second"});
  EXPECT_EQ(visitor.reply().body, "second");
}

TEST_F(Answers, may_come_after_the_client_has_left) {
  serve({}, desk_.handler());
  {
    auto visitor = visit();
    visitor.send(get());
    desk_.take()({.body = "in time"});
    EXPECT_EQ(visitor.reply().status, 200);
    visitor.send(get());
    EXPECT_TRUE(soon([this] { return server_->status().requests == 2; }));
  }
  desk_.take()({.body = "nobody hears"});
  EXPECT_TRUE(soon([this] { return server_->status().connections_open == 0; }));
}

TEST_F(Answers, may_come_after_the_servers_end) {
  serve({}, desk_.handler());
  auto visitor = visit();
  visitor.send(get());
  auto respond = desk_.take();
  auto other = visit();
  other.send(get());
  auto dropped = desk_.take();
  server_.reset();
  respond({.body = "nobody hears"});
  dropped = nullptr;
  EXPECT_EQ(visitor.rest(), "");
  EXPECT_EQ(other.rest(), "");
}

TEST_F(Answers, that_nobody_gives_are_500) {
  serve({}, [](ServerRequest const&, Respond const&) {});
  auto visitor = visit();
  visitor.send(get());
  auto const reply = visitor.reply();
  EXPECT_EQ(reply.status, 500);
  EXPECT_EQ(reply.body, "{\"error\":\"The request could not be answered.\"}");
  EXPECT_EQ(visitor.rest(), "");
  EXPECT_EQ(refused(Refusal::dropped), 1u);
}

TEST_F(Answers, of_handlers_that_throw_are_500) {
  serve({}, [](ServerRequest const&, Respond const&) { throw std::runtime_error("planted"); });
  auto const reply = ask(get());
  EXPECT_EQ(reply.status, 500);
  EXPECT_EQ(reply.body.find("planted"), std::string::npos);
  EXPECT_EQ(refused(Refusal::dropped), 1u);
  EXPECT_EQ(ask(get()).status, 500) << "and the server goes on";
}

TEST_F(Answers, of_handlers_that_throw_afterwards_count) {
  serve({}, [](ServerRequest const&, Respond const& respond) {
    respond({.body = "kept"});
    throw 1;
  });
  EXPECT_EQ(ask(get()).status, 200);
}

TEST_F(Answers, that_cannot_be_sent_are_500) {
  serve({}, [](ServerRequest const&, Respond const& respond) {
    respond({.headers = {{"A", "b\r\nSet-Cookie: c"}}});
  });
  EXPECT_EQ(ask(get()).status, 500);
}

TEST_F(Answers, are_still_given_after_the_port_is_closed) {
  serve({}, desk_.handler());
  auto idle = visit();
  idle.send(get());
  desk_.take()({});
  EXPECT_EQ(idle.reply().status, 200);
  auto fresh = visit();
  auto half = visit();
  half.send("GET / HTTP/1.1\r\n");
  auto running = visit();
  running.send(get());
  auto const respond = desk_.take();

  server_->stop_accepting();
  EXPECT_EQ(idle.rest(), "");
  EXPECT_EQ(fresh.rest(), "");
  EXPECT_TRUE(soon([this] { return !visit().is_connected(); }));
  respond({.body = "last"});
  auto const reply = running.reply();
  EXPECT_EQ(reply.body, "last");
  EXPECT_TRUE(reply.has_header("Connection: close"));
  half.send("Host: h\r\n\r\n");
  desk_.take()({.body = "very last"});
  EXPECT_EQ(half.reply().body, "very last");
  EXPECT_EQ(running.rest() + half.rest(), "");
  running.end_sending();
  half.end_sending();
  EXPECT_TRUE(soon([this] { return server_->status().connections_open == 0; }));
}

TEST_F(Answers, are_not_waited_for_at_the_servers_end) {
  serve({}, desk_.handler());
  auto visitor = visit();
  visitor.send(get());
  auto const respond = desk_.take();
  auto reading = visit();
  reading.send(post("hello").substr(0, 40));
  server_.reset();
  EXPECT_EQ(visitor.rest(), "");
  EXPECT_EQ(reading.rest(), "");
}

}  // namespace
}  // namespace stacktag::http
