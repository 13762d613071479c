// SPDX-License-Identifier: Apache-2.0
// An RSA key of 2,048 bits that signs as Contentstack does: for whoever plays its part in tests and
// demos.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace stacktag::crypto {

class SigningKey {
 public:
  virtual ~SigningKey() = default;
  /// RSASSA-PSS, SHA-256, salt of 32 bytes.
  virtual std::string sign(std::string_view text) const = 0;
  /// PKCS#1 in PEM form: BEGIN RSA PUBLIC KEY.
  virtual std::string public_pem() const = 0;
};

/// Throws std::runtime_error where OpenSSL cannot make one.
std::unique_ptr<SigningKey> make_signing_key();

/// `bytes` random bytes as lower-case hexadecimal.
std::string random_hex(int bytes);

}  // namespace stacktag::crypto
