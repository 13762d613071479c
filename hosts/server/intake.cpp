// SPDX-License-Identifier: Apache-2.0
#include "server/intake.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "contentstack/webhook.h"
#include "delivery/answer.h"
#include "delivery/log_line.h"
#include "flow/decision.h"
#include "stacktag/limits.h"

namespace stacktag::server {
namespace {

using http::ServerReply;
using http::ServerRequest;

constexpr std::string_view k_path = "/webhook";

struct Arrived {
  ServerRequest request{};
  http::Respond respond{};
  std::string request_id{};
};

// A request that is on its way to a job.
struct Admitted {
  Stack* stack = nullptr;
  Event event{};
};

ServerReply reply_of(Answer answer) {
  ServerReply reply{.status = answer.status,
                    .headers = {{"Content-Type", "application/json"}},
                    .body = std::move(answer.body)};
  if (answer.retry_after) {
    reply.headers.push_back({"Retry-After", std::to_string(answer.retry_after->count())});
  }
  return reply;
}

ServerReply accepted_reply(Accepted const& accepted, Event const& event,
                           std::string const& request_id) {
  json::OrderedJson const body{{"state", "waiting"},
                               {"job", accepted.id},
                               {"duplicate", !accepted.is_new},
                               {"asset", event.asset.uid},
                               {"version", event.asset.version},
                               {"requestId", request_id}};
  return {.status = 202,
          .headers = {{"Content-Type", "application/json"}},
          .body = json::dump_in_order(body)};
}

class IntakeThreads final : public Intake {
 public:
  explicit IntakeThreads(IntakeParts parts) : parts_(std::move(parts)) {
    for (int i = 0; i < parts_.threads; ++i) {
      threads_.emplace_back([this] { serve(); });
    }
  }

  ~IntakeThreads() override { close(); }

  void finish() override {
    close();
    threads_.clear();
  }

  void take(ServerRequest request, http::Respond respond) override {
    auto id = parts_.run + "-" + std::to_string(++requests_);
    {
      std::lock_guard const lock(mutex_);
      if (!ending_ && waiting_.size() < limits::arrivals_waiting_max) {
        waiting_.push_back({std::move(request), std::move(respond), std::move(id)});
        changed_.notify_one();
        return;
      }
    }
    Settled const settled{.report = {.reason = Reason::store_unavailable,
                                     .message = "no more deliveries are taken at the moment"},
                          .request_id = std::move(id)};
    parts_.chronicle.turned_away("", settled.report.reason);
    respond(reply_of(make_answer(settled)));
  }

 private:
  void serve() {
    while (true) {
      auto const batch = next();
      if (batch.empty()) {
        return;
      }
      try {
        store(batch);
      } catch (std::exception const&) {
        for (auto const& arrived : batch) {
          turn_away(nullptr, arrived, {Reason::internal, "an exception ended the delivery"});
        }
      }
    }
  }

  void close() {
    {
      std::lock_guard const lock(mutex_);
      ending_ = true;
    }
    changed_.notify_all();
  }

