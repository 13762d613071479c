// SPDX-License-Identifier: Apache-2.0
#include "crypto/crypto.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace stacktag::crypto {
namespace {

using namespace std::string_literals;

// FIPS 180-4, examples of NIST.
TEST(sha256, gives_the_published_digests) {
  std::vector<std::pair<std::string, std::string>> const cases{
      {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
      {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
      {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
       "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
      {std::string(1'000'000, 'a'),
       "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"}};
  for (auto const& [text, digest] : cases) {
    EXPECT_EQ(to_hex(sha256(text)), digest) << text.substr(0, 60);
    for (std::size_t const cut : {std::size_t{0}, text.size() / 2, text.size()}) {
      std::string_view const whole = text;
      EXPECT_EQ(to_hex(sha256(whole.substr(0, cut), whole.substr(cut))), digest) << cut;
    }
  }
}

// RFC 4231, section 4.
TEST(hmac_sha256, gives_the_published_codes) {
  struct Case {
    std::string key;
    std::string text;
    std::string code;
  };
  std::vector<Case> const cases{
      {std::string(20, '\x0b'), "Hi There",
       "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"},
      {"Jefe", "what do ya want for nothing?",
       "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
      {std::string(20, '\xaa'), std::string(50, '\xdd'),
       "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"},
      {std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First",
       "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"},
      {"", "", "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"}};
  for (auto const& [key, text, code] : cases) {
    EXPECT_EQ(to_hex(hmac_sha256(key, text)), code) << text;
  }
}

TEST(hexadecimal, is_in_lower_case_with_leading_zeros) {
  Digest digest{};
  digest[0] = 0x0A;
  digest[31] = 0xF0;
  EXPECT_EQ(to_hex(digest), "0a" + std::string(60, '0') + "f0");
}

// RFC 4648, section 10, and every byte once.
TEST(base64, goes_both_ways) {
  std::string all;
  for (int byte = 0; byte < 256; ++byte) {
    all.push_back(static_cast<char>(byte));
  }
  std::vector<std::pair<std::string, std::string>> const cases{{"", ""},
                                                               {"f", "Zg=="},
                                                               {"fo", "Zm8="},
                                                               {"foo", "Zm9v"},
                                                               {"foob", "Zm9vYg=="},
                                                               {"fooba", "Zm9vYmE="},
                                                               {"foobar", "Zm9vYmFy"},
                                                               {"\0\0"s, "AAA="},
                                                               {"\xFB\xFF\xBF"s, "+/+/"}};
  for (auto const& [bytes, text] : cases) {
    EXPECT_EQ(to_base64(bytes), text);
    EXPECT_EQ(from_base64(text), bytes) << text;
  }
  EXPECT_EQ(from_base64(to_base64(all)), all);
}

TEST(base64, is_appended_in_place) {
  std::string out = "{\"Bytes\":\"";
  out.reserve(100);
  auto const* place = out.data();
  append_base64(out, "fooba");
  append_base64(out, "");
  EXPECT_EQ(out, "{\"Bytes\":\"Zm9vYmE=");
  EXPECT_EQ(out.data(), place);
}

TEST(base64, is_read_without_its_padding) {
  EXPECT_EQ(from_base64("Zg"), "f");
  EXPECT_EQ(from_base64("Zm8"), "fo");
  EXPECT_EQ(from_base64("Zm9vYg"), "foob");
}

TEST(base64, is_refused_where_it_is_something_else) {
  for (auto const& text : {"Z"s, "Zm9vY"s, "Zg="s, "Z==="s, "===="s, "Zm=v"s, "Zm9v\n"s, "Zm 9v"s,
                           "Zm-_"s, "Zm9\xC3"s, "Zm9v===="s, "AAA\0"s}) {
    EXPECT_EQ(from_base64(text), std::nullopt) << text;
  }
}

// What can be tested of it: it compares by value, whatever the place of the difference. That the
// time says nothing is OpenSSL's promise: https://docs.openssl.org/3.0/man3/CRYPTO_memcmp/
TEST(constant_time_comparison, compares_by_value) {
  EXPECT_TRUE(equal_in_constant_time("", ""));
  EXPECT_TRUE(equal_in_constant_time("secret", "secret"s));
  EXPECT_TRUE(equal_in_constant_time("a\0b"s, "a\0b"s));
  EXPECT_FALSE(equal_in_constant_time("a\0b"s, "a\0c"s));
  EXPECT_FALSE(equal_in_constant_time("secret", "Secret"));
  EXPECT_FALSE(equal_in_constant_time("secret", "secreT"));
  EXPECT_FALSE(equal_in_constant_time("secret", "secret\0"s));
  EXPECT_FALSE(equal_in_constant_time("secret", "secre"));
  EXPECT_FALSE(equal_in_constant_time("", "s"));
}

}  // namespace
}  // namespace stacktag::crypto
