// SPDX-License-Identifier: Apache-2.0
#include "server/stacks.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <utility>

#include "engine/local_engine.h"
#include "engine/shared_answers.h"
#include "rekognition/labeler.h"
#include "rules_file/rules_file.h"
#include "server/secret_file.h"
#include "stacktag/limits.h"

namespace stacktag::server {
namespace {

constexpr double k_per_second_min = 0.1;
constexpr double k_per_second_max = 1000;
constexpr std::chrono::seconds k_check_time_max{10};
// No asset has this uid: Contentstack's are hexadecimal behind the three letters.
constexpr char const* k_no_asset = "blt0000000000000000";

// The engine on this machine answers where it is asked to, and where a budget is spent.
bool needs_local(StackSettings const& stack) {
  return stack.engine == Engine::local ||
         (stack.budget.microdollars && stack.budget.beyond == Beyond::local);
}

StackSettings read_stack(std::string name, Environment const& environment,
                         std::vector<std::string>& mistakes) {
  StackSettings stack{.name = std::move(name), .environment = environment};
  SettingsReader reader(stack.environment);
  stack.engine = asked_engine(std::nullopt, reader).value_or(Engine::rekognition);
  stack.settings = read_settings(reader, stack.engine, LedgerUse::kept);
  stack.branches = reader.list("STACKTAG_BRANCHES");
  stack.budget = read_budget(reader);
  stack.label_calls_per_second =
      reader.number("STACKTAG_LABEL_CALLS_PER_SECOND", limits::label_calls_per_second_default,
                    k_per_second_min, k_per_second_max);
  stack.pictures = vips::read_options(reader);
  std::ranges::copy(reader.mistakes(), std::back_inserter(mistakes));
  return stack;
}

// A relative path is meant from the file that names it.
std::string beside(std::string const& file, std::string const& path) {
  return (std::filesystem::path(file).parent_path() / path).string();
}

Environment overlaid(Environment environment, rules_file::StackTable const& table,
                     std::string const& file) {
  environment.set("STACKTAG_CONFIG", file);
  for (auto const& [name, value] : table.variables) {
    bool const is_path =
        name == "STACKTAG_CONFIG" || name == "CONTENTSTACK_STACK_MANAGEMENT_TOKEN_FILE";
    environment.set(name, is_path ? beside(file, value) : value);
  }
  return environment;
}

}  // namespace

std::vector<StackSettings> read_stacks(Environment const& environment,
                                       std::vector<std::string>& mistakes) {
  std::vector<StackSettings> stacks;
  auto const add = [&](std::string name, Environment own) {
    read_secret_files(own, mistakes);
    stacks.push_back(read_stack(std::move(name), own, mistakes));
  };
  auto const file = find_rules_file(environment);
  auto const tables =
      file.empty() ? std::vector<rules_file::StackTable>{}
                   : rules_file::read_stacks(file).value_or(std::vector<rules_file::StackTable>{});
  for (auto const& table : tables) {
    auto const before = mistakes.size();
    add(table.name, overlaid(environment, table, file));
    std::for_each(mistakes.begin() + static_cast<std::ptrdiff_t>(before), mistakes.end(),
                  [&](auto& mistake) { mistake.insert(0, table.name + ": "); });
  }
  if (stacks.empty()) {
    add("default", environment);
  }
  return stacks;
}

Result<StackSettings> pick_stack(std::vector<StackSettings> stacks, std::string const& name) {
  auto const found = std::ranges::find_if(stacks, [&](StackSettings const& stack) {
    return stack.name == name || stack.settings.contentstack.api_key == name;
  });
  if (!name.empty() && found != stacks.end()) {
    return std::move(*found);
  }
  if (name.empty() && stacks.size() == 1) {
    return std::move(stacks.front());
  }
  std::string names;
  for (auto const& stack : stacks) {
    names += (names.empty() ? "" : ", ") + stack.name;
  }
  return fail(Reason::bad_configuration,
              name.empty() ? "--stack: stacktag.toml has several stacks: name one of " + names
                           : "--stack: there is no " + name + ", only " + names);
}

Result<std::unique_ptr<Stack>> Stack::make(StackSettings settings, Shared const& shared) {
  std::unique_ptr<Labeler> local;
  if (needs_local(settings)) {
    TRY(local, make_local_engine(settings.environment));
    local = through_gate(std::move(local), shared.gate);
  }
  return std::unique_ptr<Stack>(new Stack(std::move(settings), shared, std::move(local)));
}

Stack::Stack(StackSettings settings, Shared const& shared, std::unique_ptr<Labeler> local)
    : settings_(std::move(settings)),
      label_pace_(make_pace(shared.means.clock, settings_.label_calls_per_second, 1)),
      credentials_(make_credentials(settings_.settings.rekognition, settings_.environment,
                                    shared.means.client, shared.means.clock)),
      local_(std::move(local)),
      clock_(shared.means.clock) {
  Keeping keeping{.ledgers = {shared.store.assets.get(), shared.store.labels.get()},
                  .engine = settings_.engine == Engine::local ? "local" : "rekognition",
                  .run = shared.run};
  auto preparer = through_gate(vips::make_image_preparer(settings_.pictures, clock_), shared.gate);
  product_ = std::make_unique<Product>(settings_.settings, settings_.environment, shared.means,
                                       WriteMode::write, make_engine(shared), std::move(preparer),
                                       std::move(keeping));
}

std::unique_ptr<Labeler> Stack::make_engine(Shared const& shared) {
  if (settings_.engine == Engine::local) {
    return make_shared_answers(std::move(local_));
  }
  auto paid = at_pace(rekognition::make_labeler(settings_.settings.rekognition, *credentials_,
                                                shared.means.client, clock_, shared.means.overlap),
                      *label_pace_);
  return make_shared_answers(
      make_budgeted_labeler(settings_.budget, settings_.settings.contentstack.api_key,
                            std::move(paid), local_.get(), *shared.store.ledger, clock_));
}

bool Stack::takes_branch(std::string const& branch) const {
  auto const& wanted = settings_.branches;
  return wanted.empty() || std::ranges::find(wanted, branch) != wanted.end();
}

StackView Stack::view() {
  return {.name = settings_.name,
          .api_key = api_key(),
          .check_credentials = [this]() -> Result<void> {
            TRY_VOID(product_->store->read({k_no_asset, ""}, std::nullopt,
                                           {.at = clock_.now() + k_check_time_max}));
            return {};
          },
          .budget_microdollars = settings_.budget.microdollars,
          .reads_headroom = [this] { return product_->reads->available(); },
          .writes_headroom = [this] { return product_->writes->available(); },
          .label_calls_headroom = [this] { return label_pace_->available(); }};
}

}  // namespace stacktag::server
