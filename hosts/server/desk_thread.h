// SPDX-License-Identifier: Apache-2.0
// A thread of its own for what operators ask, which reads the store and may take a while.
#pragma once

#include <functional>
#include <memory>

#include "http_server/server.h"

namespace stacktag::server {

class DeskThread {
 public:
  virtual ~DeskThread() = default;
  /// Never blocks: where too many wait, the answer is 503.
  virtual void take(http::ServerRequest request, http::Respond respond) = 0;
};

std::unique_ptr<DeskThread> make_desk_thread(
    std::function<http::ServerReply(http::ServerRequest const&)> answer);

}  // namespace stacktag::server
