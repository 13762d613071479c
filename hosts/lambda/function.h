// SPDX-License-Identifier: Apache-2.0
// The Lambda function: invocation after invocation, until the platform or a signal ends it.
#pragma once

#include <stop_token>
#include <string>

#include "delivery/delivery.h"
#include "lambda/gateway_event.h"
#include "lambda/runtime_client.h"
#include "log/log.h"
#include "stacktag/clock.h"

namespace stacktag::lambda {

class Function {
 public:
  Function(Reception const& reception, Log& log, Clock& clock)
      : reception_(reception), log_(log), clock_(clock) {}

  /// The reply to one invocation; logs it and counts it.
  std::string answer(Invocation const& invocation);

 private:
  void warn_of_open_door(GatewayEvent const& event);

  Reception const& reception_;
  Log& log_;
  Clock& clock_;
  bool warned_ = false;
};

/// How long an invocation may work: until Lambda's deadline or Contentstack's patience ends,
/// whichever is first, less the time to answer.
Deadline deadline_of(Invocation const& invocation, Clock& clock);

/// Serves until told to stop (0) or until the Runtime API is of no more use (1): the exit code.
int serve(RuntimeClient const& runtime, Function& function, Log& log, std::stop_token const& stop);

}  // namespace stacktag::lambda
