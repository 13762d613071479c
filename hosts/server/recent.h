// SPDX-License-Identifier: Apache-2.0
// What has happened since the server started, as people want to see it at a glance: rates of the
// last minutes, outcomes, the last failures. Bounded in memory; what must last is in the store.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <type_traits>
#include <vector>

#include "server/chronicle.h"
#include "stacktag/clock.h"

namespace stacktag::server {

struct Tally {
  std::int64_t accepted = 0;
  std::int64_t duplicates = 0;
  std::int64_t turned_away = 0;
  std::int64_t finished = 0;
  std::int64_t retried = 0;
  std::int64_t parked = 0;

  void add(Tally const& more);
  bool operator==(Tally const&) const = default;
};

/// How one attempt at a job ended.
struct PastEvent {
  WallTime at{};
  std::string stack{};  ///< the name of the configuration
  JobId job = 0;
  std::string asset{};
  std::string branch{};
  int version = 0;
  std::string event{};  ///< as "asset.update"
  std::string request_id{};
  Reason reason = Reason::internal;
  std::string message{};
  std::vector<std::string> added{};
  int attempts = 0;
  std::chrono::milliseconds took{0};
  Next next{};
};

/// Of each reason how many events ended so, in the order of all_reasons().
using Endings =
    std::array<std::int64_t, std::tuple_size_v<std::remove_cvref_t<decltype(all_reasons())>>>;

class Recent final : public Chronicle {
 public:
  static constexpr std::size_t k_events_max = 50;

  explicit Recent(Clock& clock);

  void accepted(std::string const& stack, bool is_new) override;
  void turned_away(std::string const& stack, Reason reason) override;
  void settled(std::string const& stack, Job const& job, Settled const& settled,
               Next const& next) override;

  struct Window {
    std::chrono::seconds length{0};  ///< shorter where the server has not run as long
    Tally tally{};
  };
  Window window(std::chrono::minutes length) const;
  /// By name of the stack; a stack is in it once something of it has ended.
  std::map<std::string, Endings> endings() const;
  /// The newest first: what came to an end, and attempts that failed.
  std::vector<PastEvent> finished() const;
  std::vector<PastEvent> failures() const;
  WallTime started() const { return started_; }
  std::chrono::seconds uptime() const;

 private:
  static constexpr std::chrono::seconds k_slot{5};
  static constexpr std::size_t k_slots = 15 * 60 / 5;

  struct Slot {
    std::int64_t number = -1;  // of the k_slot that it counts
    Tally tally{};
  };

  Tally& current();

  Clock& clock_;
  WallTime const started_;
  SteadyTime const begun_;
  mutable std::mutex mutex_{};
  std::array<Slot, k_slots> slots_{};
  std::map<std::string, Endings> endings_{};
  std::deque<PastEvent> finished_{};
  std::deque<PastEvent> failures_{};
};

}  // namespace stacktag::server
