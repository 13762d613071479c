// SPDX-License-Identifier: Apache-2.0
// The server's side of Signature Version 4, written independently of our signer so that each finds
// the other's mistakes.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "http/server.h"
#include "stacktag/clock.h"

namespace stacktag::sandbox {

struct AccessKey {
  std::string secret{};
  std::string session_token{};  ///< empty: a permanent key
};

/// Why the request is not accepted, in AWS's terms; nothing where it is.
struct Refusal {
  std::string code{};
  std::string message{};
};
std::optional<Refusal> check_signature(Request const& request, std::string const& service,
                                       std::map<std::string, AccessKey> const& keys, WallTime now);

}  // namespace stacktag::sandbox
