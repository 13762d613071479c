// SPDX-License-Identifier: Apache-2.0
// May we? What a key and a token open, and in which region, found out by calls that change nothing.
#pragma once

#include <optional>
#include <string>

#include "contentstack/asset_store.h"
#include "contentstack/errors.h"
#include "ports/overlap.h"
#include "stacktag/result.h"

namespace stacktag::contentstack {

struct ReadAccess {
  Judgement judgement{};
  int status = 0;                   ///< 0 where no answer came
  std::optional<int> limit{};       ///< reads a second, as the API says it
  std::optional<int> remaining{};   ///< of this second
  std::optional<WallTime> clock{};  ///< the API's, to the second
  int images = 0;                   ///< of the branch
  std::string image_url{};          ///< of one image; empty where there is none
};

enum class WriteAccess { granted, denied, unknown };

struct WriteAnswer {
  WriteAccess access = WriteAccess::unknown;
  std::string message{};  ///< what the API said, where it is not granted
};

struct AccessCheck {
  Options const& options;
  http::Client& client;
  Clock& clock;
  Pace pace;
  std::string branch{};
};

ReadAccess check_read_access(AccessCheck const& check, Deadline const& deadline);

/// Writes to an asset that does not exist. Whoever may write is told that it is unknown (404 or
/// 422), whoever may not is refused (401 or 403). Writing an asset's own data back would not do: to
/// Contentstack every write is a new version and an event for the webhooks.
WriteAnswer check_write_access(AccessCheck const& check, Deadline const& deadline);

/// Where else than in `options.region` the key and the token are good; nothing where they are
/// nowhere. They go to Contentstack's own hosts and to no other.
std::optional<Region> find_region_of_stack(AccessCheck const& check, Overlap& overlap,
                                           Deadline const& deadline);

}  // namespace stacktag::contentstack
