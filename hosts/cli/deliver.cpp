// SPDX-License-Identifier: Apache-2.0
#include "cli/deliver.h"

#include <chrono>
#include <memory>
#include <ostream>
#include <utility>

#include "cli/engine.h"
#include "cli/interruption.h"
#include "cli/picture.h"
#include "cli/printable.h"
#include "cli/tag_output.h"
#include "cli/text_table.h"
#include "delivery/answer.h"
#include "delivery/delivery.h"
#include "delivery/product.h"
#include "delivery/threads.h"
#include "engine/local_engine.h"
#include "stacktag/limits.h"
#include "stacktag/text.h"
#include "vips/image_preparer.h"

namespace stacktag::cli {
namespace {

std::string shown(std::vector<std::string> const& tags) {
  return tags.empty() ? "(none)" : printable(joined(tags));
}

void print(Report const& report, std::ostream& out) {
  out << to_string(report.outcome()) << ": " << to_string(report.reason) << ". "
      << facts(report.reason).text << '\n';
  if (!report.message.empty()) {
    out << "  because: " << printable(report.message) << '\n';
  }
  if (!report.asset.empty()) {
    out << "  asset:   " << printable(report.asset) << ", version " << report.version << '\n';
  }
  if (report.reads > 0) {
    auto const ms = std::chrono::duration_cast<std::chrono::milliseconds>(report.steps.total);
    out << (report.reason == Reason::dry_run ? "  would be: " : "  tags:    ") << shown(report.tags)
        << '\n'
        << "  added:   " << shown(report.added) << '\n';
    if (report.description) {
      out << "  alt text: " << printable(*report.description) << '\n';
    }
    out << "  took:    " << ms.count() << " ms, " << report.label_calls << " label calls, "
        << report.reads << " reads, " << report.writes << " writes\n";
  }
  if (!report.cost.empty()) {
    out << "  cost:    " << dollars(microdollars(report.cost)) << " US$ by the list\n";
  }
}

Result<std::unique_ptr<Labeler>> other_engine(Engine engine, Environment const& environment) {
  if (engine == Engine::rekognition) {
    return nullptr;
  }
  return make_local_engine(environment);
}

ExitCode tell(Console const& console, std::string const& name, Error const& error) {
  console.err << "stacktag: " << printable(name) << ": " << printable(sentence(error)) << '\n';
  return exit_code_of(error.reason);
}

ExitCode receive(DeliverArguments const& arguments, Product& product, std::string body,
                 Interruption const& interruption, Console const& console) {
  Reception const reception{arguments.auth == AuthCheck::ask ? product.auth.get() : nullptr,
                            product.pipeline()};
  Deadline const deadline{.at = console.clock.now() + limits::delivery_time_max,
                          .cancelled = interruption.token()};
  auto const settled = reception.receive({arguments.headers, std::move(body), {}}, deadline);
  if (arguments.format == Format::json) {
    console.out << make_answer(settled).body << '\n';
  } else {
    print(settled.report, console.out);
  }
  if (interruption.came()) {
    console.err << (interruption.is_held()
                        ? "stacktag: interrupted, after the write that had begun\n"
                        : "stacktag: interrupted, before anything was written\n");
    return ExitCode::interrupted;
  }
  return exit_code_of(settled.report.reason);
}

}  // namespace

ExitCode deliver(DeliverArguments const& arguments, Console const& console) {
  SettingsReader reader(console.environment);
  auto const engine = asked_engine(arguments.engine, reader).value_or(Engine::rekognition);
  auto settings = read_settings(reader, engine);
  auto const pictures = vips::read_options(reader);
  if (arguments.auth == AuthCheck::ask && !settings.auth.any()) {
    reader.mistake("--check-auth",
                   "has nothing to check: no STACKTAG_WEBHOOK_... variable asks for a proof");
  }
  if (!reader.mistakes().empty()) {
    return tell_mistakes(console.err, reader.mistakes());
  }
  if (auto const there = check_file(arguments.body); !there) {
    tell(console, arguments.body, there.error());
    return ExitCode::mistaken;  // by whoever typed the name
  }
  auto body = read_file(arguments.body, console, limits::event_body_bytes_max);
  if (!body) {
    return tell(console, arguments.body, body.error());
  }
  auto labeler = other_engine(engine, console.environment);
  if (!labeler) {
    return tell(console, "local engine", labeler.error());
  }
  Interruption interruption;
  HoldingClient client(console.client, interruption);
  auto const threads = make_threads();
  Product product(std::move(settings), console.environment, {client, console.clock, *threads},
                  arguments.mode, *std::move(labeler),
                  vips::make_image_preparer(pictures, console.clock));
  return receive(arguments, product, *std::move(body), interruption, console);
}

}  // namespace stacktag::cli
