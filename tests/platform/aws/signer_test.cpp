// SPDX-License-Identifier: Apache-2.0
#include "aws/signer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "aws/source.h"
#include "json/json.h"

namespace stacktag::aws {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

// The credentials, scope and time of AWS's published test suite.
Credentials const k_credentials{"AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", {}, {}};
Scope const k_scope{.region = "us-east-1", .service = "service"};

WallTime at(std::string const& time) {
  return parse_expiration(time).value();
}

Signature signature_of(Signable request, Credentials const& credentials = k_credentials) {
  request.host = "example.amazonaws.com";
  return sign(request, credentials, k_scope, at("2015-08-30T12:36:00Z"));
}

// 20150115T093000Z -> 2015-01-15T09:30:00Z
WallTime of_amz_date(std::string const& date) {
  return at(date.substr(0, 4) + "-" + date.substr(4, 2) + "-" + date.substr(6, 5) + ":" +
            date.substr(11, 2) + ":" + date.substr(13));
}

json::Json read_vectors() {
  std::ifstream file(std::string(STACKTAG_GOLDEN) + "/aws/sigv4-vectors.json");
  return json::parse(std::string(std::istreambuf_iterator<char>(file), {})).value();
}

// Four independent signers agree on these.
TEST(signer, agrees_with_the_signers_of_others) {
  auto const vectors = read_vectors();
  ASSERT_EQ(vectors.size(), 5u);
  for (auto const& vector : vectors) {
    auto const text = [&](char const* key) { return json::text_or_empty(vector, key); };
    SCOPED_TRACE(text("name"));
    auto const body = text("body");
    Signable request{.method = "POST", .host = text("host"), .path = "/", .payload = body};
    for (auto const& [name, value] : json::member(vector, "headers").items()) {
      request.headers.push_back({name, value.get<std::string>()});
    }
    Credentials const credentials{text("accessKeyId"), text("secretAccessKey"), text("token"), {}};
    auto const signature =
        sign(request, credentials, {text("region"), text("service")}, of_amz_date(text("date")));
    EXPECT_EQ(signature.canonical_request, text("canonicalRequest"));
    EXPECT_EQ(signature.string_to_sign, text("stringToSign"));
    EXPECT_EQ(signature.signature, text("signature"));
    EXPECT_EQ(signature.headers.front(), (http::Header{"X-Amz-Date", text("date")}));
    EXPECT_EQ(signature.headers.back(), (http::Header{"Authorization", text("authorization")}));
    EXPECT_EQ(signature.headers.size(), text("token").empty() ? 2u : 3u);
  }
}

struct Case {
  char const* name;
  Signable request;
  char const* signature;
};

// Each rule of AWS's published suite, its requests written anew; the signatures were computed with
// another program.
TEST(signer, follows_every_rule_of_the_published_suite) {
  std::string const k_all = "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  constexpr auto k_root = "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31";
  constexpr auto k_example = "ef75d96142cf21edca26f06005da7988e4f8dc83a165a80865db7089db637ec5";
  constexpr auto k_form = "application/x-www-form-urlencoded";
  std::vector<Case> const cases{
      {"vanilla", {.method = "GET"}, k_root},
      {"slash", {.method = "GET", .path = "//"}, k_root},
      {"slash dot slash", {.method = "GET", .path = "/./"}, k_root},
      {"relative", {.method = "GET", .path = "/example/.."}, k_root},
      {"relative relative", {.method = "GET", .path = "/example1/example2/../.."}, k_root},
      {"pointless dot", {.method = "GET", .path = "/./example"}, k_example},
      {"slashes",
       {.method = "GET", .path = "//example//"},
       "9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84"},
      {"space",
       {.method = "GET", .path = "/example space/"},
       "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741"},
      {"encoded twice",
       {.method = "GET", .path = "/example%20path"},
       "b4820e8cd73a63e74a5dfd22eab9d33815ba4f4cfe3295358848205a230e96c5"},
      {"utf-8",
       {.method = "GET", .path = "/\xE1\x88\xB4"},
       "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85"},
      {"unreserved",
       {.method = "GET", .path = "/" + k_all},
       "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f"},
      {"query, unreserved",
       {.method = "GET", .query = k_all + "=" + k_all},
       "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197"},
      {"query, utf-8",
       {.method = "GET", .query = "\xE1\x88\xB4=bar"},
       "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04"},
      {"query, one pair",
       {.method = "GET", .query = "Param1=value1"},
       "a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb"},
      {"query, not sorted",
       {.method = "GET", .query = "Param2=value2&Param1=value1"},
       "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"},
      {"query, sorted when encoded",
       {.method = "GET", .query = "Param-3=Value3&Param=Value2&%E1%88%B4=Value1"},
       "371d3713e185cc334048618a97f809c9ffe339c62934c032af5a0e595648fcac"},
      {"header, repeated",
       {.method = "GET",
        .headers = {{"My-Header1", "value2"}, {"My-Header1", "value2"}, {"My-Header1", "value1"}}},
       "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea"},
      {"header, order kept",
       {.method = "GET",
        .headers = {{"My-Header1", "value4"},
                    {"My-Header1", "value1"},
                    {"My-Header1", "value3"},
                    {"My-Header1", "value2"}}},
       "08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01"},
      {"header, trimmed",
       {.method = "GET", .headers = {{"My-Header1", " value1"}, {"My-Header2", "\"a   b   c\""}}},
       "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736"},
      {"post",
       {.method = "POST"},
       "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"},
      {"post, query",
       {.method = "POST", .query = "Param1=value1"},
       "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11"},
      {"post, name in upper case",
       {.method = "POST", .headers = {{"MY-HEADER1", "value1"}}},
       "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c"},
      {"post, value in upper case",
       {.method = "POST", .headers = {{"My-Header1", "VALUE1"}}},
       "cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d"},
      {"post, body",
       {.method = "POST", .headers = {{"Content-Type", k_form}}, .payload = "Param1=value1"},
       "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a"},
      {"post, body with charset",
       {.method = "POST",
        .headers = {{"Content-Type", std::string(k_form) + "; charset=utf8"}},
        .payload = "Param1=value1"},
       "1a72ec8f64bd914b0e42e42607c7fbce7fb2c7465f63e3092b3b0d39fa77a6fe"},
  };
  for (auto const& [name, request, expected] : cases) {
    EXPECT_EQ(signature_of(request).signature, expected) << name;
  }
}

TEST(signer, sends_and_signs_a_session_token) {
  auto credentials = k_credentials;
  credentials.session_token = "6e86291e8372ff2a2260956d9b8aae1d763fbf315fa00fa31553b73ebf194267";
  auto const signature = signature_of({.method = "GET"}, credentials);
  EXPECT_EQ(signature.signature,
            "07ec1639c89043aa0e3e2de82b96708f198cceab042d4a97044c66dd9f74e7f8");
  EXPECT_EQ(signature.headers[1],
            (http::Header{"X-Amz-Security-Token", credentials.session_token}));
}

TEST(signer, sends_no_secret) {
  auto const signature = signature_of({.method = "POST", .payload = "body"});
  for (auto const& header : signature.headers) {
    EXPECT_THAT(header.value, Not(HasSubstr(k_credentials.secret_access_key)));
  }
  EXPECT_THAT(signature.headers, ElementsAre(testing::Field(&http::Header::name, "X-Amz-Date"),
                                             testing::Field(&http::Header::name, "Authorization")));
}

TEST(amz_date, is_utc_in_whole_seconds) {
  EXPECT_EQ(amz_date(at("2015-08-30T12:36:00Z")), "20150830T123600Z");
  EXPECT_EQ(amz_date(at("2015-08-30T12:36:00Z") + std::chrono::milliseconds(999)),
            "20150830T123600Z");
  EXPECT_EQ(amz_date(at("2024-02-29T23:59:59Z") + std::chrono::seconds(1)), "20240301T000000Z");
}

}  // namespace
}  // namespace stacktag::aws
