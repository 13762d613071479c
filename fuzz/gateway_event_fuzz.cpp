// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "json/json.h"
#include "lambda/gateway_event.h"

// Whatever Lambda is invoked with, there is a delivery and a reply that is JSON.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* bytes, std::size_t size) {
  using namespace stacktag;
  auto const event = lambda::decode_event({reinterpret_cast<char const*>(bytes), size}, "r");
  auto const reply = lambda::encode_reply(event.form, {.body = "{}"});
  if (!json::parse(reply) || event.delivery.body.size() > size) {
    std::abort();
  }
  return 0;
}
