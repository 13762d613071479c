// SPDX-License-Identifier: Apache-2.0
#include "contentstack/signatures.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "adapters/golden.h"

namespace stacktag::contentstack {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

TEST(RsaSignature, IsTheFirstOfAListWithOnlyItsPrefixCut) {
  for (auto const* header : {"v1=+/8=", "v1=+/8", " v1=+/8= , v1=AAAA", "v1=+/8=,"}) {
    EXPECT_EQ(parse_rsa_signature(header), "\xfb\xff") << header;
  }
}

TEST(RsaSignature, AnyOtherFormIsNone) {
  for (auto const* header : {"", "v1", "v1=", "V1=AAAA", "v2=AAAA", "AAAA", ",v1=AAAA", "v1= AAAA",
                             "v1=AA AA", "v1=A", "v1=AA==AA", "v1=AA-_", "v2=AAAA,v1=AAAA"}) {
    EXPECT_EQ(parse_rsa_signature(header), std::nullopt) << header;
  }
  EXPECT_TRUE(parse_rsa_signature("v1=" + std::string(4092, 'A')));
  EXPECT_FALSE(parse_rsa_signature("v1=" + std::string(4096, 'A')));
}

TEST(RsaSignature, TheRecordedOnesAre256Bytes) {
  int seen = 0;
  auto const file = golden::json("contentstack/signature-vectors.json");
  for (auto const& vector : file.at("vectors")) {
    if (vector.at("header") == "X-Contentstack-Request-Signature") {
      auto const bytes = parse_rsa_signature(vector.at("value").get<std::string>());
      ASSERT_TRUE(bytes) << vector.at("name");
      EXPECT_EQ(bytes->size(), 256u) << vector.at("name");
      ++seen;
    }
  }
  EXPECT_EQ(seen, 4);
}

TEST(HmacSignature, HasATimeAndAFewDigests) {
  auto const signature = parse_hmac_signature("t=01767323046, v1=aa ,v0=zz,v1=bb");
  ASSERT_TRUE(signature);
  EXPECT_EQ(signature->timestamp, "01767323046");
  EXPECT_EQ(signature->unix_seconds, 1'767'323'046);
  EXPECT_THAT(signature->digests, ElementsAre("aa", "bb"));

  std::string many = "t=1";
  for (int i = 0; i < 20; ++i) {
    many += ",v1=a" + std::to_string(i);
  }
  EXPECT_EQ(parse_hmac_signature(many)->digests.size(), 8u);
}

TEST(HmacSignature, AnyOtherFormIsNone) {
  for (auto const* header :
       {"", "t=1", "v1=aa", "t=,v1=aa", "t=x,v1=aa", "t=-1,v1=aa", "t=1.5,v1=aa", "t=+1,v1=aa",
        "t=9000000001,v1=aa", "t=99999999999999999999,v1=aa", "T=1,v1=aa", "t=1;v1=aa"}) {
    EXPECT_FALSE(parse_hmac_signature(header)) << header;
  }
  EXPECT_FALSE(parse_hmac_signature("t=1,v1=" + std::string(5000, 'a')));
}

TEST(UtcTime, IsReadToTheSecond) {
  auto const at = [](std::int64_t seconds) { return WallTime(std::chrono::seconds(seconds)); };
  for (auto const& [text, seconds] :
       std::map<std::string, std::int64_t>{{"2026-01-02T03:04:06.100Z", 1'767'323'046},
                                           {"2026-01-02T03:04:06Z", 1'767'323'046},
                                           {"2026-01-02T03:04:06.123456Z", 1'767'323'046},
                                           {"2024-02-29T00:00:00.000Z", 1'709'164'800},
                                           {"2016-12-31T23:59:60Z", 1'483'228'800},
                                           {"1970-01-01T00:00:00Z", 0}}) {
    EXPECT_EQ(parse_utc_time(text), at(seconds)) << text;
  }
}

TEST(UtcTime, AnyOtherFormIsNone) {
  for (auto const* text : {"",
                           "Z",
                           "2026-01-02",
                           "2026-01-02T03:04:06.100",
                           "2026-01-02 03:04:06Z",
                           "2026-01-02T03:04:06+01:00",
                           "2026-01-02T03:04:06+01:00Z",
                           "2026-01-02T03:04:06.Z",
                           "2026-01-02T03:04:06.1 Z",
                           "2026-01-02T03:04:06 or soZ",
                           "2026-02-29T00:00:00Z",
                           "2026-13-01T00:00:00Z",
                           "2026-00-01T00:00:00Z",
                           "2026-01-32T00:00:00Z",
                           "2026-01-02T24:00:00Z",
                           "2026-01-02T03:60:00Z",
                           "2026-01-02T03:04:61Z",
                           "-026-01-02T03:04:06Z",
                           "1969-12-31T23:59:59Z",
                           "2262-01-01T00:00:00Z",
                           "9999-12-31T23:59:59Z"}) {
    EXPECT_EQ(parse_utc_time(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace stacktag::contentstack
