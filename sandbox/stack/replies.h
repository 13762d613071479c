// SPDX-License-Identifier: Apache-2.0
// Answers of the Content Management API.
#pragma once

#include <string>

#include "http/server.h"
#include "json/json.h"

namespace stacktag::sandbox {

Reply json_reply(int status, json::Json const& body);

/// {"error_message", "error_code", "errors"}: `field` says which input is not valid, and may be
/// empty.
Reply error_reply(int status, int code, std::string const& message, std::string const& field = {});

}  // namespace stacktag::sandbox
