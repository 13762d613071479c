// SPDX-License-Identifier: Apache-2.0
#include "aws/signer.h"

#include <ctime>

#include "aws/canonical.h"
#include "crypto/crypto.h"

namespace stacktag::aws {
namespace {

constexpr std::string_view k_algorithm = "AWS4-HMAC-SHA256";

std::string_view text_of(crypto::Digest const& digest) {
  return {reinterpret_cast<char const*>(digest.data()), digest.size()};
}

crypto::Digest signing_key(std::string const& secret, std::string_view date, Scope const& scope) {
  auto const of_date = crypto::hmac_sha256("AWS4" + secret, date);
  auto const of_region = crypto::hmac_sha256(text_of(of_date), scope.region);
  auto const of_service = crypto::hmac_sha256(text_of(of_region), scope.service);
  return crypto::hmac_sha256(text_of(of_service), "aws4_request");
}

}  // namespace

std::string amz_date(WallTime time) {
  auto const seconds = std::chrono::system_clock::to_time_t(
      std::chrono::time_point_cast<std::chrono::system_clock::duration>(
          std::chrono::floor<std::chrono::seconds>(time)));
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char text[32];
  auto const length = std::strftime(text, sizeof text, "%Y%m%dT%H%M%SZ", &parts);
  return {text, length};
}

Signature sign(Signable const& request, Credentials const& credentials, Scope const& scope,
               WallTime now) {
  auto const time = amz_date(now);
  auto const date = time.substr(0, 8);
  Signature out;
  out.headers.push_back({"X-Amz-Date", time});
  if (!credentials.session_token.empty()) {
    out.headers.push_back({"X-Amz-Security-Token", credentials.session_token});
  }

  auto signed_headers = request.headers;
  signed_headers.push_back({"host", request.host});
  signed_headers.insert(signed_headers.end(), out.headers.begin(), out.headers.end());
  auto const headers = canonical_headers(signed_headers);

  out.canonical_request = request.method + "\n" + canonical_path(request.path) + "\n" +
                          canonical_query(request.query) + "\n" + headers.block + "\n" +
                          headers.names + "\n" +
                          crypto::to_hex(crypto::sha256(request.payload, request.payload_end));
  auto const credential_scope = date + "/" + scope.region + "/" + scope.service + "/aws4_request";
  out.string_to_sign = std::string(k_algorithm) + "\n" + time + "\n" + credential_scope + "\n" +
                       crypto::to_hex(crypto::sha256(out.canonical_request));
  auto const key = signing_key(credentials.secret_access_key, date, scope);
  out.signature = crypto::to_hex(crypto::hmac_sha256(text_of(key), out.string_to_sign));
  out.headers.push_back(
      {"Authorization", std::string(k_algorithm) + " Credential=" + credentials.access_key_id +
                            "/" + credential_scope + ", SignedHeaders=" + headers.names +
                            ", Signature=" + out.signature});
  return out;
}

}  // namespace stacktag::aws
