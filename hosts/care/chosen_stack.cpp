// SPDX-License-Identifier: Apache-2.0
#include "care/chosen_stack.h"

#include "contentstack/webhook_auth.h"
#include "rekognition/labeler.h"

namespace stacktag::care {
namespace {

bool is_without_mistake(Environment const& environment, auto const& read) {
  SettingsReader reader(environment);
  read(reader);
  return reader.mistakes().empty();
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
  TRY(chosen.settings, server::pick_stack(server::read_stacks(environment, chosen.mistakes), name));
  look_at_parts(chosen);
  return chosen;
}

std::string first_branch(server::StackSettings const& settings) {
  return settings.branches.empty() ? "" : settings.branches.front();
}

}  // namespace stacktag::care
