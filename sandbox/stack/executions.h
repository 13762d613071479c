// SPDX-License-Identifier: Apache-2.0
// What became of deliveries, as Contentstack tells it of one webhook.
// https://www.contentstack.com/docs/developers/apis/content-management-api#get-executions-of-a-webhook
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "http/server.h"
#include "stack/courier.h"

namespace stacktag::sandbox {

/// The uid in /webhooks/{uid}/executions; empty for another path.
std::string webhook_of_executions(std::string_view path);

/// All attempts of a delivery are one execution; the newest 100 of them.
Reply executions_reply(std::string const& webhook, std::vector<Attempt> const& attempts);

}  // namespace stacktag::sandbox
