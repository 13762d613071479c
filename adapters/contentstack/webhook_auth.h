// SPDX-License-Identifier: Apache-2.0
// Who sent this delivery? Each proof is optional; all that are configured must hold. Checked on the
// raw bytes, before anything is parsed, and compared in constant time.
// https://www.contentstack.com/docs/developers/set-up-webhooks/secure-your-webhooks
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "contentstack/region.h"
#include "environment/environment.h"
#include "http/client.h"
#include "stacktag/clock.h"
#include "stacktag/limits.h"
#include "stacktag/result.h"

namespace stacktag::contentstack {

struct AuthOptions {
  std::optional<http::Header> secret_header{};  ///< STACKTAG_WEBHOOK_HEADER="Name: value"
  std::string basic_user{};                     ///< STACKTAG_WEBHOOK_BASIC_AUTH="user:password"
  std::string basic_password{};
  bool rsa_signature = false;            ///< STACKTAG_WEBHOOK_SIGNATURE=true
  std::string keys_url{};                ///< STACKTAG_WEBHOOK_KEYS_URL, else the region's document
  std::vector<std::string> hmac_keys{};  ///< STACKTAG_WEBHOOK_HMAC_KEYS=new,old
  /// STACKTAG_WEBHOOK_FRESHNESS, 0 switches it off.
  std::chrono::seconds freshness = limits::freshness_default;

  bool any() const {
    return secret_header || !basic_user.empty() || rsa_signature || !hmac_keys.empty();
  }
};

AuthOptions read_auth_options(SettingsReader& reader, Region const& region);

class WebhookAuth {
 public:
  virtual ~WebhookAuth() = default;
  /// Errors: `unauthenticated`, `stale`, `keys_unavailable`.
  virtual Result<void> check(std::vector<http::Header> const& headers, std::string_view raw_body,
                             Deadline const& deadline) = 0;
};

std::unique_ptr<WebhookAuth> make_webhook_auth(AuthOptions options, http::Client& client,
                                               Clock& clock);

}  // namespace stacktag::contentstack
