// SPDX-License-Identifier: Apache-2.0
// Settings of the stack and of the webhook's proofs, with all mistakes named at once.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "contentstack/asset_store.h"
#include "contentstack/webhook_auth.h"

namespace stacktag::contentstack {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

using Variables = std::map<std::string, std::string, std::less<>>;

struct Read {
  explicit Read(Variables variables) : environment(std::move(variables)), reader(environment) {
    stack = read_options(reader);
    auth = read_auth_options(reader, stack.region);
  }

  Environment environment;
  SettingsReader reader;
  Options stack{};
  AuthOptions auth{};
};

Variables good() {
  return {{"CONTENTSTACK_STACK_API_KEY", "blt0123456789abcdef"},
          {"CONTENTSTACK_STACK_MANAGEMENT_TOKEN", "cs0123456789abcdef"}};
}

Variables good_with(std::string const& name, std::string const& value) {
  auto variables = good();
  variables[name] = value;
  return variables;
}

TEST(StackOptions, TwoSettingsAreEnough) {
  Read const read(good());
  EXPECT_THAT(read.reader.mistakes(), IsEmpty());
  EXPECT_EQ(read.stack.region.id, "na");
  EXPECT_EQ(read.stack.api_url, "https://api.contentstack.io");
  EXPECT_EQ(read.stack.api_key, "blt0123456789abcdef");
  EXPECT_EQ(read.stack.management_token, "cs0123456789abcdef");
  EXPECT_FALSE(read.auth.any());
  EXPECT_EQ(read.auth.freshness, limits::freshness_default);
}

TEST(StackOptions, TheRegionNamesTheApiAndTheKeys) {
  Read const read(good_with("CONTENTSTACK_REGION", "AZURE_EU"));
  EXPECT_THAT(read.reader.mistakes(), IsEmpty());
  EXPECT_EQ(read.stack.api_url, "https://azure-eu-api.contentstack.com");
  EXPECT_EQ(read.auth.keys_url,
            "https://azure-eu-app.contentstack.com/.well-known/public-keys.json");
}

TEST(StackOptions, AnApiUrlOfOnesOwnLosesWhatPeopleCopyAlong) {
  for (auto const* url : {"http://127.0.0.1:8080", "http://127.0.0.1:8080/",
                          "http://127.0.0.1:8080/v3", "http://127.0.0.1:8080/v3/"}) {
    Read const read(good_with("CONTENTSTACK_API_URL", url));
    EXPECT_THAT(read.reader.mistakes(), IsEmpty()) << url;
    EXPECT_EQ(read.stack.api_url, "http://127.0.0.1:8080") << url;
  }
}

TEST(StackOptions, AllMistakesAreNamedAtOnce) {
  Read const read({{"CONTENTSTACK_REGION", "mars"},
                   {"CONTENTSTACK_API_URL", "api.contentstack.io"},
                   {"CONTENTSTACK_STACK_API_KEY", "blt/.."},
                   {"STACKTAG_WEBHOOK_HEADER", "no colon"},
                   {"STACKTAG_WEBHOOK_BASIC_AUTH", "nobody"},
                   {"STACKTAG_WEBHOOK_SIGNATURE", "maybe"},
                   {"STACKTAG_WEBHOOK_KEYS_URL", "file:///etc/passwd"},
                   {"STACKTAG_WEBHOOK_FRESHNESS", "-1"}});
  EXPECT_THAT(
      read.reader.mistakes(),
      ElementsAre(HasSubstr("one of na, eu, au, azure-na, azure-eu, gcp-na, gcp-eu"),
                  StartsWith("CONTENTSTACK_API_URL"),
                  StartsWith("CONTENTSTACK_STACK_MANAGEMENT_TOKEN is not set"),
                  StartsWith("CONTENTSTACK_STACK_API_KEY"), StartsWith("STACKTAG_WEBHOOK_HEADER"),
                  StartsWith("STACKTAG_WEBHOOK_BASIC_AUTH"),
                  StartsWith("STACKTAG_WEBHOOK_SIGNATURE"), StartsWith("STACKTAG_WEBHOOK_KEYS_URL"),
                  StartsWith("STACKTAG_WEBHOOK_FRESHNESS")));
}

TEST(StackOptions, ASecretIsNeverQuoted) {
  Read const read({{"CONTENTSTACK_STACK_API_KEY", "se cret"},
                   {"CONTENTSTACK_STACK_MANAGEMENT_TOKEN", "se cret\nx"},
                   {"STACKTAG_WEBHOOK_HEADER", "X: se cret\nx"},
                   {"STACKTAG_WEBHOOK_BASIC_AUTH", "se cret"}});
  EXPECT_EQ(read.reader.mistakes().size(), 4u);
  EXPECT_THAT(read.reader.mistakes(), Each(Not(HasSubstr("se cret"))));
}

TEST(AuthOptions, EachProofIsRead) {
  auto variables = good();
  variables.merge(Variables{{"STACKTAG_WEBHOOK_HEADER", "X-Secret:  a: b"},
                            {"STACKTAG_WEBHOOK_BASIC_AUTH", "user:pass:word"},
                            {"STACKTAG_WEBHOOK_SIGNATURE", "true"},
                            {"STACKTAG_WEBHOOK_KEYS_URL", "http://127.0.0.1:1/keys"},
                            {"STACKTAG_WEBHOOK_HMAC_KEYS", "new, old"},
                            {"STACKTAG_WEBHOOK_FRESHNESS", "0"}});
  Read const read(std::move(variables));
  EXPECT_THAT(read.reader.mistakes(), IsEmpty());
  EXPECT_EQ(read.auth.secret_header, (http::Header{"X-Secret", "a: b"}));
  EXPECT_EQ(read.auth.basic_user, "user");
  EXPECT_EQ(read.auth.basic_password, "pass:word");
  EXPECT_TRUE(read.auth.rsa_signature);
  EXPECT_EQ(read.auth.keys_url, "http://127.0.0.1:1/keys");
  EXPECT_THAT(read.auth.hmac_keys, ElementsAre("new", "old"));
  EXPECT_EQ(read.auth.freshness.count(), 0);
}

TEST(AuthOptions, OneProofIsEnoughToHaveAny) {
  for (auto const& [name, value] : Variables{{"STACKTAG_WEBHOOK_HEADER", "X: y"},
                                             {"STACKTAG_WEBHOOK_BASIC_AUTH", "u:p"},
                                             {"STACKTAG_WEBHOOK_SIGNATURE", "1"},
                                             {"STACKTAG_WEBHOOK_HMAC_KEYS", "k"}}) {
    EXPECT_TRUE(Read(good_with(name, value)).auth.any()) << name;
  }
}

// A proof that is configured wrongly must stop the start, or it would be no proof at all.
TEST(AuthOptions, HalfAProofIsAMistake) {
  for (auto const* text : {"X", "X:", "X: ", ": y", "X Y: z", "X\r\n: y", "X: y\r\nZ: a"}) {
    EXPECT_EQ(Read(good_with("STACKTAG_WEBHOOK_HEADER", text)).reader.mistakes().size(), 1u)
        << text;
  }
  for (auto const* text : {"user", ":password", "user:", ":"}) {
    EXPECT_EQ(Read(good_with("STACKTAG_WEBHOOK_BASIC_AUTH", text)).reader.mistakes().size(), 1u)
        << text;
  }
  for (auto const* text : {"86401", "5min", "0x5"}) {
    EXPECT_EQ(Read(good_with("STACKTAG_WEBHOOK_FRESHNESS", text)).reader.mistakes().size(), 1u)
        << text;
  }
}

// "," is set, and yet holds no key: taken as none it would leave the door open.
TEST(AuthOptions, AListOfKeysWithoutAKeyIsAMistake) {
  Read const read(good_with("STACKTAG_WEBHOOK_HMAC_KEYS", " , "));
  EXPECT_THAT(read.reader.mistakes(), ElementsAre(StartsWith("STACKTAG_WEBHOOK_HMAC_KEYS")));
}

}  // namespace
}  // namespace stacktag::contentstack
