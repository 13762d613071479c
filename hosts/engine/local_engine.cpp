// SPDX-License-Identifier: Apache-2.0
#include "engine/local_engine.h"

#include <utility>

#include "engine/joint_labeler.h"
#include "engine/model_folder.h"
#include "local_vision/labeler.h"
#include "network_vision/labeler.h"

namespace stacktag {

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

}  // namespace stacktag
