// SPDX-License-Identifier: Apache-2.0
// Items that come one after the other, worked on by several threads and handed out in their order.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace stacktag::bulk {

template <class Item, class Done>
class InOrder {
 public:
  /// `next` is called by one thread at a time and gives nothing at the end; `work` by several at
  /// once. Neither throws.
  InOrder(int jobs, std::function<std::optional<Item>()> next, std::function<Done(Item)> work)
      : next_(std::move(next)),
        work_(std::move(work)),
        ahead_max_(static_cast<std::size_t>(jobs) * 4) {
    working_ = jobs;
    for (int i = 0; i < jobs; ++i) {
      threads_.emplace_back([this] { run(); });
    }
  }
  /// Begins no more items and waits for those that have begun.
  ~InOrder() { stop(); }
  InOrder(InOrder const&) = delete;
  InOrder& operator=(InOrder const&) = delete;

  /// The next one that is done; nothing at the end, or after stop() once all that had begun came.
  std::optional<Done> take() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return done_.contains(taken_) || working_ == 0; });
    auto const found = done_.find(taken_);
    if (found == done_.end()) {
      return std::nullopt;
    }
    auto result = std::move(found->second);
    done_.erase(found);
    ++taken_;
    changed_.notify_all();
    return result;
  }

  void stop() {
    std::lock_guard const lock(mutex_);
    stopped_ = true;
    changed_.notify_all();
  }

 private:
  // An item and its place, so that nothing is taken out of order; waits where nobody takes.
  std::optional<std::pair<std::size_t, Item>> begin() {
    std::lock_guard const one_at_a_time(source_);
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [&] { return stopped_ || begun_ < taken_ + ahead_max_; });
      if (stopped_) {
        return std::nullopt;
      }
    }
    auto item = next_();
    std::lock_guard const lock(mutex_);
    if (!item) {
      stopped_ = true;
      return std::nullopt;
    }
    return std::pair(begun_++, *std::move(item));
  }

  void run() {
    while (auto item = begin()) {
      auto result = work_(std::move(item->second));
      std::lock_guard const lock(mutex_);
      done_.emplace(item->first, std::move(result));
      changed_.notify_all();
    }
    std::lock_guard const lock(mutex_);
    --working_;
    changed_.notify_all();
  }

  std::function<std::optional<Item>()> const next_;
  std::function<Done(Item)> const work_;
  std::size_t const ahead_max_;
  std::mutex source_{};
  std::mutex mutex_{};
  std::condition_variable changed_{};
  std::map<std::size_t, Done> done_{};
  std::size_t begun_ = 0;
  std::size_t taken_ = 0;
  int working_ = 0;
  bool stopped_ = false;
  std::vector<std::jthread> threads_{};
};

}  // namespace stacktag::bulk
