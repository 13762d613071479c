// SPDX-License-Identifier: Apache-2.0
#include "crypto/crypto.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>

#include <memory>
#include <new>

#include "crypto/freed.h"

namespace stacktag::crypto {
namespace {

unsigned char const* octets(std::string_view text) {
  return reinterpret_cast<unsigned char const*>(text.data());
}

int value_of(char c) {
  if (c >= 'A' && c <= 'Z') {
    return c - 'A';
  }
  if (c >= 'a' && c <= 'z') {
    return c - 'a' + 26;
  }
  if (c >= '0' && c <= '9') {
    return c - '0' + 52;
  }
  return c == '+' ? 62 : c == '/' ? 63 : -1;
}

std::string_view without_padding(std::string_view text) {
  for (int i = 0; i < 2 && text.ends_with('='); ++i) {
    text.remove_suffix(1);
  }
  return text;
}

}  // namespace

Digest sha256(std::string_view bytes) {
  Digest digest{};
  SHA256(octets(bytes), bytes.size(), digest.data());
  return digest;
}

Digest sha256(std::string_view bytes, std::string_view end) {
  if (end.empty()) {
    return sha256(bytes);
  }
  Digest digest{};
  std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>> const context(EVP_MD_CTX_new());
  bool const well = context != nullptr &&
                    EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) == 1 &&
                    EVP_DigestUpdate(context.get(), bytes.data(), bytes.size()) == 1 &&
                    EVP_DigestUpdate(context.get(), end.data(), end.size()) == 1 &&
                    EVP_DigestFinal_ex(context.get(), digest.data(), nullptr) == 1;
  // Nothing but a lack of memory can be the reason.
  if (!well) {
    throw std::bad_alloc();
  }
  return digest;
}

Digest hmac_sha256(std::string_view key, std::string_view bytes) {
  Digest digest{};
  unsigned int size = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), octets(bytes), bytes.size(),
       digest.data(), &size);
  return digest;
}

std::string to_hex(std::span<std::uint8_t const> bytes) {
  constexpr std::string_view k_digits = "0123456789abcdef";
  std::string out;
  out.reserve(bytes.size() * 2);
  for (auto const byte : bytes) {
    out.push_back(k_digits[byte >> 4]);
    out.push_back(k_digits[byte & 0xF]);
  }
  return out;
}

void append_base64(std::string& out, std::string_view bytes) {
  auto const begin = out.size();
  auto const length = (bytes.size() + 2) / 3 * 4;
  out.resize(begin + length + 1);  // EVP_EncodeBlock ends its output with a zero
  EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data() + begin), octets(bytes),
                  static_cast<int>(bytes.size()));
  out.pop_back();
}

std::string to_base64(std::string_view bytes) {
  std::string out;
  append_base64(out, bytes);
  return out;
}

std::optional<std::string> from_base64(std::string_view text) {
  if (text.size() % 4 == 0) {
    text = without_padding(text);
  }
  if (text.size() % 4 == 1) {
    return std::nullopt;
  }
  std::string out;
  out.reserve(text.size() / 4 * 3 + 2);
  std::uint32_t bits = 0;
  int count = 0;
  for (char const c : text) {
    auto const value = value_of(c);
    if (value < 0) {
      return std::nullopt;
    }
    bits = (bits << 6) | static_cast<std::uint32_t>(value);
    count += 6;
    if (count >= 8) {
      count -= 8;
      out.push_back(static_cast<char>((bits >> count) & 0xFFU));
    }
  }
  return out;
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace stacktag::crypto
