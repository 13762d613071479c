// SPDX-License-Identifier: Apache-2.0
#include "http/trust.h"

#include <openssl/ssl.h>

#include <utility>

#include "http/client.h"

namespace stacktag::http {

Trust::Trust(std::string ca_bundle) : ca_bundle_(std::move(ca_bundle)) {}

bool Trust::install(ssl_ctx_st& context) {
  auto* const trusted = store();
  if (trusted == nullptr) {
    return false;
  }
  SSL_CTX_set1_cert_store(&context, trusted);
  return true;
}

// A bundle that could not be read is tried again by the next connection.
X509_STORE* Trust::store() {
  std::lock_guard const lock(mutex_);
  if (!certificates_) {
    certificates_ = Certificates::open(ca_bundle_.empty() ? find_ca_bundle() : ca_bundle_);
  }
  return certificates_ ? certificates_->store() : nullptr;
}

}  // namespace stacktag::http
