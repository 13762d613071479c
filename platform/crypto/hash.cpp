// SPDX-License-Identifier: Apache-2.0
#include "crypto/hash.h"

#include <openssl/evp.h>

#include <array>
#include <cstdint>
#include <new>
#include <span>

#include "crypto/crypto.h"
#include "crypto/freed.h"

namespace stacktag::crypto {
namespace {

// Nothing but a lack of memory can be the reason.
void require(bool well) {
  if (!well) {
    throw std::bad_alloc();
  }
}

}  // namespace

struct Hash::State {
  std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>> context{EVP_MD_CTX_new()};
};

Hash::Hash(HashKind kind) : state_(std::make_unique<State>()) {
  auto const* const method = kind == HashKind::sha256 ? EVP_sha256() : EVP_sha1();
  require(state_->context != nullptr &&
          EVP_DigestInit_ex(state_->context.get(), method, nullptr) == 1);
}

Hash::~Hash() = default;

void Hash::add(std::string_view bytes) {
  require(EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size()) == 1);
}

std::string Hash::finish() {
  std::array<std::uint8_t, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  require(EVP_DigestFinal_ex(state_->context.get(), digest.data(), &size) == 1);
  return to_hex(std::span(digest).first(size));
}

}  // namespace stacktag::crypto
