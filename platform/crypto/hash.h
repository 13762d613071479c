// SPDX-License-Identifier: Apache-2.0
// Digests of what comes in pieces, over OpenSSL 3.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace stacktag::crypto {

enum class HashKind {
  sha256,
  sha1,  ///< only to recognise what Git has named by it, never to trust by it alone
};

class Hash final {
 public:
  explicit Hash(HashKind kind);
  ~Hash();
  Hash(Hash const&) = delete;
  Hash& operator=(Hash const&) = delete;

  void add(std::string_view bytes);
  /// Lower-case hexadecimal; nothing may be added afterwards.
  std::string finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace stacktag::crypto
