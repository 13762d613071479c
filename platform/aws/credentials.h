// SPDX-License-Identifier: Apache-2.0
// AWS credentials and where they come from: the default chain of the SDKs.
// https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "environment/environment.h"
#include "http/client.h"
#include "stacktag/clock.h"
#include "stacktag/result.h"

namespace stacktag::aws {

struct Credentials {
  std::string access_key_id{};
  std::string secret_access_key{};
  std::string session_token{};        ///< empty for permanent keys
  std::optional<WallTime> expires{};  ///< nothing: never

  bool operator==(Credentials const&) const = default;
};

class CredentialsProvider {
 public:
  virtual ~CredentialsProvider() = default;
  /// Cached, and refreshed before they expire. Errors: `credentials_missing` (nowhere configured),
  /// `credentials_unavailable` (configured, but the source does not answer). Safe to call from
  /// several threads.
  virtual Result<Credentials> get(Deadline const& deadline) = 0;
  /// Forgets what is cached, as after an ExpiredTokenException.
  virtual void forget() = 0;
};

std::unique_ptr<CredentialsProvider> fixed_credentials(Credentials credentials);

/// Environment, profile (with source_profile roles left out, credential_process included), web
/// identity, container, IMDSv2; the first that is configured.
std::unique_ptr<CredentialsProvider> default_credentials(Environment const& environment,
                                                         http::Client& client, Clock& clock);

/// Whether one of these ways is configured, as far as the environment and the shared files show. No
/// call goes out for it, so an instance's role is not seen.
bool is_configured(Environment const& environment);

/// AWS_REGION, AWS_DEFAULT_REGION, or the profile's region; empty where there is none.
std::string default_region(Environment const& environment);

}  // namespace stacktag::aws
