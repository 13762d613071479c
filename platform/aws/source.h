// SPDX-License-Identifier: Apache-2.0
// One place that credentials may come from.
#pragma once

#include <memory>
#include <optional>

#include "aws/credentials.h"

namespace stacktag::aws {

/// Nothing where the place is not configured, so that the chain goes on to the next; an error where
/// it is configured and fails, so that the chain does not silently take other credentials.
using Found = Result<std::optional<Credentials>>;

class Source {
 public:
  virtual ~Source() = default;
  virtual Found find(Deadline const& deadline) = 0;
};

/// What sources need of the world.
struct Surroundings {
  Environment const& environment;
  http::Client& client;
  Clock& clock;
};

/// AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN.
std::unique_ptr<Source> environment_source(Surroundings const& with);
/// Shared credentials and config files: keys or a credential_process. Roles to assume are refused
/// with a reason.
std::unique_ptr<Source> profile_source(Surroundings const& with);
/// AWS_WEB_IDENTITY_TOKEN_FILE with AWS_ROLE_ARN, through STS.
std::unique_ptr<Source> web_identity_source(Surroundings const& with);
/// AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or _FULL_URI (ECS, EKS Pod Identity).
std::unique_ptr<Source> container_source(Surroundings const& with);
/// The instance's metadata service, version 2.
std::unique_ptr<Source> instance_source(Surroundings const& with);

/// {AccessKeyId, SecretAccessKey, Token or SessionToken, Expiration}, as several sources answer.
std::optional<Credentials> decode_credentials(std::string_view json);
/// ISO 8601, whole seconds of it: 2026-01-02T03:04:05Z, 2026-01-02T03:04:05.678+00:00.
std::optional<WallTime> parse_expiration(std::string_view text);

/// A small file's content; nothing where it cannot be read or is larger than small_reply_bytes_max.
std::optional<std::string> read_small_file(std::string const& path);

}  // namespace stacktag::aws
