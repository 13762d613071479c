// SPDX-License-Identifier: Apache-2.0
#include "delivery/delivery.h"

#include <chrono>
#include <exception>
#include <typeinfo>
#include <utility>

#include "contentstack/webhook.h"
#include "stacktag/limits.h"

namespace stacktag {
namespace {

Result<Event> admit(contentstack::WebhookAuth* auth, Delivery const& delivery,
                    Deadline const& deadline) {
  if (auth != nullptr) {
    TRY_VOID(auth->check(delivery.headers, delivery.body, deadline));
  }
  if (delivery.body.size() > limits::event_body_bytes_max) {
    return fail(
        Reason::malformed_event,
        "the body has more than " + std::to_string(limits::event_body_bytes_max) + " bytes");
  }
  return contentstack::decode_event(delivery.body);
}

Report report_of(Error error) {
  return {.reason = error.reason,
          .message = std::move(error.message),
          .retry_after = error.retry_after};
}

void work(Reception const& reception, Delivery const& delivery, Deadline const& deadline,
          Settled& settled) {
  auto event = admit(reception.auth, delivery, deadline);
  if (!event) {
    settled.report = report_of(std::move(event.error()));
    return;
  }
  settled.event = event->module + "." + event->name;
  settled.report.asset = event->asset.uid;
  settled.report.branch = event->branch;
  settled.report.version = event->asset.version;
  settled.report = reception.pipeline.run(*event, deadline);
}

// The text of an exception may quote what was being read, so only its type is told.
void blame(Settled& settled, char const* type) {
  settled.report.reason = Reason::internal;
  settled.report.message = std::string("an exception ended the event: ") + type;
}

}  // namespace

Settled Reception::receive(Delivery const& delivery, Deadline const& deadline) const {
  auto const started = pipeline.clock.now();
  Settled settled{.request_id = delivery.request_id};
  try {
    work(*this, delivery, deadline, settled);
  } catch (std::exception const& exception) {
    blame(settled, typeid(exception).name());
  } catch (...) {
    blame(settled, "of an unknown type");
  }
  settled.report.steps.total =
      std::chrono::duration_cast<std::chrono::microseconds>(pipeline.clock.now() - started);
  return settled;
}

}  // namespace stacktag
