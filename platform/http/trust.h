// SPDX-License-Identifier: Apache-2.0
// The certificates we trust, read once for all connections. libcurl would read the whole bundle
// for each of them, which takes longer than the handshake.
#pragma once

#include <mutex>
#include <string>

struct x509_store_st;  // OpenSSL's X509_STORE
struct ssl_ctx_st;     // OpenSSL's SSL_CTX

namespace stacktag::http {

class Trust final {
 public:
  /// Reads nothing yet; plain http never needs it. An empty path stands for find_ca_bundle().
  explicit Trust(std::string ca_bundle);
  ~Trust();
  Trust(Trust const&) = delete;
  Trust& operator=(Trust const&) = delete;

  /// Makes connections of `context` trust the bundle; false where the bundle cannot be read. Safe
  /// to call from several threads.
  bool install(ssl_ctx_st& context);

 private:
  x509_store_st* store();

  std::string const ca_bundle_;
  std::mutex mutex_;
  x509_store_st* store_ = nullptr;
};

}  // namespace stacktag::http
