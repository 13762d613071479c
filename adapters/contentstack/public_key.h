// SPDX-License-Identifier: Apache-2.0
// Contentstack's public signing key: fetched once, kept, and fetched again when a signature does
// not fit it, but not so often that deliveries, forged ones above all, make us hammer Contentstack.
#pragma once

#include <mutex>
#include <optional>
#include <string>

#include "http/client.h"
#include "stacktag/clock.h"
#include "stacktag/result.h"

namespace stacktag::contentstack {

class PublicKey final {
 public:
  PublicKey(std::string url, http::Client& client, Clock& clock)
      : url_(std::move(url)), client_(client), clock_(clock) {}

  /// The key in PEM form. Error: `keys_unavailable`; for some seconds it is given again without a
  /// further try, so that deliveries neither hammer what is down nor wait for it one by one.
  Result<std::string> get(Deadline const& deadline);

  /// A newer key than `known`; nothing where there is none, or where it was looked for within the
  /// last minute.
  std::optional<std::string> newer_than(std::string const& known, Deadline const& deadline);

 private:
  Result<std::string> fetch(Deadline const& deadline) const;

  std::string const url_;
  http::Client& client_;
  Clock& clock_;
  std::mutex mutex_;
  std::string pem_;
  SteadyTime fetched_{};            // or tried to
  std::optional<Error> failure_{};  // of the first fetch
};

}  // namespace stacktag::contentstack
