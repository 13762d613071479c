// SPDX-License-Identifier: Apache-2.0
// What is read from a signature header or a time is what stands there: written again in the one
// right form, it reads the same.
#include <ctime>

#include "contentstack/signatures.h"
#include "crypto/crypto.h"
#include "fuzz/target.h"

namespace stacktag::fuzz {

FUZZ_TARGET(signature_header) {
  using namespace stacktag::contentstack;
  bool good = true;
  if (auto const rsa = parse_rsa_signature(text)) {
    good = parse_rsa_signature("v1=" + crypto::to_base64(*rsa)) == rsa;
  }
  if (auto const hmac = parse_hmac_signature(text)) {
    auto const again = parse_hmac_signature("t=" + hmac->timestamp + ",v1=" + hmac->digests.back());
    good = good && again && again->unix_seconds == hmac->unix_seconds &&
           hmac->digests.size() <= 8 &&
           WallTime(std::chrono::seconds(hmac->unix_seconds)) >= WallTime{};
  }
  if (auto const time = parse_utc_time(text)) {
    auto const seconds = WallTime::clock::to_time_t(*time);
    char spelled[32];
    std::strftime(spelled, sizeof spelled, "%FT%TZ", std::gmtime(&seconds));
    good = good && parse_utc_time(spelled) == time &&
           (text.substr(17, 2) == "60" || text.starts_with(std::string_view(spelled, 19)));
  }
  hold(good);
}

}  // namespace stacktag::fuzz
