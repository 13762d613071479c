// SPDX-License-Identifier: Apache-2.0
#include "server/housekeeper.h"

#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>

namespace stacktag::server {
namespace {

using namespace std::chrono_literals;

constexpr auto k_between = 10min;
constexpr auto k_between_portions = 200ms;

class Thread final : public Housekeeper {
 public:
  Thread(Upkeep& upkeep, SteadyWall const& time, Log& log, std::chrono::hours retention)
      : upkeep_(upkeep), time_(time), log_(log), retention_(retention) {
    thread_ = std::jthread([this](std::stop_token const& stop) { work(stop); });
  }

 private:
  void work(std::stop_token const& stop) {
    while (!stop.stop_requested()) {
      sweep(stop);
      rest(stop, k_between);
    }
  }

  void sweep(std::stop_token const& stop) {
    std::int64_t deleted = 0;
    while (!stop.stop_requested()) {
      auto const portion = upkeep_.sweep(time_.now() - retention_);
      if (!portion) {
        log_.write(Level::error, portion.error().message, json::Json::object());
        break;
      }
      deleted += *portion;
      if (*portion == 0) {
        break;
      }
      rest(stop, k_between_portions);
    }
    if (deleted > 0) {
      log_.write(Level::info, "deleted events that were done before STACKTAG_RETENTION_DAYS",
                 {{"events", deleted}});
    }
  }

  void rest(std::stop_token const& stop, std::chrono::milliseconds time) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, stop, time, [] { return false; });
  }

  Upkeep& upkeep_;
  SteadyWall const& time_;
  Log& log_;
  std::chrono::hours const retention_;
  std::mutex mutex_{};
  std::condition_variable_any changed_{};
  std::jthread thread_{};
};

}  // namespace

std::unique_ptr<Housekeeper> start_housekeeper(Upkeep& upkeep, SteadyWall const& time, Log& log,
                                               std::chrono::hours retention) {
  return std::make_unique<Thread>(upkeep, time, log, retention);
}

}  // namespace stacktag::server
