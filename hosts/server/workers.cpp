// SPDX-License-Identifier: Apache-2.0
#include "server/workers.h"

#include <condition_variable>
#include <exception>
#include <mutex>
#include <numeric>
#include <optional>
#include <random>
#include <stop_token>
#include <thread>
#include <typeinfo>
#include <utility>

#include "delivery/log_line.h"
#include "queue/fair_share.h"
#include "stacktag/limits.h"

namespace stacktag::server {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

// Jobs come due with time, and another process may have made one due: `stacktag queue retry`.
constexpr auto k_look_again = 500ms;
constexpr auto k_store_pause = 1s;

struct Taken {
  std::size_t stack = 0;
  Job job{};
};

class WorkerThreads final : public Workers {
 public:
  explicit WorkerThreads(WorkerParts parts)
      : parts_(std::move(parts)), running_(parts_.stacks.size(), 0) {
    for (int i = 0; i < parts_.workers; ++i) {
      threads_.emplace_back([this] { work(); });
    }
  }

  ~WorkerThreads() override {
    close();
    not_waited_for_.request_stop();
    changed_.notify_all();
  }

  void wake() override {
    {
      std::lock_guard const lock(mutex_);
      ++wakes_;
    }
    changed_.notify_all();
  }

  void finish(milliseconds time_max) override {
    close();
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, time_max, [&] { return busy() == 0; });
  }

 private:
  void close() {
    {
      std::lock_guard const lock(mutex_);
      closed_ = true;
    }
    changed_.notify_all();
  }

  int busy() const { return std::reduce(running_.begin(), running_.end()); }

  void work() {
    std::minstd_rand dice(std::random_device{}());
    while (auto const taken = next()) {
      run(*taken, std::uniform_real_distribution<double>(0, 1)(dice));
      leave(taken->stack);
    }
  }

  // The next job, as soon as there is one; nothing at the end.
  std::optional<Taken> next() {
    std::unique_lock lock(mutex_);
    while (!closed_) {
      auto const wakes = wakes_;
      auto taken = look(lock);
      if (taken) {
        return taken;
      }
      changed_.wait_for(lock, k_look_again, [&] { return closed_ || wakes_ != wakes; });
    }
    return std::nullopt;
  }

  // A stack counts as running while it is looked at, so that two workers do not overdo its share.
  std::optional<Taken> look(std::unique_lock<std::mutex>& lock) {
    for (auto const stack : whose_turn(running_, parts_.workers, last_)) {
      ++running_[stack];
      lock.unlock();
      auto job = parts_.queue.take(parts_.stacks[stack]->api_key(), parts_.time.now());
      lock.lock();
      if (job && *job) {
        last_ = stack;
        return Taken{stack, **std::move(job)};
      }
      --running_[stack];
      if (!job) {
        tell(job.error());
        return std::nullopt;
      }
    }
    return std::nullopt;
  }

  // Once, until it is well again: a store that fails, fails often.
  void tell(Error const& error) {
    if (!std::exchange(store_failed_, true)) {
      parts_.log.write(Level::error, error.message, {{"reason", to_string(error.reason)}});
    }
  }

  void leave(std::size_t stack) {
    {
      std::lock_guard const lock(mutex_);
      --running_[stack];
      store_failed_ = false;
      ++wakes_;  // the asset's next job may be taken now
    }
    changed_.notify_all();
  }

  void run(Taken const& taken, double chance) {
    auto& stack = *parts_.stacks[taken.stack];
    auto const settled = attempt(stack, taken.job);
    if (not_waited_for_.stop_requested() && settled.report.outcome() == Outcome::failed) {
      insist([&] { return parts_.queue.give_back(taken.job, parts_.time.now()); });
      return;
    }
    auto const next = next_of({settled.report.reason, settled.report.retry_after},
                              taken.job.attempts, chance, parts_.retry);
    Attempt const ended{settled.report.reason, settled.report.message,
                        std::chrono::duration_cast<milliseconds>(settled.report.steps.total)};
    insist([&] { return parts_.queue.settle(taken.job, ended, next, parts_.time.now()); });
    write_line(stack, taken.job, settled, next);
    parts_.chronicle.settled(stack.name(), taken.job, settled, next);
  }

  Settled attempt(Stack& stack, Job const& job) const {
    Deadline const deadline{.at = parts_.clock.now() + limits::job_time_max,
                            .cancelled = not_waited_for_.get_token()};
    Settled settled{.event = job.event.module + "." + job.event.name, .request_id = job.request_id};
    try {
      settled.report = stack.pipeline().run(job.event, deadline);
    } catch (std::exception const& exception) {
      settled.report = {
          .reason = Reason::internal,
          .message = std::string("an exception ended the event: ") + typeid(exception).name(),
          .asset = job.event.asset.uid,
          .branch = job.event.branch,
          .version = job.event.asset.version};
    }
    return settled;
  }

  // What was done has to be on record, or it would be done again: as often as it takes, or until
  // the end, and then the next server takes it up.
  template <class Step>
  void insist(Step const& step) {
    while (true) {
      auto const done = step();
      if (done) {
        return;
      }
      std::unique_lock lock(mutex_);
      tell(done.error());
      changed_.wait_for(lock, k_store_pause, [&] { return not_waited_for_.stop_requested(); });
      if (not_waited_for_.stop_requested()) {
        return;
      }
    }
  }

  void write_line(Stack const& stack, Job const& job, Settled const& settled, Next const& next) {
    auto fields = log_fields(settled);
    fields["stack"] = stack.name();
    fields["job"] = job.id;
    fields["attempt"] = job.attempts;
    fields["state"] = to_string(next.state);
    if (next.state == JobState::waiting) {
      fields["again_in_s"] = std::chrono::ceil<std::chrono::seconds>(next.wait).count();
    }
    bool const goes_on = next.state == JobState::waiting;
    parts_.log.write(goes_on ? Level::warn : level_of(settled.report.outcome()),
                     facts(settled.report.reason).text, std::move(fields));
  }

  WorkerParts const parts_;
  std::stop_source not_waited_for_{};
  std::mutex mutex_{};
  std::condition_variable changed_{};
  std::vector<int> running_;
  std::size_t last_ = 0;
  std::uint64_t wakes_ = 0;
  bool closed_ = false;
  bool store_failed_ = false;
  std::vector<std::jthread> threads_{};
};

}  // namespace

std::unique_ptr<Workers> start_workers(WorkerParts parts) {
  return std::make_unique<WorkerThreads>(std::move(parts));
}

}  // namespace stacktag::server
