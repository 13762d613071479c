// SPDX-License-Identifier: Apache-2.0
// The closed list of ways in which the server itself ends a request or a connection.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace stacktag::http {

enum class Refusal {
  malformed,
  unknown_coding,
  unknown_expectation,
  unknown_version,
  head_too_large,
  body_too_large,
  head_too_slow,
  body_too_slow,
  too_often,
  no_memory,
  unanswered,
  dropped,
  too_many_connections,
  too_many_of_peer,
  handshake_failed,
  write_too_slow,
};

struct RefusalFacts {
  Refusal refusal;
  std::string_view name;  ///< in counters
  int status;             ///< 0: there is nobody to tell
  std::string_view text;  ///< for the client
};

inline constexpr std::array k_refusals{
    RefusalFacts{Refusal::malformed, "malformed", 400, "This is not a request of HTTP/1.1."},
    RefusalFacts{Refusal::unknown_coding, "unknown_coding", 501,
                 "The only transfer coding is chunked."},
    RefusalFacts{Refusal::unknown_expectation, "unknown_expectation", 417,
                 "The only expectation is 100-continue."},
    RefusalFacts{Refusal::unknown_version, "unknown_version", 505,
                 "The versions are HTTP/1.1 and HTTP/1.0."},
    RefusalFacts{Refusal::head_too_large, "head_too_large", 431, "The headers are too large."},
    RefusalFacts{Refusal::body_too_large, "body_too_large", 413, "The body is too large."},
    RefusalFacts{Refusal::head_too_slow, "head_too_slow", 408, "The headers came too slowly."},
    RefusalFacts{Refusal::body_too_slow, "body_too_slow", 408, "The body came too slowly."},
    RefusalFacts{Refusal::too_often, "too_often", 429, "Too many requests."},
    RefusalFacts{Refusal::no_memory, "no_memory", 503, "Too much is being received."},
    RefusalFacts{Refusal::unanswered, "unanswered", 503, "There was no answer in time."},
    RefusalFacts{Refusal::dropped, "dropped", 500, "The request could not be answered."},
    RefusalFacts{Refusal::too_many_connections, "too_many_connections", 503,
                 "Too many connections."},
    RefusalFacts{Refusal::too_many_of_peer, "too_many_of_peer", 429,
                 "Too many connections from this address."},
    RefusalFacts{Refusal::handshake_failed, "handshake_failed", 0, ""},
    RefusalFacts{Refusal::write_too_slow, "write_too_slow", 0, ""},
};

constexpr RefusalFacts const& facts(Refusal refusal) {
  return k_refusals[static_cast<std::size_t>(refusal)];
}

}  // namespace stacktag::http
