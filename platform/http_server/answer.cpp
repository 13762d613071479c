// SPDX-License-Identifier: Apache-2.0
#include "http_server/answer.h"

#include <atomic>
#include <exception>
#include <utility>

namespace stacktag::http {
namespace {

class Ticket final {
 public:
  Ticket(std::shared_ptr<Mailbox> mailbox, std::weak_ptr<Connection> connection,
         std::uint64_t request)
      : mailbox_(std::move(mailbox)), connection_(std::move(connection)), request_(request) {}
  ~Ticket() {
    try {
      answer(std::nullopt);
    } catch (std::exception const&) {
      // No memory for it: the connection's deadline ends the waiting.
    }
  }
  Ticket(Ticket const&) = delete;
  Ticket& operator=(Ticket const&) = delete;

  void answer(std::optional<ServerReply> reply) {
    if (!answered_.test_and_set()) {
      mailbox_->put({std::move(connection_), request_, std::move(reply)});
    }
  }

 private:
  std::shared_ptr<Mailbox> mailbox_;
  std::weak_ptr<Connection> connection_;
  std::uint64_t request_;
  std::atomic_flag answered_{};
};

}  // namespace

Mailbox::Mailbox(std::function<void()> wake) : wake_(std::move(wake)) {}

void Mailbox::put(Answer answer) {
  std::lock_guard const lock(mutex_);
  if (wake_) {
    if (answers_.empty()) {
      wake_();  // first, so that no answer lies here unheard of where this throws
    }
    answers_.push_back(std::move(answer));
  }
}

std::vector<Answer> Mailbox::take() {
  std::lock_guard const lock(mutex_);
  return std::exchange(answers_, {});
}

void Mailbox::close() {
  std::lock_guard const lock(mutex_);
  wake_ = nullptr;
  answers_.clear();
}

Respond make_respond(std::shared_ptr<Mailbox> mailbox, std::weak_ptr<Connection> connection,
                     std::uint64_t request) {
  auto ticket = std::make_shared<Ticket>(std::move(mailbox), std::move(connection), request);
  return [ticket = std::move(ticket)](ServerReply reply) { ticket->answer(std::move(reply)); };
}

}  // namespace stacktag::http
