// SPDX-License-Identifier: Apache-2.0
#include "lambda/function.h"

#include <algorithm>
#include <cstdlib>
#include <exception>

#include "delivery/answer.h"
#include "delivery/log_line.h"
#include "stacktag/limits.h"

namespace stacktag::lambda {
namespace {

// X-Ray finds the trace of an invocation here; the managed runtimes set it, the bare one leaves it
// to us. Empty where an invocation has none: taking the variable away would move the others while
// a thread of the resolver may read them.
void export_trace(Invocation const& invocation) {
  ::setenv("_X_AMZN_TRACE_ID", invocation.trace_id.c_str(), 1);
}

// The last resort: an event that cannot even be answered is reported, and the process lives on.
RuntimeResult<void> settle(RuntimeClient const& runtime, Function& function,
                           Invocation const& invocation) {
  try {
    return runtime.respond(invocation, function.answer(invocation));
  } catch (...) {
    return runtime.report(invocation, {"Function.Internal", "the event could not be answered"});
  }
}

}  // namespace

Deadline deadline_of(Invocation const& invocation, Clock& clock) {
  auto time = limits::delivery_time_max;
  if (invocation.deadline) {
    auto const left =
        std::chrono::duration_cast<std::chrono::milliseconds>(*invocation.deadline - clock.wall());
    time = std::min(time, left);
  }
  return {.at = clock.now() + time - limits::answer_time_reserved};
}

void Function::warn_of_open_door(GatewayEvent const& event) {
  if (warned_ || reception_.auth != nullptr || event.has_api_key || event.form == Form::bare) {
    return;
  }
  warned_ = true;
  log_.write(Level::warn,
             "anybody who knows the address can send events: configure a signature, basic "
             "authentication or a secret header of the webhook, or an API key of the gateway",
             {{"reason", "no_authentication"}});
}

std::string Function::answer(Invocation const& invocation) {
  auto const deadline = deadline_of(invocation, clock_);
  auto const event = decode_event(invocation.payload, invocation.request_id);
  warn_of_open_door(event);
  auto const settled = reception_.receive(event.delivery, deadline);
  write_log_line(log_, settled);
  log_.write_raw(metrics_line(settled, clock_.wall()));
  return encode_reply(event.form, make_answer(settled));
}

int serve(RuntimeClient const& runtime, Function& function, Log& log, std::stop_token const& stop) {
  export_trace({});  // makes room for it before there are other threads
  while (!stop.stop_requested()) {
    auto const invocation = runtime.next(stop);
    if (!invocation) {
      if (invocation.error().kind == RuntimeFault::Kind::cancelled) {
        return 0;
      }
      log.write(Level::error, invocation.error().message, json::Json::object());
      return 1;
    }
    export_trace(*invocation);
    auto const posted = settle(runtime, function, *invocation);
    if (!posted) {
      log.write(Level::error, posted.error().message, {{"requestId", invocation->request_id}});
      if (posted.error().kind == RuntimeFault::Kind::unusable) {
        return 1;
      }
    }
  }
  return 0;
}

}  // namespace stacktag::lambda