  std::vector<Arrived> next() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return ending_ || !waiting_.empty(); });
    std::vector<Arrived> batch;
    while (!waiting_.empty() && batch.size() < limits::arrivals_at_once_max) {
      batch.push_back(std::move(waiting_.front()));
      waiting_.pop_front();
    }
    return batch;
  }

  void store(std::vector<Arrived> const& batch) {
    std::vector<Arrival> arrivals;
    std::vector<std::pair<Arrived const*, Stack*>> whose;
    for (auto const& arrived : batch) {
      if (auto admitted = admit(arrived)) {
        arrivals.push_back({std::move(admitted->event), arrived.request_id});
        whose.emplace_back(&arrived, admitted->stack);
      }
    }
    if (arrivals.empty()) {
      return;
    }
    auto const accepted = parts_.jobs.accept(arrivals, parts_.time.now());
    for (std::size_t i = 0; i < whose.size(); ++i) {
      auto const& [arrived, stack] = whose[i];
      if (!accepted) {
        turn_away(stack, *arrived, accepted.error());
        continue;
      }
      parts_.chronicle.accepted(stack->name(), (*accepted)[i].is_new);
      arrived->respond(accepted_reply((*accepted)[i], arrivals[i].event, arrived->request_id));
    }
    if (accepted) {
      parts_.wake();
    }
  }

  // Answers where there is nothing to store.
  std::optional<Admitted> admit(Arrived const& arrived) {
    auto const candidates = addressed(arrived.request.path);
    if (candidates.empty()) {
      arrived.respond({.status = 404,
                       .headers = {{"Content-Type", "application/json"}},
                       .body = R"({"error":"no such stack"})"});
      return std::nullopt;
    }
    auto const trusting = authenticated(candidates, arrived.request);
    if (!trusting) {
      turn_away(candidates.size() == 1 ? candidates.front() : nullptr, arrived, trusting.error());
      return std::nullopt;
    }
    auto event = contentstack::decode_event(arrived.request.body);
    if (!event) {
      turn_away(trusting->front(), arrived, event.error());
      return std::nullopt;
    }
    return judged(*trusting, std::move(*event), arrived);
  }

  std::vector<Stack*> addressed(std::string_view path) const {
    if (path == k_path) {
      return parts_.stacks;
    }
    std::vector<Stack*> found;
    for (auto* const stack : parts_.stacks) {
      if (path == std::string(k_path) + "/" + stack->name()) {
        found.push_back(stack);
      }
    }
    return found;
  }

  // Those of the stacks whose proof the delivery carries; the error of one where none does.
  Result<std::vector<Stack*>> authenticated(std::vector<Stack*> const& candidates,
                                            ServerRequest const& request) const {
    Deadline const deadline{.at = parts_.clock.now() + limits::small_call_time_max};
    std::vector<Stack*> trusting;
    std::optional<Error> refusal;
    for (auto* const stack : candidates) {
      auto checked = stack->auth() == nullptr
                         ? Result<void>()
                         : stack->auth()->check(request.headers, request.body, deadline);
      if (checked) {
        trusting.push_back(stack);
      } else if (!refusal || checked.error().kind() == ErrorKind::retry) {
        refusal = std::move(checked.error());
      }
    }
    if (trusting.empty()) {
      return fail(*std::move(refusal));
    }
    return trusting;
  }

  std::optional<Admitted> judged(std::vector<Stack*> const& trusting, Event event,
                                 Arrived const& arrived) {
    auto const own = std::ranges::find(trusting, event.api_key, &Stack::api_key);
    auto* const stack = own == trusting.end() ? nullptr : *own;
    auto const reason = stack == nullptr ? Reason::other_stack : reason_to_skip(*stack, event);
    if (reason) {
      turn_away(stack, arrived, {*reason, ""}, event);
      return std::nullopt;
    }
    return Admitted{stack, std::move(event)};
  }

  static std::optional<Reason> reason_to_skip(Stack const& stack, Event const& event) {
    if (auto const reason = skip_at_sight(event, stack.api_key())) {
      return reason;
    }
    return stack.takes_branch(event.branch) ? std::nullopt : std::optional(Reason::other_branch);
  }

  void turn_away(Stack const* stack, Arrived const& arrived, Error const& error,
                 Event const& event = {}) {
    auto const name = stack == nullptr ? std::string() : stack->name();
    Settled const settled{
        .report = {.reason = error.reason,
                   .message = error.message,
                   .retry_after = error.retry_after,
                   .asset = event.asset.uid,
                   .branch = event.branch,
                   .version = event.asset.version},
        .event = event.name.empty() ? std::string() : event.module + "." + event.name,
        .request_id = arrived.request_id};
    parts_.chronicle.turned_away(name, error.reason);
    auto fields = log_fields(settled);
    fields["stack"] = name;
    fields["peer"] = arrived.request.peer;
    parts_.log.write(level_of(settled.report.outcome()), "a delivery was not stored",
                     std::move(fields));
    arrived.respond(reply_of(make_answer(settled)));
  }

  IntakeParts const parts_;
  std::atomic<std::uint64_t> requests_ = 0;
  std::mutex mutex_{};
  std::condition_variable changed_{};
  std::deque<Arrived> waiting_{};
  bool ending_ = false;
  std::vector<std::jthread> threads_{};
};

}  // namespace

std::unique_ptr<Intake> make_intake(IntakeParts parts) {
  return std::make_unique<IntakeThreads>(std::move(parts));
}

}  // namespace stacktag::server
