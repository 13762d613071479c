// SPDX-License-Identifier: Apache-2.0
#include "crypto/hash.h"

#include <openssl/evp.h>

#include <array>

#include "crypto/freed.h"

namespace stacktag::crypto {

struct Hash::State {
  std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>> context{EVP_MD_CTX_new()};
};

Hash::Hash(HashKind kind) : state_(std::make_unique<State>()) {
  EVP_DigestInit_ex(state_->context.get(), kind == HashKind::sha256 ? EVP_sha256() : EVP_sha1(),
                    nullptr);
}

Hash::~Hash() = default;

void Hash::add(std::string_view bytes) {
  EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size());
}

std::string Hash::finish() {
  constexpr std::string_view k_digits = "0123456789abcdef";
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  EVP_DigestFinal_ex(state_->context.get(), digest.data(), &size);
  std::string text;
  for (unsigned int i = 0; i < size; ++i) {
    text.push_back(k_digits[digest[i] >> 4]);
    text.push_back(k_digits[digest[i] & 0xF]);
  }
  return text;
}

}  // namespace stacktag::crypto
