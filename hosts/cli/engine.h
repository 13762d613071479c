// SPDX-License-Identifier: Apache-2.0
// Which engine looks at a picture on the command line, and the engine itself.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "aws/credentials.h"
#include "cli/console.h"
#include "delivery/settings.h"
#include "environment/environment.h"
#include "ports/labeler.h"
#include "ports/overlap.h"
#include "stacktag/result.h"

namespace stacktag::cli {

/// As asked for on the command line, else by STACKTAG_ENGINE (rekognition, local), else nothing.
std::optional<Engine> asked_engine(std::optional<Engine> asked, SettingsReader& reader);

/// What Rekognition lacks, as a sentence that says what to set; empty where the environment, or a
/// file it leads to, names credentials and a region. No call goes out for it, so a machine in AWS
/// that lives on its role has to ask for the engine.
std::string what_aws_lacks(Environment const& environment);

struct EngineParts {
  std::unique_ptr<aws::CredentialsProvider> credentials{};  ///< of Rekognition only
  std::unique_ptr<Overlap> threads{};                       ///< of Rekognition, too
  std::unique_ptr<Labeler> labeler{};
};

/// The engine on this machine, together with the network that STACKTAG_MODEL names, where it does.
Result<std::unique_ptr<Labeler>> make_local_engine(Environment const& environment);

Result<EngineParts> make_engine(Engine engine, rekognition::Options const& options,
                                Console const& console);

}  // namespace stacktag::cli
