// SPDX-License-Identifier: Apache-2.0
// One delivery of a webhook, from its bytes to the report: who sent it, what it says, what was
// done.
#pragma once

#include <string>
#include <vector>

#include "contentstack/webhook_auth.h"
#include "flow/pipeline.h"
#include "flow/report.h"
#include "http/client.h"
#include "stacktag/clock.h"

namespace stacktag {

struct Delivery {
  std::vector<http::Header> headers{};
  std::string body{};  ///< exactly the bytes that were sent: signatures are made over them
  std::string request_id{};
};

struct Settled {
  Report report{};
  std::string event{};  ///< module.name, as "asset.update"; empty where it was not read
  std::string request_id{};
};

struct Reception {
  contentstack::WebhookAuth* auth = nullptr;  ///< null: no proof of the sender is asked for
  Pipeline pipeline;

  /// Never throws: whatever goes wrong is a report's reason.
  Settled receive(Delivery const& delivery, Deadline const& deadline) const;
};

}  // namespace stacktag
