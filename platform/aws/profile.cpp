// SPDX-License-Identifier: Apache-2.0
#include "aws/profile.h"

#include <algorithm>
#include <array>

#include "aws/ini.h"
#include "aws/process.h"
#include "aws/source.h"

namespace stacktag::aws {
namespace {

std::string path_of(Environment const& environment, std::string_view variable,
                    std::string_view file) {
  if (auto const path = environment.get(variable)) {
    return *path;
  }
  auto const home = environment.get("HOME");
  return home ? *home + "/.aws/" + std::string(file) : std::string{};
}

void add(Section& into, Ini const& ini, std::string const& section) {
  if (auto const found = ini.find(section); found != ini.end()) {
    into.insert(found->second.begin(), found->second.end());
  }
}

std::string value_of(Section const& profile, std::string_view name) {
  auto const found = profile.find(name);
  return found == profile.end() ? std::string{} : found->second;
}

class ProfileSource final : public Source {
 public:
  explicit ProfileSource(Surroundings const& with) : with_(with) {}

  Found find(Deadline const& deadline) override {
    auto const profile = read_profile(with_.environment);
    Credentials credentials{.access_key_id = value_of(profile, "aws_access_key_id"),
                            .secret_access_key = value_of(profile, "aws_secret_access_key"),
                            .session_token = value_of(profile, "aws_session_token")};
    if (!credentials.access_key_id.empty() && !credentials.secret_access_key.empty()) {
      return credentials;
    }
    if (!credentials.access_key_id.empty() || !credentials.secret_access_key.empty()) {
      return fail(Reason::credentials_missing,
                  "the AWS profile has only one of aws_access_key_id and aws_secret_access_key");
    }
    if (auto const command = value_of(profile, "credential_process"); !command.empty()) {
      return run(command, deadline);
    }
    if (!value_of(profile, "role_arn").empty() || !value_of(profile, "sso_session").empty() ||
        !value_of(profile, "sso_start_url").empty()) {
      return fail(Reason::credentials_missing,
                  "the AWS profile asks for a role or single sign-on, which stacktag does not do; "
                  "give it keys, or credential_process = aws configure export-credentials");
    }
    if (profile.empty() && with_.environment.get("AWS_PROFILE")) {
      return fail(Reason::credentials_missing,
                  "there is no AWS profile named by AWS_PROFILE in the shared files");
    }
    return std::nullopt;
  }

 private:
  // https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html
  Found run(std::string const& command, Deadline const& deadline) const {
    auto const output = run_command(command, with_.clock, deadline);
    if (!output) {
      return fail(Reason::credentials_unavailable, "credential_process: " + output.error());
    }
    auto credentials = decode_credentials(*output);
    if (!credentials) {
      return fail(Reason::credentials_unavailable,
                  "credential_process printed no credentials that can be read");
    }
    return credentials;
  }

  Surroundings const with_;
};

}  // namespace

Section read_profile(Environment const& environment) {
  auto const name = environment.get_or("AWS_PROFILE", "default");
  auto const read = [&](std::string_view variable, std::string_view file) {
    auto const path = path_of(environment, variable, file);
    return parse_ini(path.empty() ? "" : read_small_file(path).value_or(""));
  };
  Section profile;  // the credentials file counts more: insert() keeps what is there
  add(profile, read("AWS_SHARED_CREDENTIALS_FILE", "credentials"), name);
  auto const config = read("AWS_CONFIG_FILE", "config");
  add(profile, config, name == "default" ? name : "profile " + name);
  return profile;
}

bool is_configured(Environment const& environment) {
  constexpr std::array<std::string_view, 6> k_variables{"AWS_ACCESS_KEY_ID",
                                                        "AWS_SECRET_ACCESS_KEY",
                                                        "AWS_PROFILE",
                                                        "AWS_WEB_IDENTITY_TOKEN_FILE",
                                                        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
                                                        "AWS_CONTAINER_CREDENTIALS_FULL_URI"};
  // Also what the chain refuses with a reason: that is what a user wants to hear.
  constexpr std::array<std::string_view, 6> k_settings{
      "aws_access_key_id", "aws_secret_access_key", "credential_process",
      "role_arn",          "sso_session",           "sso_start_url"};
  auto const profile = read_profile(environment);
  return std::ranges::any_of(k_variables,
                             [&](auto name) { return environment.get(name).has_value(); }) ||
         std::ranges::any_of(k_settings,
                             [&](auto name) { return !value_of(profile, name).empty(); });
}

std::string default_region(Environment const& environment) {
  for (auto const* variable : {"AWS_REGION", "AWS_DEFAULT_REGION"}) {
    if (auto const region = environment.get(variable)) {
      return *region;
    }
  }
  return value_of(read_profile(environment), "region");
}

std::unique_ptr<Source> profile_source(Surroundings const& with) {
  return std::make_unique<ProfileSource>(with);
}

}  // namespace stacktag::aws
