// SPDX-License-Identifier: Apache-2.0
// Amazon Rekognition as a labelling engine: DetectLabels, and what else it can tell of a picture.
// https://docs.aws.amazon.com/rekognition/latest/APIReference/API_Operations_Amazon_Rekognition.html
#pragma once

#include <memory>
#include <string>

#include "aws/credentials.h"
#include "environment/environment.h"
#include "http/client.h"
#include "ports/labeler.h"
#include "ports/overlap.h"

namespace stacktag::rekognition {

struct Options {
  std::string region{};    ///< REKOGNITION_AWS_REGION, else the AWS default
  std::string endpoint{};  ///< AWS_ENDPOINT_URL_REKOGNITION, AWS_ENDPOINT_URL, else the region's
  /// REKOGNITION_AWS_ID and REKOGNITION_AWS_SECRET; empty: the default chain.
  aws::Credentials fixed{};
};

Options read_options(SettingsReader& reader);

/// Several features are asked for at the same time, as far as `overlap` can.
std::unique_ptr<Labeler> make_labeler(Options options, aws::CredentialsProvider& credentials,
                                      http::Client& client, Clock& clock, Overlap& overlap);

}  // namespace stacktag::rekognition
