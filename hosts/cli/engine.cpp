// SPDX-License-Identifier: Apache-2.0
#include "cli/engine.h"

#include "delivery/product.h"
#include "delivery/threads.h"
#include "engine/local_engine.h"

namespace stacktag::cli {

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
