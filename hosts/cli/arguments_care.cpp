// SPDX-License-Identifier: Apache-2.0
#include "cli/arguments_care.h"

#include <utility>

#include "cli/shared_options.h"
#include "http/url.h"

namespace stacktag::cli {
namespace {

std::string check_target(std::string const& text) {
  return http::parse_url(text) ? "" : "the URL is https://host[:port]/path, not " + text;
}

std::string check_mail(std::string const& text) {
  auto const at = text.find('@');
  bool const good = at != std::string::npos && at > 0 && at + 1 < text.size() &&
                    text.find_first_of(" ,;<>\t") == std::string::npos;
  return good ? "" : "the e-mail address is NAME@HOST, not " + text;
}

void add_setup(CLI::App& app, CareWords& words) {
  auto& command = *app.add_subcommand(
      "setup",
      "Make the webhook in the stack, or mend the one that is there, after showing what changes.\n"
      "Finds it by its URL, keeps what people set, and does nothing where nothing is to be done.");
  auto& setup = words.setup;
  command.add_option("--url", setup.url, "Where stacktag takes deliveries")
      ->required()
      ->check(check(check_target))
      ->type_name("URL");
  command.add_option("--name", setup.name, "Of a new webhook")->capture_default_str();
  command
      .add_option("--branch", setup.branches,
                  "Whose events come, instead of STACKTAG_BRANCHES; may be repeated")
      ->allow_extra_args(false)
      ->check(check(check_uid))
      ->type_name("UID");
  command.add_option("--notify", setup.notify, "Whom Contentstack tells of failures")
      ->check(check(check_mail))
      ->type_name("MAIL");
  add_stack(command, setup.stack);
  command.add_flag("--rewrite-password", words.rewrite_password,
                   "Write the password of STACKTAG_WEBHOOK_BASIC_AUTH again, which cannot be read "
                   "back and compared");
  command.add_flag("--dry-run", words.dry_run, "Show what would be done, and do nothing");
  command.add_flag("--yes", words.yes, "Ask nothing");
  command.add_flag("--json", words.json, "The plan, and whether it was carried out");
}

void add_doctor(CLI::App& app, CareWords& words) {
  auto& command =
      *app.add_subcommand("doctor",
                          "Look at everything that stacktag needs, and say how to mend what is "
                          "wrong. Changes nothing.\n"
                          "Exit code by the worst finding: 0 good or note, 1 warning, 2 broken.");
  auto& doctor = words.doctor;
  command.add_option("--url", doctor.url, "Where deliveries should go")
      ->check(check(check_target))
      ->type_name("URL");
  add_stack(command, doctor.stack);
  command.add_flag("--read-only", words.read_only,
                   "Send nothing but reads: whether the token may write is not tried");
  command.add_flag("--json", words.json, "One JSON object with every finding");
}

}  // namespace

void add_care(CLI::App& app, CareWords& words) {
  add_setup(app, words);
  add_doctor(app, words);
}

std::optional<Arguments> care_arguments(CLI::App const& app, CareWords words) {
  auto const format = words.json ? Format::json : Format::table;
  if (app.got_subcommand("setup")) {
    auto& setup = words.setup;
    setup.consent = words.yes ? Consent::given : Consent::asked_for;
    setup.mode = words.dry_run ? WriteMode::dry_run : WriteMode::write;
    setup.rewrites_password = words.rewrite_password;
    setup.format = format;
    return std::move(setup);
  }
  if (app.got_subcommand("doctor")) {
    words.doctor.is_read_only = words.read_only;
    words.doctor.format = format;
    return std::move(words.doctor);
  }
  return std::nullopt;
}

}  // namespace stacktag::cli
