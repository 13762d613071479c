// SPDX-License-Identifier: Apache-2.0
// Whose credentials are these?
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "aws/sts.h"
#include "service_world.h"

namespace stacktag::aws {
namespace {

using testing::HasSubstr;

class CallerIdentityQuestion : public ServiceWorld, public testing::Test {
 protected:
  Result<sts::CallerIdentity> ask() {
    return sts::caller_identity({"https://sts.eu-west-1.amazonaws.com/", "eu-west-1"}, credentials,
                                http, clock, {.at = clock.now() + std::chrono::seconds(5)});
  }
};

TEST_F(CallerIdentityQuestion, IsSignedForItsRegion) {
  http.push(200,
            "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::1:user/u</Arn>"
            "<Account>1</Account></GetCallerIdentityResult></GetCallerIdentityResponse>");
  auto const identity = ask();
  ASSERT_TRUE(identity);
  EXPECT_EQ(identity->account, "1");
  EXPECT_EQ(identity->arn, "arn:aws:iam::1:user/u");
  auto const sent = http.sent().at(0);
  EXPECT_EQ(sent.request.url, "https://sts.eu-west-1.amazonaws.com/");
  EXPECT_EQ(sent.body, "Action=GetCallerIdentity&Version=2011-06-15");
  EXPECT_THAT(sent.header("Authorization"), HasSubstr("AKID/20260301/eu-west-1/sts/aws4_request"));
}

TEST_F(CallerIdentityQuestion, HasAnErrorForEachEnd) {
  http.push(403, "<ErrorResponse><Error><Code>InvalidClientTokenId</Code></Error></ErrorResponse>");
  auto const refused = ask();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, Reason::labeler_denied);
  EXPECT_THAT(refused.error().message, HasSubstr("InvalidClientTokenId"));
  for (auto const& [status, body] :
       std::vector<std::pair<int, std::string>>{{503, "<Code>x</Code>"}, {200, "{}"}, {404, ""}}) {
    http.push(status, body);
    auto const odd = ask();
    ASSERT_FALSE(odd) << status;
    EXPECT_EQ(odd.error().reason, Reason::credentials_unavailable) << status;
  }
  EXPECT_EQ(ask().error().reason, Reason::credentials_unavailable);  // nobody answers
  credentials.listed.clear();
  EXPECT_EQ(ask().error().message, "no more of them");
}

TEST(StsEndpoint, IsTheRegionsUnlessAnotherIsNamed) {
  Environment environment;
  EXPECT_EQ(sts::endpoint(environment, ""), "https://sts.amazonaws.com/");
  EXPECT_EQ(sts::endpoint(environment, "eu-west-1"), "https://sts.eu-west-1.amazonaws.com/");
  environment.set("AWS_ENDPOINT_URL", "http://all");
  EXPECT_EQ(sts::endpoint(environment, "eu-west-1"), "http://all");
  environment.set("AWS_ENDPOINT_URL_STS", "http://sts");
  EXPECT_EQ(sts::endpoint(environment, "eu-west-1"), "http://sts");
}

}  // namespace
}  // namespace stacktag::aws
