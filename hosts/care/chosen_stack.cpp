// SPDX-License-Identifier: Apache-2.0
#include "care/chosen_stack.h"

#include <algorithm>
#include <utility>

#include "contentstack/webhook_auth.h"
#include "rekognition/labeler.h"

namespace stacktag::care {
namespace {

bool is_without_mistake(Environment const& environment, auto const& read) {
  SettingsReader reader(environment);
  read(reader);
  return reader.mistakes().empty();
}

std::string names_of(std::vector<server::StackSettings> const& stacks) {
  std::string names;
  for (auto const& stack : stacks) {
    names += (names.empty() ? "" : ", ") + stack.name;
  }
  return names;
}

void look_at_parts(ChosenStack& chosen) {
  auto const& environment = chosen.settings.environment;
  auto const& region = chosen.settings.settings.contentstack.region;
  chosen.is_contentstack_well = is_without_mistake(
      environment, [](SettingsReader& reader) { contentstack::read_options(reader); });
  chosen.is_proof_well = is_without_mistake(environment, [&](SettingsReader& reader) {
    contentstack::read_auth_options(reader, region);
  });
  chosen.is_engine_well = chosen.settings.engine == Engine::local ||
                          is_without_mistake(environment, [](SettingsReader& reader) {
                            rekognition::read_options(reader);
                          });
}

}  // namespace

Result<ChosenStack> choose_stack(Environment const& environment, std::string const& name) {
  ChosenStack chosen;
  auto stacks = server::read_stacks(environment, chosen.mistakes);
  if (name.empty() && stacks.size() > 1) {
    return fail(Reason::bad_configuration,
                "several stacks are configured: say --stack with one of " + names_of(stacks));
  }
  auto const found =
      name.empty() ? stacks.begin() : std::ranges::find_if(stacks, [&](auto const& stack) {
        return stack.name == name || stack.settings.contentstack.api_key == name;
      });
  if (found == stacks.end()) {
    return fail(Reason::bad_configuration,
                "no stack " + name + " is configured; there are: " + names_of(stacks));
  }
  chosen.settings = std::move(*found);
  look_at_parts(chosen);
  return chosen;
}

std::string first_branch(server::StackSettings const& settings) {
  return settings.branches.empty() ? "main" : settings.branches.front();
}

}  // namespace stacktag::care
