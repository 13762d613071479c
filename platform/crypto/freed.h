// SPDX-License-Identifier: Apache-2.0
// OpenSSL's objects as owners: std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>.
#pragma once

namespace stacktag::crypto {

template <auto Free>
struct Freed {
  template <class T>
  void operator()(T* thing) const {
    Free(thing);
  }
};

}  // namespace stacktag::crypto
