// SPDX-License-Identifier: Apache-2.0
// What a source of credentials sees of the world, owned by a test.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "aws/source.h"
#include "fakes/fake_clock.h"
#include "fakes/fake_http_client.h"

namespace stacktag::aws {

struct SourceWorld {
  Environment environment{};
  fakes::FakeHttpClient http{};
  fakes::FakeClock clock{};

  Surroundings surroundings() { return {environment, http, clock}; }
};

/// {"AccessKeyId":"AKID",...}, as containers and instances answer.
inline std::string const k_credentials_json =
    R"({"Code":"Success","AccessKeyId":"AKID","SecretAccessKey":"secret","Token":"token",)"
    R"("Expiration":"2026-03-01T18:00:00Z"})";

inline Credentials credentials_of_json() {
  return {"AKID", "secret", "token", parse_expiration("2026-03-01T18:00:00Z")};
}

/// That the source found exactly these.
inline void expect_found(Found const& found, Credentials const& credentials) {
  ASSERT_TRUE(found) << found.error().message;
  ASSERT_TRUE(found->has_value());
  EXPECT_EQ(**found, credentials);
}

/// That the source is not configured.
inline void expect_absent(Found const& found) {
  ASSERT_TRUE(found) << found.error().message;
  EXPECT_EQ(*found, std::nullopt);
}

/// That the source failed for this reason; gives its words.
inline std::string expect_failed(Found const& found, Reason reason) {
  EXPECT_FALSE(found);
  if (found) {
    return {};
  }
  EXPECT_EQ(found.error().reason, reason) << found.error().message;
  return found.error().message;
}

}  // namespace stacktag::aws
