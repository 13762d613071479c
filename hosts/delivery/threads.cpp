// SPDX-License-Identifier: Apache-2.0
#include "delivery/threads.h"

#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace stacktag {
namespace {

using Task = std::function<void()>;

class FirstException {
 public:
  void keep_of(Task const& task) {
    try {
      task();
    } catch (...) {
      std::lock_guard const lock(mutex_);
      if (!kept_) {
        kept_ = std::current_exception();
      }
    }
  }

  void rethrow() const {
    if (kept_) {
      std::rethrow_exception(kept_);
    }
  }

 private:
  std::mutex mutex_;
  std::exception_ptr kept_;
};

class Threads final : public Overlap {
 public:
  void run(std::span<Task const> tasks) override {
    FirstException first;
    {
      std::vector<std::jthread> threads;
      threads.reserve(tasks.size());
      for (std::size_t i = 1; i < tasks.size(); ++i) {
        start(threads, first, tasks[i]);
      }
      if (!tasks.empty()) {
        first.keep_of(tasks.front());
      }
    }
    first.rethrow();
  }

 private:
  // A system that is out of threads makes us slower, not broken.
  static void start(std::vector<std::jthread>& threads, FirstException& first, Task const& task) {
    try {
      threads.emplace_back([&first, &task] { first.keep_of(task); });
    } catch (std::system_error const&) {
      first.keep_of(task);
    }
  }
};

}  // namespace

std::unique_ptr<Overlap> make_threads() {
  return std::make_unique<Threads>();
}

}  // namespace stacktag
