// SPDX-License-Identifier: Apache-2.0
// AWS Signature Version 4, as a pure function of the request, the credentials and the time.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "aws/credentials.h"
#include "http/client.h"
#include "stacktag/clock.h"

namespace stacktag::aws {

struct Scope {
  std::string region{};
  std::string service{};  ///< the signing name, as in rekognition
};

/// What is signed. Every header that is given is signed; leave out those a proxy may change.
struct Signable {
  std::string method{};
  std::string host{};   ///< with the port where it is not the scheme's own
  std::string path{};   ///< as sent; empty stands for "/"
  std::string query{};  ///< as sent, without '?'
  std::vector<http::Header> headers{};
  std::string_view payload{};
  std::string_view payload_end{};  ///< what is sent right behind it
};

struct Signature {
  std::string canonical_request{};
  std::string string_to_sign{};
  std::string signature{};
  /// X-Amz-Date, X-Amz-Security-Token for temporary credentials, Authorization.
  std::vector<http::Header> headers{};
};

Signature sign(Signable const& request, Credentials const& credentials, Scope const& scope,
               WallTime now);

/// 20150830T123600Z
std::string amz_date(WallTime time);

}  // namespace stacktag::aws
