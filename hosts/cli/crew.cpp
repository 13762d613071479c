// SPDX-License-Identifier: Apache-2.0
#include "cli/crew.h"

#include <utility>

namespace stacktag::cli {

Crew::Crew(int jobs, std::size_t pictures, Look look, std::stop_token stop)
    : look_(std::move(look)), stop_(std::move(stop)), seen_(pictures) {
  if (jobs < 2) {
    return;
  }
  std::lock_guard const lock(mutex_);
  for (int i = 0; i < jobs && static_cast<std::size_t>(i) < pictures; ++i) {
    threads_.emplace_back([this] { work(); });
    ++working_;
  }
}

Crew::~Crew() {
  {
    std::lock_guard const lock(mutex_);
    ended_ = true;
  }
  threads_.clear();
}

std::optional<Seen> Crew::get(std::size_t picture) {
  if (threads_.empty()) {
    return stop_.stop_requested() ? std::nullopt : std::optional(look_(picture));
  }
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return seen_[picture].has_value() || working_ == 0; });
  return std::exchange(seen_[picture], std::nullopt);
}

void Crew::work() {
  std::unique_lock lock(mutex_);
  while (next_ < seen_.size() && !ended_ && !stop_.stop_requested()) {
    auto const picture = next_++;
    lock.unlock();
    auto seen = look_(picture);
    lock.lock();
    seen_[picture] = std::move(seen);
    changed_.notify_all();
  }
  --working_;
  changed_.notify_all();
}

}  // namespace stacktag::cli
