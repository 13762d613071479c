// SPDX-License-Identifier: Apache-2.0
#include "http/certificates.h"

#include <openssl/asn1.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <cstdio>
#include <optional>
#include <string_view>

namespace stacktag::http {
namespace {

unsigned char const* bytes_of(std::string const& der) {
  return reinterpret_cast<unsigned char const*>(der.data());
}

// A cursor in DER. Reading stays within `end`.
class Der final {
 public:
  explicit Der(std::string const& der) : at_(bytes_of(der)), end_(at_ + der.size()) {}

  // Goes into a sequence.
  bool enter() { return head() && tag_ == V_ASN1_SEQUENCE; }

  // Goes past an element, or past one of this context tag only.
  bool skip() {
    if (!head()) {
      return false;
    }
    at_ += length_;
    return true;
  }
  bool skip_if_context(int tag) {
    auto const before = at_;
    if (head() && class_ == V_ASN1_CONTEXT_SPECIFIC && tag_ == tag) {
      at_ += length_;
    } else {
      at_ = before;
    }
    return at_ < end_;
  }

  unsigned char const* at() const { return at_; }
  long left() const { return static_cast<long>(end_ - at_); }

 private:
  bool head() {
    return at_ < end_ && (ASN1_get_object(&at_, &length_, &tag_, &class_, left()) & 0x80) == 0;
  }

  unsigned char const* at_;
  unsigned char const* end_;
  long length_ = 0;
  int tag_ = 0;
  int class_ = 0;
};

// The subject's hash, read from a certificate's bytes without decoding its key, which is what
// takes the time. https://www.rfc-editor.org/rfc/rfc5280#section-4.1
std::optional<unsigned long> hash_subject(std::string const& certificate) {
  Der der(certificate);
  auto const at_subject = der.enter() && der.enter() && der.skip_if_context(0) &&  // version
                          der.skip() && der.skip() && der.skip() && der.skip();
  if (!at_subject) {
    return std::nullopt;
  }
  auto const* at = der.at();
  auto* const name = d2i_X509_NAME(nullptr, &at, der.left());
  int ok = 0;
  auto const hash = name == nullptr ? 0 : X509_NAME_hash_ex(name, nullptr, nullptr, &ok);
  X509_NAME_free(name);
  return ok == 1 ? std::optional(hash) : std::nullopt;
}

}  // namespace

std::unique_ptr<Certificates> Certificates::open(std::string const& path) {
  std::unique_ptr<Certificates> certificates(new Certificates);
  auto const ready = certificates->read(path) && certificates->connect();
  ERR_clear_error();
  return ready ? std::move(certificates) : nullptr;
}

Certificates::~Certificates() = default;

bool Certificates::read(std::string const& path) {
  auto* const file = BIO_new_file(path.c_str(), "r");
  char* name = nullptr;
  char* header = nullptr;
  unsigned char* bytes = nullptr;
  long length = 0;
  while (file != nullptr && PEM_read_bio(file, &name, &header, &bytes, &length) == 1) {
    std::string der(reinterpret_cast<char const*>(bytes), static_cast<std::size_t>(length));
    auto const hash = std::string_view(name) == PEM_STRING_X509 ? hash_subject(der) : std::nullopt;
    if (hash) {
      entries_.push_back({.subject_hash = *hash, .der = std::move(der)});
    }
    OPENSSL_free(name);
    OPENSSL_free(header);
    OPENSSL_free(bytes);
  }
  BIO_free(file);
  return !entries_.empty();
}

bool Certificates::connect() {
  store_.reset(X509_STORE_new());
  method_.reset(X509_LOOKUP_meth_new("certificates of a bundle"));
  if (!store_ || !method_ ||
      X509_LOOKUP_meth_set_get_by_subject(method_.get(), &Certificates::on_lookup) != 1) {
    return false;
  }
  // As libcurl does: a bundle may name an intermediate authority alone.
  X509_STORE_set_flags(store_.get(), X509_V_FLAG_TRUSTED_FIRST | X509_V_FLAG_PARTIAL_CHAIN);
  auto* const lookup = X509_STORE_add_lookup(store_.get(), method_.get());
  return lookup != nullptr && X509_LOOKUP_set_method_data(lookup, this) == 1;
}

int Certificates::on_lookup(X509_LOOKUP* lookup, X509_LOOKUP_TYPE type, X509_NAME const* subject,
                            X509_OBJECT* found) noexcept {
  auto* const self = static_cast<Certificates*>(X509_LOOKUP_get_method_data(lookup));
  return type == X509_LU_X509 && self->find(subject, found) ? 1 : 0;
}

// Adds to the store all that have this subject, since OpenSSL asks once and then looks there.
bool Certificates::find(X509_NAME const* subject, X509_OBJECT* found) {
  int ok = 0;
  auto const hash = X509_NAME_hash_ex(subject, nullptr, nullptr, &ok);
  std::lock_guard const lock(mutex_);
  X509* first = nullptr;
  for (auto& entry : entries_) {
    if (ok != 1 || entry.subject_hash != hash) {
      continue;
    }
    if (!entry.decoded) {
      auto const* at = bytes_of(entry.der);
      entry.decoded.reset(d2i_X509(nullptr, &at, static_cast<long>(entry.der.size())));
    }
    auto* const certificate = entry.decoded.get();
    if (certificate != nullptr && X509_NAME_cmp(X509_get_subject_name(certificate), subject) == 0 &&
        X509_STORE_add_cert(store_.get(), certificate) == 1) {
      first = first == nullptr ? certificate : first;
    }
  }
  if (first == nullptr || X509_OBJECT_set1_X509(found, first) != 1) {
    return false;
  }
  // The caller takes a reference of its own; the one in `found` would never be given back:
  // https://docs.openssl.org/3.0/man3/X509_LOOKUP_meth_new/#notes
  X509_free(first);
  return true;
}

}  // namespace stacktag::http
