// SPDX-License-Identifier: Apache-2.0
#include "lambda/configuration.h"

#include <utility>

namespace stacktag::lambda {
namespace {

tl::unexpected<StartMistakes> no_secret(Error const& error) {
  auto const text = error.message.empty() ? std::string(facts(error.reason).text) : error.message;
  auto const* const type =
      error.kind() == ErrorKind::retry ? "Runtime.SecretUnavailable" : "Runtime.BadConfiguration";
  return tl::unexpected(StartMistakes{type, {text}});
}

void fill_up(Environment& environment, Secrets const& secrets) {
  for (auto const& [name, value] : secrets) {
    if (!environment.get(name)) {
      environment.set(name, value);
    }
  }
}

}  // namespace

FunctionError to_function_error(StartMistakes const& mistakes) {
  std::string message;
  for (auto const& mistake : mistakes.all) {
    message += (message.empty() ? "" : "; ") + mistake;
  }
  return {mistakes.type, std::move(message)};
}

tl::expected<Configuration, StartMistakes> configure(Environment environment,
                                                     SecretReader const& read_secret) {
  auto secrets = read_secret();
  if (!secrets) {
    return no_secret(secrets.error());
  }
  fill_up(environment, *secrets);
  SettingsReader reader(environment);
  auto settings = read_settings(reader, Engine::rekognition);
  auto const level = read_log_level(reader);
  if (!reader.mistakes().empty()) {
    return tl::unexpected(StartMistakes{"Runtime.BadConfiguration", reader.mistakes()});
  }
  return Configuration{std::move(environment), std::move(settings), level};
}

}  // namespace stacktag::lambda
