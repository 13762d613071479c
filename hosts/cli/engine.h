// SPDX-License-Identifier: Apache-2.0
// The engine that looks at a picture on the command line.
#pragma once

#include <memory>
#include <string>

#include "aws/credentials.h"
#include "cli/console.h"
#include "delivery/settings.h"
#include "environment/environment.h"
#include "ports/labeler.h"
#include "ports/overlap.h"
#include "stacktag/result.h"

namespace stacktag::cli {

/// What Rekognition lacks, as a sentence that says what to set; empty where the environment, or a
/// file it leads to, names credentials and a region. No call goes out for it, so a machine in AWS
/// that lives on its role has to ask for the engine.
std::string what_aws_lacks(Environment const& environment);

struct EngineParts {
  std::unique_ptr<aws::CredentialsProvider> credentials{};  ///< of Rekognition only
  std::unique_ptr<Overlap> threads{};                       ///< of Rekognition, too
  std::unique_ptr<Labeler> labeler{};
};

Result<EngineParts> make_engine(Engine engine, rekognition::Options const& options,
                                Console const& console);

}  // namespace stacktag::cli
