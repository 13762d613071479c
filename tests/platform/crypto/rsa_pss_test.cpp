// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "crypto/crypto.h"
#include "crypto/signing_key.h"
#include "json/json.h"

namespace stacktag::crypto {
namespace {

std::string read(std::string const& name) {
  std::ifstream file(std::string(STACKTAG_GOLDEN) + "/contentstack/" + name);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

json::Json read_json(std::string const& name) {
  return json::parse(read(name)).value();
}

std::string public_key() {
  return json::text(read_json("public-keys.well-known.json"), "signing-key").value();
}

// The signature of the vector whose name begins so.
std::string signature(std::string const& beginning) {
  constexpr std::string_view k_version = "v1=";
  auto const vectors = read_json("signature-vectors.json");
  for (auto const& vector : json::member(vectors, "vectors")) {
    if (json::text_or_empty(vector, "name").starts_with(beginning)) {
      return from_base64(json::text(vector, "value").value().substr(k_version.size())).value();
    }
  }
  ADD_FAILURE() << "no vector " << beginning;
  return {};
}

class RsaPss : public testing::Test {
 protected:
  bool verify(std::string const& with) const { return verify_rsa_pss(key_, body_, with); }

  std::string const key_ = public_key();
  std::string const body_ = read("webhook-asset-create.full.raw.json");
};

TEST_F(RsaPss, accepts_the_documented_salt_of_32_bytes) {
  EXPECT_TRUE(verify(signature("rsa-pss-salt32 (documented")));
  EXPECT_TRUE(verify(signature("rsa-pss-salt32, base64 padding stripped")));
}

TEST_F(RsaPss, accepts_the_outdated_salt_of_222_bytes) {
  EXPECT_TRUE(verify(signature("rsa-pss-salt222")));
}

TEST_F(RsaPss, refuses_pkcs1_v1_5) {
  EXPECT_FALSE(verify(signature("rsa pkcs1 v1.5")));
}

TEST_F(RsaPss, refuses_other_bytes) {
  auto const good = signature("rsa-pss-salt32 (documented");
  auto changed = body_;
  changed.back() ^= 1;
  EXPECT_FALSE(verify_rsa_pss(key_, changed, good));
  EXPECT_FALSE(verify_rsa_pss(key_, body_ + "\n", good));
  EXPECT_FALSE(verify_rsa_pss(key_, "", good));
}

TEST_F(RsaPss, refuses_a_damaged_signature) {
  auto const good = signature("rsa-pss-salt32 (documented");
  for (std::size_t const at : {std::size_t{0}, good.size() / 2, good.size() - 1}) {
    auto damaged = good;
    damaged[at] ^= 1;
    EXPECT_FALSE(verify(damaged)) << at;
  }
  EXPECT_FALSE(verify(""));
  EXPECT_FALSE(verify(good.substr(1)));
  EXPECT_FALSE(verify(good + '\0'));
  EXPECT_FALSE(verify(std::string(256, '\xFF')));
}

TEST_F(RsaPss, refuses_a_key_that_cannot_be_read) {
  auto const good = signature("rsa-pss-salt32 (documented");
  auto const middle = key_.size() / 2;
  auto bit_lost = key_;
  bit_lost[middle] = '*';
  for (auto const& damaged :
       {std::string{}, std::string("no key"), key_.substr(0, middle), key_.substr(middle), bit_lost,
        std::string("-----BEGIN RSA PUBLIC KEY-----\n-----END RSA PUBLIC KEY-----\n"),
        std::string("-----BEGIN RSA PUBLIC KEY-----\nMAA=\n-----END RSA PUBLIC KEY-----\n")}) {
    EXPECT_FALSE(verify_rsa_pss(damaged, body_, good)) << damaged;
  }
}

TEST_F(RsaPss, refuses_a_key_of_another_kind) {
  constexpr auto k_elliptic = R"(-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEZA1EcE8hpu/RrKocnFaojv8bI/I0
MUPzE9Zg5qw8s+Y3rBT6V4DXUEGe4KOBno7IsVYt07V3cMA6OVRbmpqoSg==
-----END PUBLIC KEY-----
)";
  EXPECT_FALSE(verify_rsa_pss(k_elliptic, body_, signature("rsa-pss-salt32 (documented")));
}

TEST_F(RsaPss, refuses_the_key_of_somebody_else) {
  auto const other = make_signing_key();
  EXPECT_FALSE(verify_rsa_pss(other->public_pem(), body_, signature("rsa-pss-salt32 (doc")));
  EXPECT_TRUE(verify_rsa_pss(other->public_pem(), body_, other->sign(body_)));
  EXPECT_FALSE(verify_rsa_pss(key_, body_, other->sign(body_)));
}

TEST_F(RsaPss, reads_both_forms_of_a_key) {
  EXPECT_TRUE(key_.starts_with("-----BEGIN RSA PUBLIC KEY-----"));
  constexpr auto k_general = R"(-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAw/Xl3xBGCF9gnPWRCgZ/
uRY45W4/u+SJmk0L6PNVcyvQ9K4QZbnV2Kl9NpnSVbk4O1TaDGaNTPStJ+TTUhyu
iGAxnAU5TbqSodHiWo3pu2OJFZnHinzcPoYYrqJmtgRcJrc2vFcpYM9R01QlaKN8
txTmNUptjBEukbSO7xp4bkh9CnQZ8BWRGKst2x+y2g0wAMtN99eGM4SNnKk4UY3B
LaGGDpfmK8c1vyFaTWboOGazGOfGaemBRo31xAL015LIUCfvVHRNPqbuUmIEsajW
APz65Wjk1/Nu0DE2WtzM2PpQuW4Ki8ohgVN3dYqKO/DCehzwppuqFMVVswWxwFhx
uwIDAQAB
-----END PUBLIC KEY-----
)";
  EXPECT_TRUE(verify_rsa_pss(k_general, body_, signature("rsa-pss-salt32 (documented")));
}

TEST(random_hex, is_as_long_as_asked_and_never_the_same) {
  EXPECT_EQ(random_hex(8).size(), 16u);
  EXPECT_EQ(random_hex(0), "");
  EXPECT_EQ(random_hex(8).find_first_not_of("0123456789abcdef"), std::string::npos);
  EXPECT_NE(random_hex(8), random_hex(8));
}

}  // namespace
}  // namespace stacktag::crypto
