// SPDX-License-Identifier: Apache-2.0
// The Security Token Service, which says for nothing whose credentials these are.
// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
#pragma once

#include <string>
#include <string_view>

#include "aws/credentials.h"
#include "environment/environment.h"
#include "http/client.h"
#include "stacktag/clock.h"
#include "stacktag/result.h"

namespace stacktag::aws::sts {

/// AWS_ENDPOINT_URL_STS, AWS_ENDPOINT_URL, else the region's; without a region that of all.
std::string endpoint(Environment const& environment, std::string const& region);

/// The text of <name>...</name>; empty where there is none. What STS writes so has no attributes
/// and needs no escapes.
std::string element(std::string_view xml, std::string const& name);

struct Place {
  std::string endpoint{};
  std::string region{};  ///< that the request is signed for
};

struct CallerIdentity {
  std::string account{};
  std::string arn{};
};

/// Free, and allowed to every caller. Errors: those of the provider; `credentials_unavailable`
/// where no answer comes; `labeler_denied` where AWS does not take the credentials.
Result<CallerIdentity> caller_identity(Place const& place, CredentialsProvider& credentials,
                                       http::Client& client, Clock& clock,
                                       Deadline const& deadline);

}  // namespace stacktag::aws::sts
