// SPDX-License-Identifier: Apache-2.0
#include "stack/replies.h"

namespace stacktag::sandbox {

Reply json_reply(int status, json::Json const& body) {
  return {.status = status,
          .headers = {{"Content-Type", "application/json"}},
          .body = json::dump(body)};
}

Reply error_reply(int status, int code, std::string const& message, std::string const& field) {
  json::Json body{{"error_message", message}, {"error_code", code}};
  if (!field.empty()) {
    body["errors"] = {{field, {"is not valid."}}};
  }
  return json_reply(status, body);
}

}  // namespace stacktag::sandbox
