// SPDX-License-Identifier: Apache-2.0
#include "cli/deliver.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <memory>
#include <ostream>
#include <utility>

#include "cli/engine.h"
#include "cli/picture.h"
#include "cli/tag_output.h"
#include "delivery/answer.h"
#include "delivery/delivery.h"
#include "delivery/product.h"
#include "delivery/threads.h"
#include "local_vision/labeler.h"
#include "stacktag/limits.h"

namespace stacktag::cli {
namespace {

// While this lives, Ctrl-C waits: between a write of tags and its repair it could lose an editor's.
// An event takes limits::delivery_time_max at most.
class HeldInterrupt final {
 public:
  HeldInterrupt() {
    sigset_t interrupt;
    sigemptyset(&interrupt);
    sigaddset(&interrupt, SIGINT);
    pthread_sigmask(SIG_BLOCK, &interrupt, &before_);
  }
  ~HeldInterrupt() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  HeldInterrupt(HeldInterrupt const&) = delete;
  HeldInterrupt& operator=(HeldInterrupt const&) = delete;

 private:
  sigset_t before_{};
};

// Tags and messages come from others; a terminal must not take their bytes for commands.
std::string printable(std::string text) {
  std::ranges::replace_if(
      text, [](char c) { return (c >= '\0' && c < ' ') || c == '\x7f'; }, '?');
  return text;
}

std::string joined(std::vector<std::string> const& tags) {
  std::string all;
  for (auto const& tag : tags) {
    all += (all.empty() ? "" : ", ") + tag;
  }
  return all.empty() ? "(none)" : printable(std::move(all));
}

void print(Report const& report, std::ostream& out) {
  out << to_string(report.outcome()) << ": " << to_string(report.reason) << ". "
      << facts(report.reason).text << '\n';
  if (!report.message.empty()) {
    out << "  because: " << printable(report.message) << '\n';
  }
  if (!report.asset.empty()) {
    out << "  asset:   " << report.asset << ", version " << report.version << '\n';
  }
  if (report.reads > 0) {
    auto const ms = std::chrono::duration_cast<std::chrono::milliseconds>(report.steps.total);
    out << (report.reason == Reason::dry_run ? "  would be: " : "  tags:    ")
        << joined(report.tags) << '\n'
        << "  added:   " << joined(report.added) << '\n'
        << "  took:    " << ms.count() << " ms, " << report.label_calls << " label calls, "
        << report.reads << " reads, " << report.writes << " writes\n";
  }
}

Result<std::unique_ptr<Labeler>> other_engine(Engine engine) {
  if (engine == Engine::rekognition) {
    return nullptr;
  }
  return local_vision::make_labeler({});
}

ExitCode tell(Console const& console, std::string const& name, Error const& error) {
  console.err << "stacktag: " << name << ": " << sentence(error) << '\n';
  return exit_code_of(error.reason);
}

ExitCode receive(DeliverArguments const& arguments, Product& product, std::string body,
                 Console const& console) {
  Reception const reception{arguments.auth == AuthCheck::ask ? product.auth.get() : nullptr,
                            product.pipeline()};
  Deadline const deadline{.at = console.clock.now() + limits::delivery_time_max};
  auto const settled = reception.receive({arguments.headers, std::move(body), {}}, deadline);
  if (arguments.format == Format::json) {
    console.out << make_answer(settled).body << '\n';
  } else {
    print(settled.report, console.out);
  }
  return exit_code_of(settled.report.reason);
}

}  // namespace

ExitCode deliver(DeliverArguments const& arguments, Console const& console) {
  SettingsReader reader(console.environment);
  auto const engine = asked_engine(arguments.engine, reader).value_or(Engine::rekognition);
  auto settings = read_settings(reader, engine);
  if (arguments.auth == AuthCheck::ask && !settings.auth.any()) {
    reader.mistake("--check-auth",
                   "has nothing to check: no STACKTAG_WEBHOOK_... variable asks for a proof");
  }
  if (!reader.mistakes().empty()) {
    return tell_mistakes(console.err, reader.mistakes());
  }
  auto body = read_file(arguments.body, console, limits::event_body_bytes_max);
  if (!body) {
    tell(console, arguments.body, body.error());
    return body.error().reason == Reason::too_large ? ExitCode::rejected : ExitCode::mistaken;
  }
  auto labeler = other_engine(engine);
  if (!labeler) {
    return tell(console, "local engine", labeler.error());
  }
  auto const threads = make_threads();
  HeldInterrupt const held;
  Product product(std::move(settings), console.environment,
                  {console.client, console.clock, *threads}, arguments.mode, *std::move(labeler));
  return receive(arguments, product, *std::move(body), console);
}

}  // namespace stacktag::cli
