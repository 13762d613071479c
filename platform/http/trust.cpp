// SPDX-License-Identifier: Apache-2.0
#include "http/trust.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

#include <utility>

#include "http/client.h"

namespace stacktag::http {

Trust::Trust(std::string ca_bundle) : ca_bundle_(std::move(ca_bundle)) {}

Trust::~Trust() {
  X509_STORE_free(store_);
}

bool Trust::install(ssl_ctx_st& context) {
  auto* const trusted = store();
  if (trusted == nullptr) {
    return false;
  }
  SSL_CTX_set1_cert_store(&context, trusted);
  return true;
}

// A bundle that could not be read is tried again by the next connection.
x509_store_st* Trust::store() {
  std::lock_guard const lock(mutex_);
  if (store_ != nullptr) {
    return store_;
  }
  auto const path = ca_bundle_.empty() ? find_ca_bundle() : ca_bundle_;
  auto* const loaded = X509_STORE_new();
  if (loaded != nullptr && X509_STORE_load_file(loaded, path.c_str()) == 1) {
    // As libcurl does: a bundle may name an intermediate authority alone.
    X509_STORE_set_flags(loaded, X509_V_FLAG_TRUSTED_FIRST | X509_V_FLAG_PARTIAL_CHAIN);
    store_ = loaded;
  } else {
    ERR_clear_error();
    X509_STORE_free(loaded);
  }
  return store_;
}

}  // namespace stacktag::http
