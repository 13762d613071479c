// SPDX-License-Identifier: Apache-2.0
// OpenSSL's objects that release themselves.
#pragma once
#include <openssl/ssl.h>

#include <memory>

namespace stacktag::http {

template <auto release>
struct Release {
  template <class Object>
  void operator()(Object* object) const {
    release(object);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Release<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Release<X509_free>>;
using Context = std::unique_ptr<SSL_CTX, Release<SSL_CTX_free>>;
using Session = std::unique_ptr<SSL, Release<SSL_free>>;

}  // namespace stacktag::http
