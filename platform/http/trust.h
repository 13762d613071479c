// SPDX-License-Identifier: Apache-2.0
// Whom TLS connections trust, read once for all of them. libcurl by itself would read the whole
// bundle again for each handle, which takes longer than the handshake.
#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "http/certificates.h"

namespace stacktag::http {

class Trust final {
 public:
  /// Reads nothing yet; plain http never needs it. An empty path stands for find_ca_bundle().
  explicit Trust(std::string ca_bundle);

  /// Makes connections of `context` trust the bundle; false where the bundle cannot be read. Safe
  /// to call from several threads.
  bool install(ssl_ctx_st& context);

 private:
  X509_STORE* store();

  std::string const ca_bundle_;
  std::mutex mutex_;
  std::unique_ptr<Certificates> certificates_;
};

}  // namespace stacktag::http
