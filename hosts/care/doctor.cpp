// SPDX-License-Identifier: Apache-2.0
#include "care/doctor.h"

#include <algorithm>
#include <array>
#include <functional>
#include <iterator>
#include <span>
#include <string_view>
#include <utility>

#include "care/checks.h"
#include "delivery/product.h"
#include "server/operator_api.h"
#include "server/secret_file.h"
#include "server/server_settings.h"

namespace stacktag::care {
namespace {

// What the server would say at its start counts, too.
std::vector<std::string> all_mistakes(Examination const& examination) {
  auto environment = examination.environment;
  std::vector<std::string> twice;  // the stacks tell of secret files, too
  server::read_secret_files(environment, twice);
  SettingsReader reader(environment);
  server::read_server_settings(reader);
  server::read_operator_options(reader);
  auto mistakes = examination.stack.mistakes;
  std::ranges::copy(reader.mistakes(), std::back_inserter(mistakes));
  return mistakes;
}

Findings check_configuration(Examination const& examination) {
  constexpr auto k_check = "configuration";
  auto const mistakes = all_mistakes(examination);
  if (mistakes.empty()) {
    return {{k_check, Level::good, "without mistakes, for stack " + examination.settings().name}};
  }
  Findings findings;
  for (auto const& mistake : mistakes) {
    findings.push_back({k_check, Level::broken, mistake,
                        "Correct it in the environment or in stacktag.toml; "
                        "docs/configuration.md has every setting."});
  }
  return findings;
}

void skip(std::span<std::string_view const> checks, std::string const& why, Findings& findings) {
  for (auto const check : checks) {
    findings.push_back(not_checked(std::string(check), why));
  }
}

Findings check_contentstack(Examination const& examination) {
  constexpr std::array<std::string_view, 14> k_checks{
      "token",           "region",        "write access",     "rate limit",      "clock",
      "webhook",         "webhook state", "webhook channels", "webhook payload", "webhook branches",
      "webhook retries", "webhook proof", "deliveries",       "image host"};
  constexpr std::size_t k_without_token = 5;
  Findings findings;
  if (!examination.stack.is_contentstack_well) {
    skip(k_checks, "the settings of Contentstack have a mistake", findings);
    return findings;
  }
  auto const& settings = examination.settings().settings;
  auto const reads = make_pace(examination.clock, settings.reads_per_second, 1);
  auto const writes = make_pace(examination.clock, settings.writes_per_second, 1);
  contentstack::Pace const pace{*reads, *writes};
  auto const access = check_stack(examination, pace, findings);
  if (access.judgement.ending != contentstack::Ending::good) {
    skip(std::span(k_checks).subspan(k_without_token), "the token could not be used", findings);
    return findings;
  }
  check_webhook(examination, pace, findings);
  check_image_host(examination, access.image_url, findings);
  return findings;
}

}  // namespace

Findings examine(Examination const& examination) {
  std::array<Findings, 5> parts;
  std::array<std::function<void()>, 5> const tasks{
      [&] { parts[0] = check_configuration(examination); },
      [&] { parts[1] = check_contentstack(examination); },
      [&] { check_signature_keys(examination, parts[2]); },
      [&] { check_engine(examination, parts[3]); }, [&] { check_machine(examination, parts[4]); }};
  examination.overlap.run(tasks);
  Findings all;
  for (auto& part : parts) {
    std::ranges::move(part, std::back_inserter(all));
  }
  return all;
}

}  // namespace stacktag::care
