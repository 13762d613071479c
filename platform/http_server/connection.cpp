// SPDX-License-Identifier: Apache-2.0
#include "http_server/connection.h"

#include <cstring>
#include <utility>

#include "http_server/answer.h"
#include "http_server/loop.h"

namespace stacktag::http {
namespace {

using std::chrono::milliseconds;
using Stage = RequestReader::Stage;

// A buffer that an unusual answer has made larger is given back.
constexpr std::size_t k_out_bytes_kept = 16'384;

constexpr std::string_view k_go_on = "HTTP/1.1 100 Continue\r\n\r\n";

}  // namespace

Connection::Connection(Tcp::socket socket, Caller caller, Loop& loop, ServerState& state)
    : wire_(std::move(socket), state.tls()),
      caller_(std::move(caller)),
      loop_(loop),
      state_(state),
      reader_(state.limits),
      buffer_(std::make_unique_for_overwrite<char[]>(state.limits.header_bytes_max)) {}

Connection::~Connection() {
  release_body();
  state_.peers.leave(caller_.network);
  --state_.connections_open;
}

void Connection::enter(Phase phase, milliseconds time_max) {
  phase_ = phase;
  deadline_ = std::chrono::steady_clock::now() + time_max;
}

void Connection::start() {
  if (!wire_.is_tls()) {
    return await_request();
  }
  enter(Phase::handshake, state_.limits.handshake_time_max);
  wire_.shake_hands([self = shared_from_this()](AsioError const& error) {
    if (self->phase_ == Phase::closed) {
      return;
    }
    if (error) {
      self->state_.count(Refusal::handshake_failed);
      self->close();
    } else {
      self->await_request();
    }
  });
}

void Connection::await_request() {
  content_ = Content::whole;
  if (begin_ < end_) {
    enter(Phase::head, state_.limits.header_time_max);
    return parse();
  }
  if (state_.is_stopping) {
    return part();
  }
  enter(Phase::idle, served_ == 0 ? state_.limits.header_time_max : state_.limits.idle_time_max);
  read();
}

void Connection::read() {
  if (begin_ > 0) {
    std::memmove(buffer_.get(), buffer_.get() + begin_, end_ - begin_);
    end_ -= std::exchange(begin_, 0);
  }
  is_reading_ = true;
  wire_.read(asio::buffer(buffer_.get() + end_, state_.limits.header_bytes_max - end_),
             [self = shared_from_this()](AsioError const& error, std::size_t bytes) {
               self->on_read(error, bytes);
             });
}

void Connection::on_read(AsioError const& error, std::size_t bytes) {
  is_reading_ = false;
  if (phase_ == Phase::closed || phase_ == Phase::write) {
    return;  // refused meanwhile
  }
  if (error) {
    return close();
  }
  if (phase_ == Phase::parting) {
    thrown_away_bytes_ += bytes;
    return throw_away();
  }
  end_ += bytes;
  if (phase_ == Phase::idle) {
    enter(Phase::head, state_.limits.header_time_max);
  }
  parse();
}

void Connection::parse() {
  for (;;) {
    auto const taken = reader_.take(unread());
    begin_ += taken;
    auto const stage = reader_.stage();
    if (stage == Stage::refused) {
      return refuse(reader_.refusal());
    }
    if (stage == Stage::head) {
      return read();
    }
    if (phase_ == Phase::head && !admit_head()) {
      return;
    }
    if (!hold_body()) {
      return refuse(Refusal::no_memory, std::chrono::seconds(1));
    }
    if (stage == Stage::done) {
      return hand_over();
    }
    if (taken == 0 || begin_ == end_) {
      return read();
    }
  }
}

// False where the request does not go on from here.
bool Connection::admit_head() {
  content_ = reader_.is_head() ? Content::head_only : Content::whole;
  auto const now = std::chrono::steady_clock::now();
  if (auto const wait = state_.peers.charge(caller_.network, now)) {
    refuse(Refusal::too_often, wait);
    return false;
  }
  enter(Phase::body, state_.limits.body_time_max);
  if (reader_.expects_continue() && reader_.stage() == Stage::body && begin_ == end_) {
    go_on();
    return false;
  }
  return true;
}

void Connection::go_on() {
  is_going_on_ = true;
  wire_.write(asio::buffer(k_go_on.data(), k_go_on.size()),
              [self = shared_from_this()](AsioError const& error, std::size_t) {
                self->is_going_on_ = false;
                if (error) {
                  self->close();
                } else if (self->phase_ == Phase::body) {
                  self->read();
                }
              });
}

// False where all requests together have grown too large.
bool Connection::hold_body() {
  auto const grown = reader_.body_bytes() - held_bytes_;
  held_bytes_ += grown;
  return grown == 0 || (state_.bodies_bytes += grown) <= state_.limits.bodies_bytes_max;
}

void Connection::release_body() {
  if (held_bytes_ > 0) {
    state_.bodies_bytes -= std::exchange(held_bytes_, 0);
  }
}

void Connection::hand_over() {
  keep_alive_ = reader_.keep_alive();
  auto request = reader_.release();
  request.peer = caller_.address;
  request.from_loopback = caller_.is_loopback;
  ++served_;
  ++state_.requests;
  enter(Phase::answer, state_.limits.answer_time_max);
  try {
    state_.handler(std::move(request), make_respond(loop_.mailbox(), weak_from_this(), served_));
  } catch (...) {
    loop_.mailbox()->put({weak_from_this(), served_, std::nullopt});  // behind what it has given
  }
}

void Connection::answer(std::uint64_t request, std::optional<ServerReply> reply) {
  if (phase_ != Phase::answer || request != served_) {
    return;
  }
  if (!reply) {
    return refuse(Refusal::dropped);
  }
  auto const goes_on =
      keep_alive_ && !state_.is_stopping && served_ < state_.limits.requests_per_connection_max;
  send(*reply, goes_on ? Afterwards::keep_open : Afterwards::close);
}

void Connection::refuse(Refusal why, std::optional<milliseconds> retry_after) {
  state_.count(why);
  if (is_going_on_) {
    return close();  // two writes at once would mix
  }
  was_refused_ = true;
  auto reply = reply_of(why);
  if (retry_after) {
    auto const wait = std::chrono::ceil<std::chrono::seconds>(*retry_after);
    reply.headers.push_back({"Retry-After", std::to_string(wait.count())});
  }
  send(reply, Afterwards::close);
}

void Connection::send(ServerReply const& reply, Afterwards afterwards) {
  release_body();
  afterwards_ = afterwards;
  out_.clear();
  append_reply(out_, reply, afterwards, content_);
  enter(Phase::write, state_.limits.write_time_max);
  wire_.write(asio::buffer(out_), [self = shared_from_this()](AsioError const& error, std::size_t) {
    self->on_written(error);
  });
}

void Connection::on_written(AsioError const& error) {
  if (phase_ != Phase::write) {
    return;
  }
  if (error) {
    return close();
  }
  if (out_.capacity() > k_out_bytes_kept) {
    out_ = {};
  }
  if (afterwards_ == Afterwards::close) {
    part();
  } else {
    await_request();
  }
}

// A socket that is closed with bytes unread resets the connection, and then the client may never
// see its answer: so what it still sends is read for a while.
// https://www.rfc-editor.org/rfc/rfc9112#section-9.6
void Connection::part() {
  enter(Phase::parting, state_.limits.parting_time_max);
  if (wire_.is_tls() && !was_refused_) {
    return wire_.say_goodbye([self = shared_from_this()](AsioError const&) { self->close(); });
  }
  if (!wire_.is_tls()) {
    wire_.end_sending();
  }
  throw_away();
}

void Connection::throw_away() {
  if (thrown_away_bytes_ > limits::server_parting_bytes_max) {
    return close();
  }
  if (!is_reading_) {
    begin_ = end_ = 0;
    read();
  }
}

void Connection::check(SteadyTime now) {
  if (now < deadline_) {
    return;
  }
  switch (phase_) {
    case Phase::head:
      return refuse(Refusal::head_too_slow);
    case Phase::body:
      return refuse(Refusal::body_too_slow);
    case Phase::answer:
      return refuse(Refusal::unanswered);
    case Phase::handshake:
      state_.count(Refusal::handshake_failed);
      return close();
    case Phase::write:
      state_.count(Refusal::write_too_slow);
      return close();
    default:
      return close();
  }
}

void Connection::close_if_idle() {
  if (phase_ == Phase::idle) {
    close();
  }
}

void Connection::close() {
  if (phase_ != Phase::closed) {
    phase_ = Phase::closed;
    release_body();
    wire_.close();
    loop_.forget(*this);
  }
}

}  // namespace stacktag::http
