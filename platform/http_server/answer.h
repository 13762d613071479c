// SPDX-License-Identifier: Apache-2.0
// The way of an answer from whatever thread gives it to the thread of its connection.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "http_server/server.h"

namespace stacktag::http {

class Connection;

struct Answer {
  std::weak_ptr<Connection> connection{};
  std::uint64_t request = 0;           ///< which one of the connection's
  std::optional<ServerReply> reply{};  ///< nothing where nobody gave one
};

/// Answers that come at the same time, as after a commit, wake the thread once.
class Mailbox final {
 public:
  /// `wake` is called with the mailbox locked, when the first answer is laid in.
  explicit Mailbox(std::function<void()> wake);

  void put(Answer answer);
  std::vector<Answer> take();
  /// What is put from now on is thrown away, and nobody is woken.
  void close();

 private:
  std::mutex mutex_;
  std::vector<Answer> answers_;
  std::function<void()> wake_;
};

/// Where nobody calls it, the end of its last copy answers with nothing.
Respond make_respond(std::shared_ptr<Mailbox> mailbox, std::weak_ptr<Connection> connection,
                     std::uint64_t request);

}  // namespace stacktag::http
