// SPDX-License-Identifier: Apache-2.0
#include "delivery/threads.h"

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <barrier>
#include <functional>
#include <stdexcept>
#include <thread>

namespace stacktag {
namespace {

using Task = std::function<void()>;

TEST(Threads, TasksRunAtTheSameTime) {
  std::barrier meet(3);  // nobody passes before all three are there
  std::atomic<int> passed = 0;
  Task const task = [&] {
    meet.arrive_and_wait();
    ++passed;
  };
  make_threads()->run(std::array{task, task, task});
  EXPECT_EQ(passed, 3);
}

TEST(Threads, TheFirstTaskNeedsNoThread) {
  std::thread::id ran_on;
  make_threads()->run(std::array{Task([&] { ran_on = std::this_thread::get_id(); })});
  EXPECT_EQ(ran_on, std::this_thread::get_id());
}

TEST(Threads, NothingToDoIsDone) {
  make_threads()->run({});
}

TEST(Threads, AnExceptionGoesToTheCallerOnceAllHaveEnded) {
  for (std::size_t thrower = 0; thrower < 3; ++thrower) {
    std::atomic<int> ended = 0;
    std::array<Task, 3> tasks;
    for (std::size_t i = 0; i < tasks.size(); ++i) {
      tasks[i] = [&ended, throws = i == thrower] {
        ++ended;
        if (throws) {
          throw std::runtime_error("against its promise");
        }
      };
    }
    EXPECT_THROW(make_threads()->run(tasks), std::runtime_error);
    EXPECT_EQ(ended, 3);
  }
}

}  // namespace
}  // namespace stacktag
