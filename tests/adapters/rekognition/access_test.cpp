// SPDX-License-Identifier: Apache-2.0
// May we ask Rekognition? Found out for nothing.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/fake_clock.h"
#include "fakes/fake_http_client.h"
#include "json/json.h"
#include "rekognition/access.h"

namespace stacktag::rekognition {
namespace {

using fakes::FakeHttpClient;
using testing::HasSubstr;
using testing::SizeIs;

struct AccessGate {
  fakes::FakeClock clock{};
  FakeHttpClient http{};
  std::unique_ptr<aws::CredentialsProvider> credentials =
      aws::fixed_credentials({.access_key_id = "AKID", .secret_access_key = "secret"});

  std::vector<OperationAccess> ask(Features features = {Feature::labels}) {
    Options const options{.region = "eu-west-1",
                          .endpoint = "https://rekognition.eu-west-1.amazonaws.com"};
    return check_access(options, *credentials, http, clock, {.features = std::move(features)},
                        {.at = clock.now() + std::chrono::seconds(20)});
  }
};

http::Exchange fault_named(std::string const& code) {
  return FakeHttpClient::reply(400, json::dump({{"__type", code}, {"Message", "as it is"}}));
}

TEST(AccessToRekognition, IsThereWhereOnlyThePictureIsRefused) {
  for (auto const* code : {"InvalidImageFormatException", "InvalidParameterException"}) {
    AccessGate gate;
    gate.http.push(fault_named(code));
    auto const all = gate.ask();
    ASSERT_THAT(all, SizeIs(1));
    EXPECT_EQ(all[0], (OperationAccess{"DetectLabels", std::nullopt}));
    auto const body = json::parse(gate.http.sent().at(0).body);
    ASSERT_TRUE(body);
    EXPECT_EQ((*body)["Image"]["Bytes"], "AAA=");
    EXPECT_TRUE(body->contains("MinConfidence"));  // in its full form
  }
}

TEST(AccessToRekognition, IsAskedForEachOperation) {
  AccessGate gate;
  gate.http.answer_with([](http::Request const& request) {
    for (auto const& header : request.headers) {
      if (header.value == "RekognitionService.DetectText") {
        return fault_named("AccessDeniedException");
      }
    }
    return fault_named("InvalidImageFormatException");
  });
  auto const all = gate.ask({Feature::labels, Feature::text, Feature::faces});
  ASSERT_THAT(all, SizeIs(3));
  for (auto const& access : all) {
    EXPECT_EQ(access.refusal.has_value(), access.operation == "DetectText") << access.operation;
    if (access.refusal) {
      EXPECT_EQ(access.refusal->reason, Reason::labeler_denied);
      EXPECT_THAT(access.refusal->message, HasSubstr("AccessDeniedException"));
    }
  }
}

TEST(AccessToRekognition, IsNotThereWhereNobodyAnswers) {
  AccessGate gate;
  auto const all = gate.ask();
  ASSERT_THAT(all, SizeIs(1));
  ASSERT_TRUE(all[0].refusal);
  EXPECT_EQ(all[0].refusal->reason, Reason::labeler_unavailable);
}

}  // namespace
}  // namespace stacktag::rekognition
