// SPDX-License-Identifier: Apache-2.0
// Amazon's side of the sandbox: Rekognition, the Security Token Service, the stores of secrets,
// Lambda's Runtime API and API Gateway.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>

#include "cloud/gateway.h"
#include "cloud/invocations.h"
#include "cloud/rekognition.h"
#include "cloud/signed_request.h"
#include "http/server.h"
#include "ports/labeler.h"

namespace stacktag::sandbox {

struct CloudOptions {
  std::map<std::string, AccessKey> keys{};
  std::chrono::milliseconds function_timeout = std::chrono::seconds(29);
  std::chrono::seconds clock_offset{0};          ///< the services' clock against the machine's
  std::string api_key{};                         ///< of the REST API; empty: none is asked for
  std::map<std::string, std::string> secrets{};  ///< ARN or name -> text
};

class Cloud {
 public:
  Cloud(CloudOptions options, Labeler& engine, Clock& clock);

  /// Nothing where the request is not for AWS.
  std::optional<Reply> answer(Request const& request);
  json::Json counters() const;
  void clear();
  /// What Rekognition finds in every picture from now on; see rekognition.h.
  void put_in(json::Json const& findings) { rekognition_.put_in(findings); }
  void stop() { invocations_.stop(); }

 private:
  std::optional<Reply> answer_service(Request const& request);
  Reply answer_secret(Request const& request, std::string const& name_key) const;

  CloudOptions const options_;
  Clock& clock_;
  Rekognition rekognition_;
  Invocations invocations_;
  Gateway const gateway_;
};

}  // namespace stacktag::sandbox
