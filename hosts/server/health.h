// SPDX-License-Identifier: Apache-2.0
// Whether the server can do its work: the store takes writes, Contentstack takes the tokens, and
// the queue moves. What was found out counts for a while, so that who asks often costs nothing.
#pragma once

#include <chrono>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "ports/job_desk.h"
#include "ports/upkeep.h"
#include "server/stack_view.h"
#include "stacktag/clock.h"

namespace stacktag::server {

struct Check {
  std::string name{};   ///< store, credentials, queue
  std::string stack{};  ///< its name, where the check is about one
  bool passed = false;
  std::string message{};  ///< why not, or what is not known; may be empty

  bool operator==(Check const&) const = default;
};

class Health final {
 public:
  static constexpr std::chrono::seconds k_store_lasts{5};
  static constexpr std::chrono::seconds k_credentials_last{60};
  static constexpr std::chrono::seconds k_failure_lasts{15};

  /// `oldest_max`: how old the oldest job that waits or runs may be; 0: as old as it likes.
  Health(Upkeep& upkeep, JobDesk& desk, Clock& clock, std::vector<StackView> stacks,
         std::chrono::seconds oldest_max);

  /// One caller at a time asks Contentstack; what the others get meanwhile is what was known
  /// before. Safe to call from several threads.
  std::vector<Check> check();

 private:
  struct Known {
    SteadyTime until{};
    Check check{};
  };

  Check check_store();
  Check check_queue();
  void refresh_credentials();
  std::optional<std::size_t> next_to_ask();
  Known ask(StackView const& stack);

  Upkeep& upkeep_;
  JobDesk& desk_;
  Clock& clock_;
  std::vector<StackView> const stacks_;
  std::chrono::seconds const oldest_max_;
  std::mutex store_mutex_{};
  std::optional<Known> store_{};
  std::mutex asking_{};  // held while Contentstack is asked
  std::mutex known_mutex_{};
  std::vector<std::optional<Known>> credentials_;
};

}  // namespace stacktag::server
