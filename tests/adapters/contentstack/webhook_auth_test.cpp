// SPDX-License-Identifier: Apache-2.0
#include "contentstack/webhook_auth.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "adapters/golden.h"
#include "crypto/crypto.h"
#include "crypto/signing_key.h"
#include "fakes/fake_clock.h"
#include "fakes/fake_http_client.h"

namespace stacktag::contentstack {
namespace {

using namespace std::chrono_literals;
using fakes::FakeHttpClient;
using http::Header;

// When the recorded delivery was signed: 2026-01-02T03:04:06Z.
WallTime signed_at() {
  return WallTime(std::chrono::seconds(1'767'323'046));
}

std::string raw_body() {
  return golden::text("contentstack/webhook-asset-create.full.raw.json");
}

constexpr auto k_secret = "test-hmac-secret-not-real";
constexpr auto k_old_secret = "test-hmac-old-secret-not-real";

/// The recorded header whose name in the file starts so.
Header recorded(std::string const& name) {
  auto const file = golden::json("contentstack/signature-vectors.json");
  for (auto const& vector : file.at("vectors")) {
    if (vector.at("name").get<std::string>().starts_with(name)) {
      return {vector.at("header"), vector.at("value")};
    }
  }
  ADD_FAILURE() << name;
  return {};
}

Header const& rsa() {
  static auto const header = recorded("rsa-pss-salt32 (");
  return header;
}
Header const& hmac() {
  static auto const header = recorded("hmac current key");
  return header;
}
Header const secret{"X-Secret", "open sesame"};
Header const basic{"Authorization", "Basic dXNlcjpwYXNzd29yZA=="};

AuthOptions by_rsa() {
  return {.rsa_signature = true, .keys_url = "https://app.contentstack.com/keys"};
}

struct Door {
  explicit Door(AuthOptions options) : auth(make_webhook_auth(std::move(options), http, clock)) {
    clock.set_wall(signed_at());
    http.answer_with([this](auto const&) { return document; });
  }

  fakes::FakeClock clock{};
  FakeHttpClient http{};
  http::Exchange document =
      FakeHttpClient::reply(200, golden::text("contentstack/public-keys.well-known.json"));
  std::unique_ptr<WebhookAuth> auth;

  Result<void> check(std::vector<Header> const& headers, std::string const& body = raw_body()) {
    return auth->check(headers, body, {});
  }
  /// The reason of a refusal; nothing where it was let in.
  std::optional<Reason> refusal(std::vector<Header> const& headers,
                                std::string const& body = raw_body()) {
    auto const checked = check(headers, body);
    return checked ? std::nullopt : std::optional(checked.error().reason);
  }
};

TEST(WebhookAuth, AllThatAreConfiguredMustHold) {
  for (unsigned configured = 0; configured < 16; ++configured) {
    AuthOptions options{.keys_url = "https://app.contentstack.com/keys"};
    if ((configured & 1) != 0) {
      options.secret_header = secret;
    }
    if ((configured & 2) != 0) {
      options.basic_user = "user";
      options.basic_password = "password";
    }
    options.rsa_signature = (configured & 4) != 0;
    options.hmac_keys =
        (configured & 8) != 0 ? std::vector<std::string>{k_secret} : std::vector<std::string>{};
    Door door(options);
    for (unsigned shown = 0; shown < 16; ++shown) {
      std::vector<Header> headers{{"Content-Type", "application/json"}};
      std::vector<Header> const proofs{secret, basic, rsa(), hmac()};
      for (unsigned i = 0; i < 4; ++i) {
        if ((shown >> i & 1) != 0) {
          headers.push_back(proofs[i]);
        }
      }
      auto const expected =
          (configured & ~shown) == 0 ? std::nullopt : std::optional(Reason::unauthenticated);
      EXPECT_EQ(door.refusal(headers), expected) << configured << ' ' << shown;
    }
  }
}

TEST(WebhookAuth, NothingConfiguredMeansNothingAsked) {
  Door door({});
  EXPECT_TRUE(door.check({}, "anything"));
  EXPECT_EQ(door.http.count(), 0u);
}

TEST(WebhookAuth, TheSecretHeaderIsComparedWhole) {
  Door door({.secret_header = secret});
  EXPECT_TRUE(door.check({{"x-sEcReT", "open sesame"}}));
  for (auto const* value : {"", "open sesam", "open sesame ", "Open sesame", "open sesame\n"}) {
    EXPECT_EQ(door.refusal({{"X-Secret", value}}), Reason::unauthenticated) << value;
  }
  EXPECT_EQ(door.refusal({{"X-Secret", "wrong"}, secret}), Reason::unauthenticated);
  EXPECT_EQ(door.refusal({{"X-Secret-2", "open sesame"}}), Reason::unauthenticated);
}

TEST(WebhookAuth, BasicAuthenticationIsComparedWhole) {
  Door door({.basic_user = "user", .basic_password = "password"});
  EXPECT_TRUE(door.check({{"authorization", basic.value}}));
  for (auto const* value :
       {"", "null", "Basic", "Basic ", "Basic dXNlcjo=", "Basic dXNlcjpwYXNzd29yZA",
        "Bearer dXNlcjpwYXNzd29yZA==", "dXNlcjpwYXNzd29yZA=="}) {
    EXPECT_EQ(door.refusal({{"Authorization", value}}), Reason::unauthenticated) << value;
  }
}

TEST(WebhookAuth, NoRefusalTellsWhatWouldBeRight) {
  Door door({.secret_header = secret, .hmac_keys = {k_secret}});
  EXPECT_EQ(door.check({}).error().message.find("sesame"), std::string::npos);
  EXPECT_EQ(door.check({secret}).error().message.find("test-hmac"), std::string::npos);
}

TEST(WebhookAuth, TheRecordedRsaSignaturesAreJudgedRight) {
  for (auto const& [name, valid] :
       std::map<std::string, bool>{{"rsa-pss-salt32 (", true},
                                   {"rsa-pss-salt32, base64 padding stripped", true},
                                   {"rsa-pss-salt222", true},
                                   {"rsa pkcs1 v1.5", false}}) {
    Door door(by_rsa());
    EXPECT_EQ(door.check({recorded(name)}).has_value(), valid) << name;
  }
}

TEST(WebhookAuth, TheRawBytesAreWhatIsSigned) {
  auto const again = golden::json("contentstack/webhook-asset-create.full.json").dump();
  for (auto const& [options, header] : std::vector<std::pair<AuthOptions, Header>>{
           {by_rsa(), rsa()}, {{.hmac_keys = {k_secret}}, hmac()}}) {
    Door door(options);
    EXPECT_TRUE(door.check({header}));
    for (auto const& body : {again, raw_body() + "\n", " " + raw_body(), std::string()}) {
      EXPECT_EQ(door.refusal({header}, body), Reason::unauthenticated);
    }
    auto flipped = raw_body();
    flipped[flipped.size() / 2] ^= 1;
    EXPECT_EQ(door.refusal({header}, flipped), Reason::unauthenticated);
  }
}

TEST(WebhookAuth, HmacKeysAndDigestsMayBeTwoWhileOneIsReplaced) {
  auto const both = recorded("hmac rotation");
  for (auto const& keys : std::vector<std::vector<std::string>>{
           {k_secret}, {k_old_secret}, {k_secret, k_old_secret}, {"other", k_old_secret}}) {
    Door door({.hmac_keys = keys});
    EXPECT_TRUE(door.check({both})) << keys[0];
  }
  EXPECT_TRUE(Door({.hmac_keys = {"brand-new", k_secret}}).check({hmac()}));
  EXPECT_EQ(Door({.hmac_keys = {k_old_secret}}).refusal({hmac()}), Reason::unauthenticated);
}

TEST(WebhookAuth, TheTimeOfAnHmacSignatureIsPartOfIt) {
  Door door({.hmac_keys = {k_secret}});
  auto moved = hmac();
  moved.value.replace(moved.value.find("1767323046"), 10, "1767323047");
  EXPECT_EQ(door.refusal({moved}), Reason::unauthenticated);
  auto padded = hmac();
  padded.value.insert(2, "0");
  EXPECT_EQ(door.refusal({padded}), Reason::unauthenticated);
}

TEST(WebhookAuth, ASignatureIsFreshForAWhileEitherWay) {
  for (auto const& [options, header] : std::vector<std::pair<AuthOptions, Header>>{
           {by_rsa(), rsa()}, {{.hmac_keys = {k_secret}}, hmac()}}) {
    for (auto const& [age, fresh] : std::map<std::chrono::seconds, bool>{
             {-301s, false}, {-300s, true}, {0s, true}, {300s, true}, {301s, false}}) {
      Door door(options);
      door.clock.set_wall(signed_at() + age);
      EXPECT_EQ(door.refusal({header}), fresh ? std::nullopt : std::optional(Reason::stale))
          << age.count();
    }
    auto without_limit = options;
    without_limit.freshness = 0s;
    Door door(without_limit);
    door.clock.set_wall(signed_at() + std::chrono::hours(24 * 365));
    EXPECT_TRUE(door.check({header}));
  }
}

/// A sender with a key pair of its own, for bodies that nobody has recorded.
struct Sender {
  std::unique_ptr<crypto::SigningKey> key = crypto::make_signing_key();

  http::Exchange document() const {
    return FakeHttpClient::reply(200, nlohmann::json{{"signing-key", key->public_pem()}}.dump());
  }
  Header sign(std::string const& body) const {
    return {"X-Contentstack-Request-Signature", "v1=" + crypto::to_base64(key->sign(body))};
  }
};

TEST(WebhookAuth, ASignedBodyMustSayWhenItWasSent) {
  Sender const sender;
  Door door(by_rsa());
  door.document = sender.document();
  auto without_limit_options = by_rsa();
  without_limit_options.freshness = 0s;
  Door without_limit(without_limit_options);
  without_limit.document = sender.document();
  for (std::string const body :
       {"{}", "not JSON", R"({"triggered_at":null})", R"({"triggered_at":1767323046})",
        R"({"triggered_at":"now"})", R"({"data":{"triggered_at":"2026-01-02T03:04:06.100Z"}})"}) {
    EXPECT_EQ(door.refusal({sender.sign(body)}, body), Reason::stale) << body;
    EXPECT_TRUE(without_limit.check({sender.sign(body)}, body)) << body;
  }
  std::string const good = R"({"triggered_at":"2026-01-02T03:04:06.100Z"})";
  EXPECT_TRUE(door.check({sender.sign(good)}, good));
}

TEST(WebhookAuth, TheKeyIsFetchedOnceAndAgainOnceWhereItDoesNotFit) {
  Sender const old_sender;
  Door door(by_rsa());
  door.document = old_sender.document();
  std::string const body = R"({"triggered_at":"2026-01-02T03:04:06.100Z"})";
  EXPECT_TRUE(door.check({old_sender.sign(body)}, body));
  EXPECT_TRUE(door.check({old_sender.sign(body)}, body));
  EXPECT_EQ(door.http.count(), 1u);

  // Contentstack changes its key.
  Sender const new_sender;
  door.document = new_sender.document();
  EXPECT_EQ(door.refusal({new_sender.sign(body)}, body), Reason::unauthenticated);
  EXPECT_EQ(door.http.count(), 1u);
  door.clock.advance(60s);
  EXPECT_TRUE(door.check({new_sender.sign(body)}, body));
  EXPECT_EQ(door.http.count(), 2u);
  EXPECT_EQ(door.refusal({old_sender.sign(body)}, body), Reason::unauthenticated);
  EXPECT_EQ(door.http.count(), 2u);
}

TEST(WebhookAuth, ForgersDoNotMakeUsFetchWithoutEnd) {
  Door door(by_rsa());
  ASSERT_TRUE(door.check({rsa()}));
  door.clock.advance(60s);
  auto forged = raw_body() + " ";
  for (int i = 0; i < 100; ++i) {
    EXPECT_EQ(door.refusal({rsa()}, forged), Reason::unauthenticated);
  }
  EXPECT_EQ(door.http.count(), 2u);
}

TEST(WebhookAuth, WithoutASignatureNoKeyIsFetched) {
  Door door(by_rsa());
  for (auto const* value : {"", "v1=", "v1=???", "v2=AAAA"}) {
    EXPECT_EQ(door.refusal({{rsa().name, value}}), Reason::unauthenticated) << value;
  }
  EXPECT_EQ(door.http.count(), 0u);
}

TEST(WebhookAuth, AKeyThatCannotBeHadIsNoFaultOfTheSender) {
  Door door(by_rsa());
  door.document = FakeHttpClient::reply(503);
  EXPECT_EQ(door.refusal({rsa()}), Reason::keys_unavailable);
  door.clock.advance(std::chrono::seconds(5));  // before it is asked for again
  door.document = FakeHttpClient::reply(200, R"({"signing-key":"no PEM"})");
  EXPECT_EQ(door.refusal({rsa()}), Reason::unauthenticated);
}

}  // namespace
}  // namespace stacktag::contentstack
