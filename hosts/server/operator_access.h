// SPDX-License-Identifier: Apache-2.0
// Who may see what operators see.
#pragma once

#include <string>

#include "http_server/server.h"

namespace stacktag::server {

enum class Access {
  granted,
  no_token,     ///< a token is set, and the request has none or another one
  not_local,    ///< no token is set, and the request does not come from this machine
  not_by_hand,  ///< it comes from this machine, but a page of somewhere else has sent it
};

/// With a token, whoever shows it. Without one, only programs of this machine: not what a proxy
/// passes on, and not what a browser does for a page of somewhere else.
Access access_of(http::ServerRequest const& request, std::string const& token);

}  // namespace stacktag::server
