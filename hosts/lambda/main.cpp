// SPDX-License-Identifier: Apache-2.0
// bootstrap, the Lambda function: the parts it is made of.
#include <malloc.h>

#include <csignal>
#include <cstdio>
#include <exception>

#include "aws/credentials.h"
#include "delivery/product.h"
#include "delivery/threads.h"
#include "lambda/configuration.h"
#include "lambda/function.h"
#include "lambda/runtime_client.h"
#include "lambda/termination.h"
#include "log/log.h"
#include "pace/system_clock.h"
#include "secrets/secrets.h"
#include "stacktag/limits.h"

namespace {

using namespace stacktag;

// One heap for all threads, and big buffers (the image, the request with it) given back at once:
// memory is what the function is paid by.
void keep_memory_small() {
  mallopt(M_ARENA_MAX, 1);
  mallopt(M_MMAP_THRESHOLD, 256 * 1024);
  mallopt(M_TRIM_THRESHOLD, 512 * 1024);
}

int refuse_to_start(lambda::RuntimeClient const& runtime, Log& log,
                    lambda::StartMistakes const& mistakes) {
  log.write(Level::error, "the function cannot start",
            {{"reason", "bad_configuration"}, {"mistakes", mistakes.all}});
  if (auto const told = runtime.report_init(to_function_error(mistakes)); !told) {
    log.write(Level::error, told.error().message, json::Json::object());
  }
  return 1;
}

int run(Environment const& environment, lambda::RuntimeClient const& runtime, Clock& clock,
        lambda::Termination const& termination) {
  auto const client = http::make_client(http::read_options(environment));
  auto const start_log = make_log(stdout, clock);
  auto const configuration = lambda::configure(environment, [&] {
    auto const credentials = aws::default_credentials(environment, *client, clock);
    return secrets::read_secrets(environment, *client, *credentials, clock,
                                 {.at = clock.now() + limits::secret_time_max});
  });
  if (!configuration) {
    return refuse_to_start(runtime, *start_log, configuration.error());
  }
  auto const log = make_log(stdout, clock, configuration->log_level);
  auto const threads = make_threads();
  Product product(configuration->settings, configuration->environment, {*client, clock, *threads},
                  WriteMode::write);
  Reception const reception{product.auth.get(), product.pipeline()};
  lambda::Function function(reception, *log, clock);
  return lambda::serve(runtime, function, *log, termination.token());
}

int die() {
  std::fputs("{\"level\":\"ERROR\",\"message\":\"an exception ended the process\"}\n", stdout);
  return 1;
}

// Lambda learns of a start that fails by itself from us, not from a timeout.
int start(Environment const& environment, lambda::RuntimeClient const& runtime, Clock& clock,
          lambda::Termination const& termination) {
  try {
    return run(environment, runtime, clock, termination);
  } catch (std::exception const&) {
    static_cast<void>(
        runtime.report_init({"Runtime.Internal", "an exception ended the start of the function"}));
    return die();
  }
}

}  // namespace

int main() {
  keep_memory_small();
  // A connection that the other side has closed is an error to us, not the end.
  std::signal(SIGPIPE, SIG_IGN);
  auto const environment = Environment::of_process();
  auto const host = environment.get("AWS_LAMBDA_RUNTIME_API");
  if (!host) {
    std::fputs(
        "bootstrap runs inside AWS Lambda, which sets AWS_LAMBDA_RUNTIME_API; the command line "
        "program is stacktag.\n",
        stderr);
    return 2;
  }
  try {
    SystemClock clock;
    lambda::Termination const termination;
    auto const runtime_http =
        http::make_client({.user_agent = "stacktag-lambda/" STACKTAG_VERSION});
    lambda::RuntimeClient const runtime{*runtime_http, clock, *host};
    return start(environment, runtime, clock, termination);
  } catch (std::exception const&) {
    return die();
  }
}
