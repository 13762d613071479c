// SPDX-License-Identifier: Apache-2.0
#include "lambda/gateway_event.h"
#include "fuzz/target.h"
#include "json/json.h"

namespace stacktag::fuzz {

// Whatever Lambda is invoked with, there is a delivery and a reply that is JSON.
FUZZ_TARGET(gateway_event) {
  auto const event = lambda::decode_event(text, "r");
  auto const reply = lambda::encode_reply(event.form, {.body = "{}"});
  hold(json::parse(reply).has_value());
  hold(event.delivery.body.size() <= text.size());
}

}  // namespace stacktag::fuzz
