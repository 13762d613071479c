// SPDX-License-Identifier: Apache-2.0
#include "contentstack/webhook_auth.h"

#include <algorithm>
#include <utility>

#include "contentstack/names.h"
#include "contentstack/public_key.h"
#include "contentstack/signatures.h"
#include "crypto/crypto.h"
#include "http/url.h"
#include "json/json.h"
#include "stacktag/text.h"

namespace stacktag::contentstack {
namespace {

using http::Header;

// The first header of this name. A sender who repeats a header gains nothing: the rest is not
// looked at.
std::string_view find(std::vector<Header> const& headers, std::string const& name) {
  auto const found =
      std::ranges::find_if(headers, [&](Header const& h) { return same_text(h.name, name); });
  return found == headers.end() ? std::string_view{} : std::string_view(found->value);
}

class Proofs final : public WebhookAuth {
 public:
  Proofs(AuthOptions options, http::Client& client, Clock& clock)
      : options_(std::move(options)), clock_(clock), key_(options_.keys_url, client, clock) {}

  Result<void> check(std::vector<Header> const& headers, std::string_view raw_body,
                     Deadline const& deadline) override {
    if (options_.secret_header) {
      TRY_VOID(check_secret_header(headers));
    }
    if (!options_.basic_user.empty()) {
      TRY_VOID(check_basic(headers));
    }
    if (!options_.hmac_keys.empty()) {
      TRY_VOID(check_hmac(headers, raw_body));
    }
    if (options_.rsa_signature) {
      TRY_VOID(check_rsa(headers, raw_body, deadline));
    }
    return {};
  }

 private:
  Result<void> check_secret_header(std::vector<Header> const& headers) const {
    auto const& [name, value] = *options_.secret_header;
    if (!crypto::equal_in_constant_time(find(headers, name), value)) {
      return fail(Reason::unauthenticated, "the header " + name + " is missing or wrong");
    }
    return {};
  }

  Result<void> check_basic(std::vector<Header> const& headers) const {
    auto const expected =
        "Basic " + crypto::to_base64(options_.basic_user + ":" + options_.basic_password);
    if (!crypto::equal_in_constant_time(find(headers, "Authorization"), expected)) {
      return fail(Reason::unauthenticated, "basic authentication is missing or wrong");
    }
    return {};
  }

  Result<void> check_hmac(std::vector<Header> const& headers, std::string_view raw_body) const {
    auto const signature = parse_hmac_signature(find(headers, "x-contentstack-hmac-signature"));
    if (!signature || !fits_any_key(*signature, raw_body)) {
      return fail(Reason::unauthenticated, "the HMAC signature is missing or wrong");
    }
    return check_fresh(WallTime(std::chrono::seconds(signature->unix_seconds)));
  }

  // Every key with every digest, so that the time taken says nothing about which one fits.
  bool fits_any_key(HmacSignature const& signature, std::string_view raw_body) const {
    auto const text = signature.timestamp + "." + std::string(raw_body);
    bool fits = false;
    for (auto const& key : options_.hmac_keys) {
      auto const expected = crypto::to_hex(crypto::hmac_sha256(key, text));
      for (auto const& digest : signature.digests) {
        fits = crypto::equal_in_constant_time(digest, expected) || fits;
      }
    }
    return fits;
  }

  Result<void> check_rsa(std::vector<Header> const& headers, std::string_view raw_body,
                         Deadline const& deadline) {
    auto const signature = parse_rsa_signature(find(headers, "X-Contentstack-Request-Signature"));
    Error const wrong{Reason::unauthenticated, "the request signature is missing or wrong"};
    if (!signature) {
      return fail(wrong);
    }
    TRY(auto const key, key_.get(deadline));
    if (!crypto::verify_rsa_pss(key, raw_body, *signature)) {
      auto const newer = key_.newer_than(key, deadline);
      if (!newer || !crypto::verify_rsa_pss(*newer, raw_body, *signature)) {
        return fail(wrong);
      }
    }
    return check_triggered_at(raw_body);
  }

