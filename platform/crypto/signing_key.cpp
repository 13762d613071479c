// SPDX-License-Identifier: Apache-2.0
#include "crypto/signing_key.h"

#include <openssl/encoder.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>

#include <stdexcept>
#include <vector>

#include "crypto/freed.h"

namespace stacktag::crypto {
namespace {

using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Context = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;
using Encoder = std::unique_ptr<OSSL_ENCODER_CTX, Freed<OSSL_ENCODER_CTX_free>>;

void check(bool good) {
  if (!good) {
    throw std::runtime_error("OpenSSL cannot make or use an RSA key");
  }
}

class RsaKey final : public SigningKey {
 public:
  RsaKey() : key_(EVP_RSA_gen(2048)) { check(key_ != nullptr); }

  std::string sign(std::string_view text) const override {
    Context const context(EVP_MD_CTX_new());
    EVP_PKEY_CTX* parameters = nullptr;  // owned by the context
    auto const* octets = reinterpret_cast<unsigned char const*>(text.data());
    std::size_t size = 0;
    check(EVP_DigestSignInit(context.get(), &parameters, EVP_sha256(), nullptr, key_.get()) == 1 &&
          EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING) == 1 &&
          EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, 32) == 1 &&
          EVP_DigestSign(context.get(), nullptr, &size, octets, text.size()) == 1);
    std::string signature(size, '\0');
    check(EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                         octets, text.size()) == 1);
    signature.resize(size);
    return signature;
  }

  std::string public_pem() const override {
    Encoder const encoder(
        OSSL_ENCODER_CTX_new_for_pkey(key_.get(), EVP_PKEY_PUBLIC_KEY, "PEM", "pkcs1", nullptr));
    unsigned char* text = nullptr;
    std::size_t size = 0;
    check(encoder != nullptr && OSSL_ENCODER_to_data(encoder.get(), &text, &size) == 1);
    std::string pem(reinterpret_cast<char const*>(text), size);
    OPENSSL_free(text);
    return pem;
  }

 private:
  Key const key_;
};

}  // namespace

std::unique_ptr<SigningKey> make_signing_key() {
  return std::make_unique<RsaKey>();
}

std::string random_hex(int bytes) {
  constexpr std::string_view k_digits = "0123456789abcdef";
  std::vector<unsigned char> random(static_cast<std::size_t>(bytes));
  check(RAND_bytes(random.data(), bytes) == 1);
  std::string out;
  for (auto const byte : random) {
    out.push_back(k_digits[byte >> 4]);
    out.push_back(k_digits[byte & 0xF]);
  }
  return out;
}

}  // namespace stacktag::crypto
