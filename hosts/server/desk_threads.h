// SPDX-License-Identifier: Apache-2.0
// Threads of their own for what operators ask, which reads the store and may take a while; a check
// of credentials takes one of them for some seconds.
#pragma once

#include <functional>
#include <memory>

#include "http_server/server.h"

namespace stacktag::server {

class DeskThreads {
 public:
  virtual ~DeskThreads() = default;
  /// Never blocks: where too many wait, the answer is 503.
  virtual void take(http::ServerRequest request, http::Respond respond) = 0;
};

std::unique_ptr<DeskThreads> make_desk_threads(
    std::function<http::ServerReply(http::ServerRequest const&)> answer);

}  // namespace stacktag::server
