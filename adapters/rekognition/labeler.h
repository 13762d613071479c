// SPDX-License-Identifier: Apache-2.0
// Amazon Rekognition's DetectLabels as a labelling engine.
// https://docs.aws.amazon.com/rekognition/latest/APIReference/API_DetectLabels.html
#pragma once

#include <memory>
#include <string>

#include "aws/credentials.h"
#include "environment/environment.h"
#include "http/client.h"
#include "ports/labeler.h"

namespace stacktag::rekognition {

struct Options {
  std::string region{};    ///< REKOGNITION_AWS_REGION, else the AWS default
  std::string endpoint{};  ///< AWS_ENDPOINT_URL_REKOGNITION, AWS_ENDPOINT_URL, else the region's
  /// REKOGNITION_AWS_ID and REKOGNITION_AWS_SECRET; empty: the default chain.
  aws::Credentials fixed{};
};

Options read_options(SettingsReader& reader);

std::unique_ptr<Labeler> make_labeler(Options options, aws::CredentialsProvider& credentials,
                                      http::Client& client, Clock& clock);

}  // namespace stacktag::rekognition
