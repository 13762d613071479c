// SPDX-License-Identifier: Apache-2.0
#include "server/desk_threads.h"

#include <array>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>

namespace stacktag::server {
namespace {

constexpr std::size_t k_waiting_max = 64;

http::ServerReply refusal(int status, std::string body) {
  return {
      .status = status, .headers = {{"Content-Type", "application/json"}}, .body = std::move(body)};
}

class AFewThreads final : public DeskThreads {
 public:
  using Answer = std::function<http::ServerReply(http::ServerRequest const&)>;

  explicit AFewThreads(Answer answer) : answer_(std::move(answer)) {
    for (auto& thread : threads_) {
      thread = std::jthread([this](std::stop_token const& stop) { serve(stop); });
    }
  }
  ~AFewThreads() override {
    for (auto& thread : threads_) {
      thread.request_stop();
    }
  }

  void take(http::ServerRequest request, http::Respond respond) override {
    {
      std::lock_guard const lock(mutex_);
      if (waiting_.size() < k_waiting_max) {
        waiting_.emplace_back(std::move(request), std::move(respond));
        changed_.notify_one();
        return;
      }
    }
    respond(refusal(503, R"({"error":"too many questions wait for an answer"})"));
  }

 private:
  void serve(std::stop_token const& stop) {
    std::unique_lock lock(mutex_);
    while (changed_.wait(lock, stop, [&] { return !waiting_.empty(); })) {
      auto const [request, respond] = std::move(waiting_.front());
      waiting_.pop_front();
      lock.unlock();
      respond(answered(request));
      lock.lock();
    }
  }

  http::ServerReply answered(http::ServerRequest const& request) const {
    try {
      return answer_(request);
    } catch (std::exception const&) {
      return refusal(500, R"({"error":"an exception ended the request"})");
    }
  }

  Answer const answer_;
  std::mutex mutex_{};
  std::condition_variable_any changed_{};
  std::deque<std::pair<http::ServerRequest, http::Respond>> waiting_{};
  std::array<std::jthread, 2> threads_{};
};

}  // namespace

std::unique_ptr<DeskThreads> make_desk_threads(
    std::function<http::ServerReply(http::ServerRequest const&)> answer) {
  return std::make_unique<AFewThreads>(std::move(answer));
}

}  // namespace stacktag::server
