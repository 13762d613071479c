// SPDX-License-Identifier: Apache-2.0
// An answer as it is sent.
#pragma once

#include <string>

#include "http_server/server.h"

namespace stacktag::http {

enum class Afterwards { keep_open, close };
enum class Content { whole, head_only };

/// Appends to `out`. What cannot be sent as it is becomes a 500.
void append_reply(std::string& out, ServerReply const& reply, Afterwards afterwards,
                  Content content);

/// {"error":"..."} with the refusal's status.
ServerReply reply_of(Refusal refusal);

}  // namespace stacktag::http