  // The signed body tells when it was sent; every retry is signed anew.
  Result<void> check_triggered_at(std::string_view raw_body) const {
    if (options_.freshness.count() == 0) {
      return {};
    }
    auto const body = json::parse(raw_body);
    auto const sent =
        body ? parse_utc_time(json::text_or_empty(*body, "triggered_at")) : std::nullopt;
    if (!sent) {
      return fail(Reason::stale, "the signed body does not say when it was sent (triggered_at)");
    }
    return check_fresh(*sent);
  }

  Result<void> check_fresh(WallTime sent) const {
    auto const age = clock_.wall() - sent;
    if (options_.freshness.count() != 0 &&
        (age > options_.freshness || age < -options_.freshness)) {
      auto const age_seconds = std::chrono::duration_cast<std::chrono::seconds>(age).count();
      return fail(Reason::stale, "the delivery was signed " + std::to_string(age_seconds) +
                                     " s ago; " + std::to_string(options_.freshness.count()) +
                                     " s either way are allowed");
    }
    return {};
  }

  AuthOptions const options_;
  Clock& clock_;
  PublicKey key_;
};

std::optional<Header> read_secret_header(SettingsReader& reader) {
  auto const text = reader.text("STACKTAG_WEBHOOK_HEADER");
  if (text.empty()) {
    return std::nullopt;
  }
  auto const colon = text.find(':');
  auto const name = text.substr(0, colon);
  auto const start = colon == std::string::npos ? colon : text.find_first_not_of(' ', colon + 1);
  if (!is_uid(name) || start == std::string::npos || !is_header_value(text.substr(start))) {
    reader.mistake("STACKTAG_WEBHOOK_HEADER", "must have the form \"Name: value\"");
    return std::nullopt;
  }
  return Header{name, text.substr(start)};
}

void read_basic(SettingsReader& reader, AuthOptions& options) {
  auto const text = reader.text("STACKTAG_WEBHOOK_BASIC_AUTH");
  auto const colon = text.find(':');
  if (text.empty()) {
    return;
  }
  if (colon == std::string::npos || colon == 0 || colon + 1 == text.size()) {
    reader.mistake("STACKTAG_WEBHOOK_BASIC_AUTH", "must have the form \"user:password\"");
    return;
  }
  options.basic_user = text.substr(0, colon);
  options.basic_password = text.substr(colon + 1);
}

}  // namespace

AuthOptions read_auth_options(SettingsReader& reader, Region const& region) {
  AuthOptions options{.secret_header = read_secret_header(reader)};
  read_basic(reader, options);
  options.rsa_signature = reader.truth("STACKTAG_WEBHOOK_SIGNATURE", false);
  options.keys_url =
      reader.text("STACKTAG_WEBHOOK_KEYS_URL", region.app_url + "/.well-known/public-keys.json");
  if (!http::parse_url(options.keys_url)) {
    reader.mistake("STACKTAG_WEBHOOK_KEYS_URL", "must be a URL");
  }
  options.hmac_keys = reader.list("STACKTAG_WEBHOOK_HMAC_KEYS");
  if (options.hmac_keys.empty() && !reader.text("STACKTAG_WEBHOOK_HMAC_KEYS").empty()) {
    reader.mistake("STACKTAG_WEBHOOK_HMAC_KEYS", "holds no key");
  }
  constexpr int k_day = 24 * 60 * 60;
  options.freshness = std::chrono::seconds(reader.integer(
      "STACKTAG_WEBHOOK_FRESHNESS", static_cast<int>(limits::freshness_default.count()), 0, k_day));
  return options;
}

std::unique_ptr<WebhookAuth> make_webhook_auth(AuthOptions options, http::Client& client,
                                               Clock& clock) {
  return std::make_unique<Proofs>(std::move(options), client, clock);
}

}  // namespace stacktag::contentstack
