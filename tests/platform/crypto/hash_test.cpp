// SPDX-License-Identifier: Apache-2.0
// Digests of what comes in pieces.
#include "crypto/hash.h"

#include <gtest/gtest.h>

#include "crypto/crypto.h"

namespace stacktag::crypto {
namespace {

// The examples of FIPS 180:
// https://csrc.nist.gov/projects/cryptographic-standards-and-guidelines/example-values
TEST(Hashes, AreThoseOfTheStandard) {
  Hash sha256(HashKind::sha256);
  sha256.add("abc");
  EXPECT_EQ(sha256.finish(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  Hash sha1(HashKind::sha1);
  sha1.add("abc");
  EXPECT_EQ(sha1.finish(), "a9993e364706816aba3e25717850c26c9cd0d89d");
}

TEST(Hashes, DoNotDependOnThePieces) {
  std::string const text = "the quick brown fox jumps over the lazy dog, again and again and again";
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    Hash hash(HashKind::sha256);
    hash.add(std::string_view(text).substr(0, cut));
    hash.add(std::string_view(text).substr(cut));
    EXPECT_EQ(hash.finish(), to_hex(sha256(text))) << cut;
  }
}

}  // namespace
}  // namespace stacktag::crypto
