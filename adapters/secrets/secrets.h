// SPDX-License-Identifier: Apache-2.0
// Settings that are secret, read at start from AWS Secrets Manager or the Systems Manager's
// parameter store, so that they stand in no environment variable of the function.
#pragma once

#include <map>
#include <string>

#include "aws/credentials.h"
#include "environment/environment.h"
#include "http/client.h"
#include "stacktag/clock.h"
#include "stacktag/result.h"

namespace stacktag::secrets {

/// The members of the JSON object behind STACKTAG_SECRET_ARN that are names of settings; empty
/// where that is not set. Secrets Manager for an ARN of it, the parameter store for an ARN of ssm
/// or a name that begins with '/'. Errors: `bad_configuration`, those of the credentials,
/// `credentials_unavailable` where the service does not answer.
Result<std::map<std::string, std::string>> read_secrets(Environment const& environment,
                                                        http::Client& client,
                                                        aws::CredentialsProvider& credentials,
                                                        Clock& clock, Deadline const& deadline);

}  // namespace stacktag::secrets
