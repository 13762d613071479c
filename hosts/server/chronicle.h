// SPDX-License-Identifier: Apache-2.0
// What happens in the server, told to whoever keeps count of it.
#pragma once

#include <string>

#include "delivery/delivery.h"
#include "queue/job.h"
#include "queue/retry.h"
#include "stacktag/reason.h"

namespace stacktag::server {

class Chronicle {
 public:
  virtual ~Chronicle() = default;

  /// A delivery that was stored, or found stored already. `stack` is the name of the configuration.
  /// Safe to call from several threads, as are the others.
  virtual void accepted(std::string const& stack, bool is_new) = 0;
  /// A delivery that was not: rejected, skipped at sight, or the store failed. `stack` is empty
  /// where it is not known.
  virtual void turned_away(std::string const& stack, Reason reason) = 0;
  /// An attempt at a job ended, and what comes next.
  virtual void settled(std::string const& stack, Job const& job, Settled const& settled,
                       Next const& next) = 0;
};

}  // namespace stacktag::server
