// SPDX-License-Identifier: Apache-2.0
// A bundle of certificate authorities of which only those that are asked for are decoded. OpenSSL 3
// takes about 20 ms to decode the 140 of Debian's bundle; a connection needs one or two.
#pragma once

#include <openssl/x509_vfy.h>

#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace stacktag::http {

class Certificates final {
 public:
  /// Nothing where the file (PEM) cannot be read or names no certificate.
  static std::unique_ptr<Certificates> open(std::string const& path);

  ~Certificates();
  Certificates(Certificates const&) = delete;
  Certificates& operator=(Certificates const&) = delete;

  /// Finds the bundle's certificates by itself. It must not be used after this object's end.
  X509_STORE* store() const { return store_.get(); }

 private:
  struct Free {
    void operator()(X509* certificate) const { X509_free(certificate); }
    void operator()(X509_STORE* store) const { X509_STORE_free(store); }
    void operator()(X509_LOOKUP_METHOD* method) const { X509_LOOKUP_meth_free(method); }
  };
  struct Entry {
    unsigned long subject_hash = 0;
    std::string der{};
    std::unique_ptr<X509, Free> decoded{};
  };

  Certificates() = default;
  bool read(std::string const& path);
  bool connect();
  bool find(X509_NAME const* subject, X509_OBJECT* found);
  static int on_lookup(X509_LOOKUP* lookup, X509_LOOKUP_TYPE type, X509_NAME const* subject,
                       X509_OBJECT* found) noexcept;

  std::mutex mutex_;  // guards what is decoded
  std::vector<Entry> entries_;
  std::unique_ptr<X509_LOOKUP_METHOD, Free> method_;
  std::unique_ptr<X509_STORE, Free> store_;  // ends first: it looks into the entries
};

}  // namespace stacktag::http
