// SPDX-License-Identifier: Apache-2.0
// A webhook event as a value, once it is authenticated and decoded.
#pragma once

#include <compare>
#include <string>

#include "flow/asset.h"

namespace stacktag {

struct Event {
  std::string module{};        ///< asset, entry, content_type, release, ...
  std::string name{};          ///< create, update, delete, publish, unpublish, ...
  std::string api_key{};       ///< of the stack
  std::string branch{};        ///< uid of the branch; empty for a stack without branches
  std::string triggered_at{};  ///< ISO 8601; renewed with every attempt of a delivery
  Asset asset{};  ///< as the payload has it; a concise payload lacks url and content type

  bool operator==(Event const&) const = default;
};

/// What makes two deliveries the same one. `triggered_at` is no part of it: every retry has its
/// own.
struct EventKey {
  std::string api_key{};
  std::string branch{};
  std::string asset{};
  int version = 0;
  std::string name{};

  auto operator<=>(EventKey const&) const = default;
};

inline EventKey key_of(Event const& event) {
  return {event.api_key, event.branch, event.asset.uid, event.asset.version, event.name};
}

}  // namespace stacktag
