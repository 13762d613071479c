// SPDX-License-Identifier: Apache-2.0
#include "server/recent.h"

#include <algorithm>
#include <utility>

namespace stacktag::server {
namespace {

constexpr std::size_t k_message_bytes_max = 500;

// Messages of foreign services may be long. A character that is cut in two is mended by whoever
// makes JSON or a line of a terminal of it.
std::string in_short(std::string const& message) {
  return message.size() <= k_message_bytes_max ? message
                                               : message.substr(0, k_message_bytes_max) + "...";
}

PastEvent past_event(std::string const& stack, Job const& job, Settled const& settled,
                     Next const& next, WallTime now) {
  auto const& report = settled.report;
  auto const& event = job.event;
  return {.at = now,
          .stack = stack,
          .job = job.id,
          .asset = event.asset.uid,
          .branch = event.branch,
          .version = report.version == 0 ? event.asset.version : report.version,
          .event = event.module + "." + event.name,
          .request_id = job.request_id,
          .reason = report.reason,
          .message = in_short(report.message),
          .added = report.added,
          .attempts = job.attempts,
          .took = std::chrono::duration_cast<std::chrono::milliseconds>(report.steps.total),
          .next = next};
}

void keep(std::deque<PastEvent>& events, PastEvent event) {
  events.push_front(std::move(event));
  if (events.size() > Recent::k_events_max) {
    events.pop_back();
  }
}

bool is_failure(Reason reason) {
  auto const outcome = facts(reason).outcome;
  return outcome == Outcome::failed || outcome == Outcome::rejected;
}

}  // namespace

void Tally::add(Tally const& more) {
  accepted += more.accepted;
  duplicates += more.duplicates;
  turned_away += more.turned_away;
  finished += more.finished;
  retried += more.retried;
  parked += more.parked;
}

Recent::Recent(Clock& clock) : clock_(clock), started_(clock.wall()), begun_(clock.now()) {}

Tally& Recent::current() {
  auto const number = (clock_.now() - begun_) / k_slot;
  auto& slot = slots_[static_cast<std::size_t>(number) % k_slots];
  if (slot.number != number) {
    slot = {.number = number};
  }
  return slot.tally;
}

void Recent::accepted(std::string const& /*stack*/, bool is_new) {
  std::lock_guard const lock(mutex_);
  ++(is_new ? current().accepted : current().duplicates);
}

void Recent::turned_away(std::string const& /*stack*/, Reason /*reason*/) {
  std::lock_guard const lock(mutex_);
  ++current().turned_away;
}

void Recent::settled(std::string const& stack, Job const& job, Settled const& settled,
                     Next const& next) {
  auto event = past_event(stack, job, settled, next, clock_.wall());
  std::lock_guard const lock(mutex_);
  if (next.state == JobState::waiting) {
    ++current().retried;
  } else {
    ++(next.state == JobState::parked ? current().parked : current().finished);
    ++endings_[stack][static_cast<std::size_t>(event.reason)];
  }
  if (is_failure(event.reason)) {
    keep(failures_, event);
  }
  if (next.state == JobState::done) {
    keep(finished_, std::move(event));
  }
}

Recent::Window Recent::window(std::chrono::minutes length) const {
  std::lock_guard const lock(mutex_);
  auto const now = (clock_.now() - begun_) / k_slot;
  auto const first = now - length / k_slot + 1;
  Window window{.length = std::min<std::chrono::seconds>(length, uptime())};
  for (auto const& slot : slots_) {
    if (slot.number >= first && slot.number >= 0) {
      window.tally.add(slot.tally);
    }
  }
  return window;
}

std::map<std::string, Endings> Recent::endings() const {
  std::lock_guard const lock(mutex_);
  return endings_;
}

std::vector<PastEvent> Recent::finished() const {
  std::lock_guard const lock(mutex_);
  return {finished_.begin(), finished_.end()};
}

std::vector<PastEvent> Recent::failures() const {
  std::lock_guard const lock(mutex_);
  return {failures_.begin(), failures_.end()};
}

std::chrono::seconds Recent::uptime() const {
  return std::chrono::duration_cast<std::chrono::seconds>(clock_.now() - begun_);
}

}  // namespace stacktag::server
