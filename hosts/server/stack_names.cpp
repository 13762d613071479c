// SPDX-License-Identifier: Apache-2.0
#include "server/stack_names.h"

#include "delivery/settings.h"
#include "rules_file/rules_file.h"

namespace stacktag::server {
namespace {

void replace_all(std::string& text, std::string const& what, std::string const& by) {
  if (what.empty()) {
    return;
  }
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size())) {
    text.replace(at, what.size(), by);
  }
}

}  // namespace

void StackNames::add(std::string const& name, std::string const& api_key) {
  names_.emplace(api_key, name);
}

std::string StackNames::shown(std::string const& api_key) const {
  auto const found = names_.find(api_key);
  if (found != names_.end()) {
    return found->second;
  }
  return unnamed_ == Unnamed::key ? api_key : "(not configured)";
}

std::optional<std::string> StackNames::key_of(std::string const& name) const {
  for (auto const& [key, other] : names_) {
    if (other == name) {
      return key;
    }
  }
  return std::nullopt;
}

std::string StackNames::cleaned(std::string text, std::string const& api_key) const {
  if (unnamed_ == Unnamed::key) {
    return text;
  }
  for (auto const& [key, name] : names_) {
    replace_all(text, key, name);
  }
  replace_all(text, api_key, shown(api_key));
  return text;
}

StackNames names_of(std::vector<StackView> const& stacks) {
  StackNames names(Unnamed::hidden);
  for (auto const& stack : stacks) {
    names.add(stack.name, stack.api_key);
  }
  return names;
}

StackNames configured_names(Environment const& environment) {
  StackNames names(Unnamed::key);
  auto const file = find_rules_file(environment);
  auto const stacks =
      file.empty() ? std::vector<rules_file::StackTable>{}
                   : rules_file::read_stacks(file).value_or(std::vector<rules_file::StackTable>{});
  for (auto const& stack : stacks) {
    auto const key = stack.variables.find("CONTENTSTACK_STACK_API_KEY");
    if (key != stack.variables.end()) {
      names.add(stack.name, key->second);
    }
  }
  if (auto const key = environment.get("CONTENTSTACK_STACK_API_KEY"); key && stacks.empty()) {
    names.add("default", *key);  // as a server calls its only stack
  }
  return names;
}

}  // namespace stacktag::server
