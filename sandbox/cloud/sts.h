// SPDX-License-Identifier: Apache-2.0
// The Security Token Service: GetCallerIdentity.
// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
#pragma once

#include <map>
#include <string>

#include "cloud/signed_request.h"
#include "http/server.h"

namespace stacktag::sandbox {

bool is_sts(Request const& request);
Reply answer_sts(Request const& request, std::map<std::string, AccessKey> const& keys,
                 WallTime now);

}  // namespace stacktag::sandbox
