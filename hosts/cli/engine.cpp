// SPDX-License-Identifier: Apache-2.0
#include "cli/engine.h"

#include "cli/joint_labeler.h"
#include "cli/model_folder.h"
#include "delivery/product.h"
#include "delivery/threads.h"
#include "local_vision/labeler.h"
#include "network_vision/labeler.h"

namespace stacktag::cli {
std::optional<Engine> asked_engine(std::optional<Engine> asked, SettingsReader& reader) {
  auto const chosen = reader.choice("STACKTAG_ENGINE", 2, {"rekognition", "local"});
  local_vision::read_options(reader);  // so that its mistakes are told with all others
  if (asked) {
    return asked;
  }
  if (chosen == 2) {
    return std::nullopt;
  }
  return chosen == 0 ? Engine::rekognition : Engine::local;
}

std::string what_aws_lacks(Environment const& environment) {
  if (!environment.get("REKOGNITION_AWS_ID") && !aws::is_configured(environment)) {
    return "no AWS credentials are configured: set REKOGNITION_AWS_ID and REKOGNITION_AWS_SECRET, "
           "or a profile in ~/.aws; for the role of an instance, give --engine rekognition";
  }
  if (!environment.get("REKOGNITION_AWS_REGION") && aws::default_region(environment).empty()) {
    return "no AWS region is configured: set REKOGNITION_AWS_REGION or AWS_REGION, or a region in "
           "~/.aws/config";
  }
  return {};
}

Result<std::unique_ptr<Labeler>> make_local_engine(Environment const& environment) {
  SettingsReader reader(environment);
  TRY(auto own, local_vision::make_labeler(local_vision::read_options(reader)));
  auto const model = environment.get("STACKTAG_MODEL");
  if (!model) {
    return own;
  }
  auto network = network_vision::make_labeler(model_path(*model, environment));
  if (!network) {
    auto error = std::move(network.error());
    error.message = "STACKTAG_MODEL: " + error.message;
    return fail(std::move(error));
  }
  return make_joint_labeler(std::move(own), *std::move(network));
}

Result<EngineParts> make_engine(Engine engine, rekognition::Options const& options,
                                Console const& console) {
  EngineParts parts;
  if (engine == Engine::local) {
    TRY(parts.labeler, make_local_engine(console.environment));
    return parts;
  }
  parts.credentials = make_credentials(options, console.environment, console.client, console.clock);
  parts.threads = make_threads();
  parts.labeler = rekognition::make_labeler(options, *parts.credentials, console.client,
                                            console.clock, *parts.threads);
  return parts;
}

}  // namespace stacktag::cli
