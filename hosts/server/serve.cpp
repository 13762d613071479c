// SPDX-License-Identifier: Apache-2.0
#include "server/serve.h"

#include <algorithm>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

#include "delivery/threads.h"
#include "server/desk_threads.h"
#include "server/housekeeper.h"
#include "server/intake.h"
#include "server/metrics.h"
#include "server/operator_api.h"
#include "server/readiness.h"
#include "server/run_name.h"
#include "server/secret_file.h"
#include "server/server_settings.h"
#include "server/signals.h"
#include "server/stacks.h"
#include "server/workers.h"
#include "sqlite/store.h"

namespace stacktag::server {
namespace {

struct AllSettings {
  ServerSettings server{};
  OperatorOptions operators{};
  std::vector<StackSettings> stacks{};
};

AllSettings read_all(Environment& environment, std::vector<std::string>& mistakes) {
  read_secret_files(environment, mistakes);
  SettingsReader reader(environment);
  AllSettings all{.server = read_server_settings(reader),
                  .operators = read_operator_options(reader)};
  std::ranges::copy(reader.mistakes(), std::back_inserter(mistakes));
  all.stacks = read_stacks(environment, mistakes);
  return all;
}

std::ptrdiff_t cores_of(ServerSettings const& settings) {
  auto const cores = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  return settings.computing > 0 ? settings.computing : cores;
}

void warn_of_open_door(Log& log, ServerSettings const& server,
                       std::vector<StackSettings> const& stacks) {
  for (auto const& stack : stacks) {
    if (!stack.settings.auth.any()) {
      log.write(Level::warn,
                "anybody who reaches " + server.listen.address +
                    " can send events: configure a signature, basic authentication or a secret "
                    "header of the webhook",
                {{"reason", "no_authentication"}, {"stack", stack.name}});
    }
  }
}

http::ServerReply plain_refusal(int status, std::string body) {
  return {
      .status = status, .headers = {{"Content-Type", "application/json"}}, .body = std::move(body)};
}

// What the HTTP server has counted, asked by other threads, which may be there before it and behind
// it.
class HttpCounts final {
 public:
  void set(http::Server const* server) {
    std::lock_guard const lock(mutex_);
    server_ = server;
  }
  http::ServerStatus read() {
    std::lock_guard const lock(mutex_);
    return server_ == nullptr ? http::ServerStatus{} : server_->status();
  }

 private:
  std::mutex mutex_{};
  http::Server const* server_ = nullptr;
};

bool is_webhook(std::string_view path) {
  return path == "/webhook" || path.starts_with("/webhook/");
}

// All that lives while the server serves, in the order in which it begins.
class Serving final {
 public:
  Serving(AllSettings settings, http::Client& client, Clock& clock, Log& log)
      : settings_(std::move(settings)),
        client_(client),
        clock_(clock),
        log_(log),
        time_(clock),
        run_(make_run_name("serve", clock)),
        gate_(cores_of(settings_.server)),
        threads_(make_threads()) {}
  ~Serving() { http_counts_.set(nullptr); }
  Serving(Serving const&) = delete;
  Serving& operator=(Serving const&) = delete;

  Result<void> begin() {
    auto const& server = settings_.server;
    TRY(store_,
        sqlite::open_store({.path = server.store, .run = run_, .bytes_max = server.store_bytes_max},
                           clock_));
    TRY_VOID(make_stacks());
    warn_of_open_door(log_, server, settings_.stacks);
    begin_work();
    TRY(http_, http::start_server(server.listen, [this](auto request, auto respond) {
          route(std::move(request), std::move(respond));
        }));
    http_counts_.set(http_.get());
    return write_ready_file(server.ready_file, http_->port());
  }

  void end() {
    http_->stop_accepting();
    intake_->finish();
    workers_->finish(settings_.server.stop_time_max);
    http_counts_.set(nullptr);
    http_.reset();  // it calls on what ends below
    desk_.reset();
    intake_.reset();
    workers_.reset();
    housekeeper_.reset();
  }

  void reload() {
    auto const loaded = http_->reload_certificates();
    log_.write(loaded ? Level::info : Level::error,
               loaded ? "the certificates were read again" : loaded.error().message,
               json::Json::object());
  }

