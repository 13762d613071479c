// SPDX-License-Identifier: Apache-2.0
#include "server/health.h"

#include <utility>

namespace stacktag::server {
namespace {

std::string sentence_of(Error const& error) {
  return error.message.empty() ? std::string(facts(error.reason).text) : error.message;
}

}  // namespace

Health::Health(Upkeep& upkeep, JobDesk& desk, Clock& clock, std::vector<StackView> stacks,
               std::chrono::seconds oldest_max)
    : upkeep_(upkeep),
      desk_(desk),
      clock_(clock),
      stacks_(std::move(stacks)),
      oldest_max_(oldest_max),
      credentials_(stacks_.size()) {}

std::vector<Check> Health::check() {
  std::vector<Check> all{check_store(), check_queue()};
  refresh_credentials();
  std::lock_guard const lock(known_mutex_);
  for (std::size_t i = 0; i < stacks_.size(); ++i) {
    all.push_back(credentials_[i] ? credentials_[i]->check
                                  : Check{.name = "credentials",
                                          .stack = stacks_[i].name,
                                          .message = "Contentstack is being asked"});
  }
  return all;
}

Check Health::check_store() {
  std::lock_guard const lock(store_mutex_);
  if (!store_ || clock_.now() >= store_->until) {
    auto const written = upkeep_.check_writable();
    store_ = Known{.until = clock_.now() + k_store_lasts,
                   .check = {.name = "store",
                             .passed = written.has_value(),
                             .message = written ? "" : sentence_of(written.error())}};
  }
  return store_->check;
}

Check Health::check_queue() {
  Check check{.name = "queue"};
  auto const depth = desk_.depth("");
  if (!depth) {
    check.message = sentence_of(depth.error());
    return check;
  }
  auto const age = depth->oldest ? clock_.wall() - *depth->oldest : WallTime::duration::zero();
  check.passed = oldest_max_ == std::chrono::seconds(0) || age <= oldest_max_;
  if (!check.passed) {
    auto const seconds = std::chrono::duration_cast<std::chrono::seconds>(age).count();
    check.message = "the oldest event was accepted " + std::to_string(seconds) + " s ago";
  }
  return check;
}

void Health::refresh_credentials() {
  std::unique_lock const asking(asking_, std::try_to_lock);
  if (!asking) {
    return;
  }
  while (auto const next = next_to_ask()) {
    auto known = ask(stacks_[*next]);
    std::lock_guard const lock(known_mutex_);
    credentials_[*next] = std::move(known);
  }
}

std::optional<std::size_t> Health::next_to_ask() {
  std::lock_guard const lock(known_mutex_);
  auto const now = clock_.now();
  for (std::size_t i = 0; i < credentials_.size(); ++i) {
    if (!credentials_[i] || now >= credentials_[i]->until) {
      return i;
    }
  }
  return std::nullopt;
}

// That Contentstack cannot be reached says nothing of the token, and deliveries can still be stored
// meanwhile: a server that is taken out of service for it would lose them.
Health::Known Health::ask(StackView const& stack) {
  Check check{.name = "credentials", .stack = stack.name, .passed = true};
  auto const answer = stack.check_credentials ? stack.check_credentials() : Result<void>();
  if (!answer) {
    check.passed = answer.error().kind() == ErrorKind::retry;
    check.message = sentence_of(answer.error());
  }
  return {.until = clock_.now() + (answer ? k_credentials_last : k_failure_lasts),
          .check = std::move(check)};
}

}  // namespace stacktag::server
