// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "http/url.h"
#include "rekognition/labeler.h"

namespace stacktag::rekognition {
namespace {

bool is_region(std::string_view text) {
  return text.size() <= 32 && text.find('-') != std::string_view::npos &&
         std::ranges::all_of(text, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
         });
}

void read_keys(SettingsReader& reader, Options& options) {
  auto const id = reader.text("REKOGNITION_AWS_ID");
  auto const secret = reader.text("REKOGNITION_AWS_SECRET");
  if (id.empty() != secret.empty()) {
    reader.mistake(id.empty() ? "REKOGNITION_AWS_ID" : "REKOGNITION_AWS_SECRET",
                   "is not set; set both, or none to use AWS's own chain of credentials");
  }
  options.fixed = {.access_key_id = id, .secret_access_key = secret};
}

void read_region(SettingsReader& reader, Options& options) {
  options.region = reader.text("REKOGNITION_AWS_REGION", aws::default_region(reader.environment()));
  if (options.region.empty()) {
    reader.mistake("REKOGNITION_AWS_REGION", "is not set, and neither is AWS_REGION");
  } else if (!is_region(options.region)) {
    reader.mistake("REKOGNITION_AWS_REGION",
                   "must be a region like eu-west-1, not \"" + options.region + "\"");
  } else if (options.region == "ca-central-1") {
    // https://docs.aws.amazon.com/general/latest/gr/rekognition.html
    reader.mistake("REKOGNITION_AWS_REGION",
                   "is ca-central-1, where Rekognition has no DetectLabels; us-east-1 is near");
  }
}

void read_endpoint(SettingsReader& reader, Options& options) {
  options.endpoint = reader.text("AWS_ENDPOINT_URL_REKOGNITION", reader.text("AWS_ENDPOINT_URL"));
  if (options.endpoint.empty()) {
    options.endpoint = "https://rekognition." + options.region + ".amazonaws.com";
  } else if (!http::parse_url(options.endpoint)) {
    reader.mistake("AWS_ENDPOINT_URL_REKOGNITION",
                   "must be a URL, not \"" + options.endpoint + "\"");
  }
}

}  // namespace

Options read_options(SettingsReader& reader) {
  Options options;
  read_keys(reader, options);
  read_region(reader, options);
  read_endpoint(reader, options);
  return options;
}

}  // namespace stacktag::rekognition