  void say_that_it_serves() {
    auto names = json::Json::array();
    for (auto const& stack : stacks_) {
      names.push_back(stack->name());
    }
    log_.write(Level::info, "serving",
               {{"address", settings_.server.listen.address},
                {"port", http_->port()},
                {"tls", !settings_.server.listen.certificate_file.empty()},
                {"store", settings_.server.store},
                {"stacks", std::move(names)},
                {"workers", settings_.server.workers},
                {"run", run_}});
  }

 private:
  Result<void> make_stacks() {
    Shared const shared{{client_, clock_, *threads_}, *store_, gate_, run_};
    for (auto& stack : settings_.stacks) {
      TRY(auto made, Stack::make(stack, shared));
      stacks_.push_back(std::move(made));
    }
    return {};
  }

  std::vector<Stack*> stacks() const {
    std::vector<Stack*> all;
    for (auto const& stack : stacks_) {
      all.push_back(stack.get());
    }
    return all;
  }

  std::vector<StackView> views() const {
    std::vector<StackView> all;
    for (auto const& stack : stacks_) {
      all.push_back(stack->view());
    }
    return all;
  }

  void begin_work() {
    metrics_ = std::make_unique<Metrics>(
        MetricsSources{.desk = *store_->desk,
                       .ledger = *store_->ledger,
                       .clock = clock_,
                       .stacks = views(),
                       .http_status = [this] { return http_counts_.read(); }});
    workers_ = start_workers({.stacks = stacks(),
                              .queue = *store_->queue,
                              .chronicle = *metrics_,
                              .clock = clock_,
                              .time = time_,
                              .log = log_,
                              .workers = settings_.server.workers,
                              .retry = settings_.server.retry});
    intake_ = make_intake({.stacks = stacks(),
                           .jobs = *store_->intake,
                           .chronicle = *metrics_,
                           .clock = clock_,
                           .time = time_,
                           .log = log_,
                           .wake = [this] { workers_->wake(); },
                           .run = run_});
    api_ = std::make_unique<OperatorApi>(settings_.operators,
                                         OperatorParts{.metrics = *metrics_,
                                                       .hand = *store_->hand,
                                                       .upkeep = *store_->upkeep,
                                                       .jobs_due = [this] { workers_->wake(); }});
    desk_ = make_desk_threads(
        [this](http::ServerRequest const& request) { return api_->answer(request); });
    housekeeper_ = start_housekeeper(*store_->upkeep, time_, log_, settings_.server.retention);
  }

  void route(http::ServerRequest request, http::Respond respond) {
    if (!is_webhook(request.path)) {
      desk_->take(std::move(request), std::move(respond));
    } else if (request.method != "POST") {
      auto refusal = plain_refusal(405, R"({"error":"a webhook is sent by POST"})");
      refusal.headers.push_back({"Allow", "POST"});
      respond(std::move(refusal));
    } else {
      intake_->take(std::move(request), std::move(respond));
    }
  }

  AllSettings const settings_;
  http::Client& client_;
  Clock& clock_;
  Log& log_;
  SteadyWall const time_;
  std::string const run_;
  Gate gate_;
  std::unique_ptr<Overlap> const threads_;
  std::unique_ptr<sqlite::Store> store_{};
  std::vector<std::unique_ptr<Stack>> stacks_{};
  HttpCounts http_counts_{};
  std::unique_ptr<Metrics> metrics_{};
  std::unique_ptr<Workers> workers_{};
  std::unique_ptr<Intake> intake_{};
  std::unique_ptr<OperatorApi> api_{};
  std::unique_ptr<DeskThreads> desk_{};
  std::unique_ptr<Housekeeper> housekeeper_{};
  std::unique_ptr<http::Server> http_{};
};

}  // namespace

Served serve(Environment environment, http::Client& client, Clock& clock, std::FILE* stream) {
  std::vector<std::string> mistakes;
  auto settings = read_all(environment, mistakes);
  if (!mistakes.empty()) {
    return {false, std::move(mistakes)};
  }
  Signals const signals;
  auto const log = make_log(stream, clock, settings.server.log_level);
  Serving serving(std::move(settings), client, clock, *log);
  if (auto const begun = serving.begin(); !begun) {
    return {false, {begun.error().message}};
  }
  serving.say_that_it_serves();
  notify(environment, "READY=1");
  while (signals.wait() == Signals::Wish::reload) {
    serving.reload();
  }
  notify(environment, "STOPPING=1");
  log->write(Level::info, "ending: no more deliveries are taken", json::Json::object());
  serving.end();
  log->write(Level::info, "ended", json::Json::object());
  return {};
}

}  // namespace stacktag::server
