// SPDX-License-Identifier: Apache-2.0
// Whatever is taken for an event can stand in a path and in a header, and what is not is malformed.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "contentstack/names.h"
#include "contentstack/webhook.h"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* bytes, std::size_t size) {
  using namespace stacktag;
  auto const event = contentstack::decode_event({reinterpret_cast<char const*>(bytes), size});
  auto const safe = [](std::string const& uid) { return uid.empty() || contentstack::is_uid(uid); };
  bool const good =
      event ? safe(event->api_key) && safe(event->branch) &&
                  (event->module != "asset" || contentstack::is_uid(event->asset.uid)) &&
                  !event->module.empty() && !event->name.empty() && event->asset.version >= 0
            : event.error().reason == Reason::malformed_event;
  if (!good) {
    std::abort();
  }
  return 0;
}
