// SPDX-License-Identifier: Apache-2.0
#include "cli/engine.h"

#include <algorithm>
#include <array>
#include <filesystem>

#include "delivery/product.h"
#include "local_vision/labeler.h"

namespace stacktag::cli {
namespace {

constexpr std::array<std::string_view, 6> k_credentials_variables{
    "REKOGNITION_AWS_ID",
    "AWS_ACCESS_KEY_ID",
    "AWS_PROFILE",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI"};

bool has_credentials_file(Environment const& environment) {
  std::error_code ignored;
  auto const file = environment.get_or("AWS_SHARED_CREDENTIALS_FILE",
                                       environment.get_or("HOME", "") + "/.aws/credentials");
  return std::filesystem::is_regular_file(file, ignored);
}

}  // namespace

std::optional<Engine> asked_engine(std::optional<Engine> asked, SettingsReader& reader) {
  auto const chosen = reader.choice("STACKTAG_ENGINE", 2, {"rekognition", "local"});
  if (asked) {
    return asked;
  }
  if (chosen == 2) {
    return std::nullopt;
  }
  return chosen == 0 ? Engine::rekognition : Engine::local;
}

bool is_aws_configured(Environment const& environment) {
  bool const has_credentials =
      std::ranges::any_of(k_credentials_variables,
                          [&](auto name) { return environment.get(name).has_value(); }) ||
      has_credentials_file(environment);
  bool const has_region =
      environment.get("REKOGNITION_AWS_REGION") || !aws::default_region(environment).empty();
  return has_credentials && has_region;
}

Result<EngineParts> make_engine(Engine engine, rekognition::Options const& options,
                                Console const& console) {
  EngineParts parts;
  if (engine == Engine::local) {
    TRY(parts.labeler, local_vision::make_labeler({}));
    return parts;
  }
  parts.credentials = make_credentials(options, console.environment, console.client, console.clock);
  parts.labeler =
      rekognition::make_labeler(options, *parts.credentials, console.client, console.clock);
  return parts;
}

}  // namespace stacktag::cli
