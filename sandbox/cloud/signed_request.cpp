// SPDX-License-Identifier: Apache-2.0
#include "cloud/signed_request.h"

#include <algorithm>
#include <ctime>
#include <sstream>
#include <vector>

#include "crypto/crypto.h"

namespace stacktag::sandbox {
namespace {

std::vector<std::string> split(std::string const& text, char separator) {
  std::vector<std::string> parts;
  std::istringstream stream(text);
  for (std::string part; std::getline(stream, part, separator);) {
    parts.push_back(part);
  }
  return parts;
}

// What stands behind "name=" up to the next comma.
std::string field(std::string const& authorization, std::string const& name) {
  auto const at = authorization.find(name + "=");
  if (at == std::string::npos) {
    return {};
  }
  auto const begin = at + name.size() + 1;
  return authorization.substr(begin, authorization.find(',', begin) - begin);
}

std::string raw(crypto::Digest const& digest) {
  return {digest.begin(), digest.end()};
}

std::string canonical_request(Request const& request, std::string const& signed_headers) {
  auto const question = std::min(request.target.find('?'), request.target.size());
  auto text = request.method + "\n" + request.target.substr(0, question) + "\n" +
              (question < request.target.size() ? request.target.substr(question + 1) : "") + "\n";
  for (auto const& name : split(signed_headers, ';')) {
    text += name + ":" + std::string(request.header(name)) + "\n";
  }
  return text + "\n" + signed_headers + "\n" + crypto::to_hex(crypto::sha256(request.body));
}

std::optional<WallTime> parse_date(std::string const& text) {
  std::tm parts{};
  if (text.size() != 16 || strptime(text.c_str(), "%Y%m%dT%H%M%SZ", &parts) == nullptr) {
    return std::nullopt;
  }
  return std::chrono::system_clock::from_time_t(timegm(&parts));
}

std::string show(WallTime time) {
  auto const seconds = std::chrono::system_clock::to_time_t(time);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char text[32];
  return {text, std::strftime(text, sizeof text, "%Y%m%dT%H%M%SZ", &parts)};
}

std::optional<Refusal> check_date(std::string const& date, WallTime now) {
  constexpr std::chrono::minutes k_tolerated{15};
  auto const signed_at = parse_date(date);
  if (!signed_at) {
    return Refusal{"IncompleteSignatureException", "Date must be in ISO-8601 'basic format'."};
  }
  if (*signed_at < now - k_tolerated) {
    return Refusal{"InvalidSignatureException",
                   "Signature expired: " + date + " is now earlier than " +
                       show(now - k_tolerated) + " (" + show(now) + " - 15 min.)"};
  }
  if (*signed_at > now + k_tolerated) {
    return Refusal{"InvalidSignatureException",
                   "Signature not yet current: " + date + " is still later than " +
                       show(now + k_tolerated) + " (" + show(now) + " + 15 min.)"};
  }
  return std::nullopt;
}

std::optional<Refusal> check_token(Request const& request, AccessKey const& key) {
  if (request.header("x-amz-security-token") == key.session_token) {
    return std::nullopt;
  }
  return key.session_token.empty()
             ? Refusal{"UnrecognizedClientException",
                       "The security token included in the request is invalid."}
             : Refusal{"ExpiredTokenException",
                       "The security token included in the request is expired"};
}

}  // namespace

std::optional<Refusal> check_signature(Request const& request, std::string const& service,
                                       std::map<std::string, AccessKey> const& keys, WallTime now) {
  std::string const authorization(request.header("Authorization"));
  if (!authorization.starts_with("AWS4-HMAC-SHA256 ")) {
    return Refusal{"MissingAuthenticationTokenException", "Missing Authentication Token"};
  }
  auto const credential = split(field(authorization, "Credential"), '/');
  auto const names = field(authorization, "SignedHeaders");
  auto const signature = field(authorization, "Signature");
  if (credential.size() != 5 || names.empty() || signature.empty()) {
    return Refusal{"IncompleteSignatureException",
                   "Authorization header requires its three parameters."};
  }
  auto const key = keys.find(credential[0]);
  if (key == keys.end()) {
    return Refusal{"UnrecognizedClientException",
                   "The security token included in the request is invalid."};
  }
  if (auto refusal = check_token(request, key->second)) {
    return refusal;
  }
  std::string const date(request.header("x-amz-date"));
  if (auto refusal = check_date(date, now)) {
    return refusal;
  }
  auto const scope =
      credential[1] + "/" + credential[2] + "/" + credential[3] + "/" + credential[4];
  auto const text = "AWS4-HMAC-SHA256\n" + date + "\n" + scope + "\n" +
                    crypto::to_hex(crypto::sha256(canonical_request(request, names)));
  auto step = "AWS4" + key->second.secret;
  for (std::size_t i = 1; i < credential.size(); ++i) {
    step = raw(crypto::hmac_sha256(step, credential[i]));
  }
  bool const good = credential[1] == date.substr(0, 8) && credential[3] == service &&
                    names.find("host") != std::string::npos &&
                    signature == crypto::to_hex(crypto::hmac_sha256(step, text));
  return good ? std::nullopt
              : std::optional(
                    Refusal{"InvalidSignatureException",
                            "The request signature we calculated does not match the signature "
                            "you provided."});
}

}  // namespace stacktag::sandbox
