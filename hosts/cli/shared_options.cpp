// SPDX-License-Identifier: Apache-2.0
#include "cli/shared_options.h"

#include "cli/moment.h"
#include "contentstack/names.h"

namespace stacktag::cli {

CLI::Validator check(std::string (*complaint)(std::string const&)) {
  return CLI::Validator(std::function<std::string(std::string&)>(
                            [complaint](std::string& text) { return complaint(text); }),
                        "");
}

std::string check_uid(std::string const& text) {
  return contentstack::is_uid(text) ? "" : "a uid is letters and digits, not " + text;
}

std::string check_moment(std::string const& text) {
  return moment_named(text) ? "" : "a time is 2026-01-31 or 2026-01-31T12:00:00Z, not " + text;
}

void add_stack(CLI::App& command, std::string& stack) {
  command.add_option("--stack", stack, "Which one, where several are configured")
      ->type_name("NAME|KEY");
}

void add_branch(CLI::App& command, std::string& branch) {
  command.add_option("--branch", branch, "Instead of the main one")
      ->check(check(check_uid))
      ->type_name("UID");
}

void add_folder(CLI::App& command, std::string& folder) {
  command.add_option("--folder", folder, "Only assets of this folder; cs_root: of none")
      ->check(check(check_uid))
      ->type_name("UID");
}

void add_changed_since(CLI::App& command, std::string& since) {
  command.add_option("--since", since, "Only assets changed since then (UTC)")
      ->check(check(check_moment))
      ->type_name("TIME");
}

void add_store(CLI::App& command, std::string& store) {
  command.add_option("--store", store, "The server's store, instead of STACKTAG_STORE")
      ->type_name("FILE");
}

}  // namespace stacktag::cli
