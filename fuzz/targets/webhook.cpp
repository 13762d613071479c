// SPDX-License-Identifier: Apache-2.0
// Whatever is taken for an event can stand in a path and in a header, and what is not is malformed.

#include "contentstack/webhook.h"
#include "contentstack/names.h"
#include "fuzz/target.h"

namespace stacktag::fuzz {

FUZZ_TARGET(webhook) {
  auto const event = contentstack::decode_event(text);
  auto const safe = [](std::string const& uid) { return uid.empty() || contentstack::is_uid(uid); };
  bool const good =
      event ? safe(event->api_key) && safe(event->branch) &&
                  (event->module != "asset" || contentstack::is_uid(event->asset.uid)) &&
                  !event->module.empty() && !event->name.empty() && event->asset.version >= 0
            : event.error().reason == Reason::malformed_event;
  hold(good);
}

}  // namespace stacktag::fuzz
