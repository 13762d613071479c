// SPDX-License-Identifier: Apache-2.0
#include "cloud/sts.h"

#include <string_view>

namespace stacktag::sandbox {
namespace {

constexpr std::string_view k_identity =
    R"(<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <GetCallerIdentityResult>
    <Arn>arn:aws:iam::123456789012:user/sandbox</Arn>
    <UserId>AIDASANDBOX</UserId>
    <Account>123456789012</Account>
  </GetCallerIdentityResult>
  <ResponseMetadata><RequestId>00000000-0000-4000-8000-000000000000</RequestId></ResponseMetadata>
</GetCallerIdentityResponse>
)";

Reply xml_reply(int status, std::string body) {
  return {.status = status, .headers = {{"Content-Type", "text/xml"}}, .body = std::move(body)};
}

// Services that speak JSON call an unknown key by another name.
Reply sts_error(std::string code, std::string const& message) {
  if (code == "UnrecognizedClientException") {
    code = "InvalidClientTokenId";
  } else if (code == "InvalidSignatureException") {
    code = "SignatureDoesNotMatch";
  }
  return xml_reply(403, "<ErrorResponse><Error><Type>Sender</Type><Code>" + code +
                            "</Code><Message>" + message + "</Message></Error></ErrorResponse>");
}

}  // namespace

bool is_sts(Request const& request) {
  return request.method == "POST" && request.path == "/" &&
         request.header("X-Amz-Target").empty() && request.body.starts_with("Action=");
}

Reply answer_sts(Request const& request, std::map<std::string, AccessKey> const& keys,
                 WallTime now) {
  if (auto const refusal = check_signature(request, "sts", keys, now)) {
    return sts_error(refusal->code, refusal->message);
  }
  if (!request.body.starts_with("Action=GetCallerIdentity&")) {
    return sts_error("InvalidAction", "The sandbox does not have this action.");
  }
  return xml_reply(200, std::string(k_identity));
}

}  // namespace stacktag::sandbox
