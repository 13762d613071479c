// SPDX-License-Identifier: Apache-2.0
#include <openssl/bio.h>
#include <openssl/decoder.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include <memory>

#include "crypto/crypto.h"
#include "crypto/freed.h"

namespace stacktag::crypto {
namespace {

using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Context = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;
using Decoder = std::unique_ptr<OSSL_DECODER_CTX, Freed<OSSL_DECODER_CTX_free>>;

// Both PEM forms: PKCS#1 ("RSA PUBLIC KEY") and SubjectPublicKeyInfo ("PUBLIC KEY").
Key read_public_key(std::string_view pem) {
  EVP_PKEY* key = nullptr;
  Decoder const decoder(OSSL_DECODER_CTX_new_for_pkey(&key, "PEM", nullptr, "RSA",
                                                      EVP_PKEY_PUBLIC_KEY, nullptr, nullptr));
  auto const* text = reinterpret_cast<unsigned char const*>(pem.data());
  auto size = pem.size();
  if (!decoder || OSSL_DECODER_from_data(decoder.get(), &text, &size) != 1) {
    return {};
  }
  return Key(key);
}

}  // namespace

bool verify_rsa_pss(std::string_view public_key_pem, std::string_view bytes,
                    std::string_view signature) {
  auto const key = read_public_key(public_key_pem);
  Context const context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* parameters = nullptr;  // owned by the context
  if (!key || !context ||
      EVP_DigestVerifyInit(context.get(), &parameters, EVP_sha256(), nullptr, key.get()) != 1 ||
      EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING) != 1 ||
      EVP_PKEY_CTX_set_rsa_mgf1_md(parameters, EVP_sha256()) != 1 ||
      EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, RSA_PSS_SALTLEN_AUTO) != 1) {
    return false;
  }
  return EVP_DigestVerify(context.get(), reinterpret_cast<unsigned char const*>(signature.data()),
                          signature.size(), reinterpret_cast<unsigned char const*>(bytes.data()),
                          bytes.size()) == 1;
}

}  // namespace stacktag::crypto
