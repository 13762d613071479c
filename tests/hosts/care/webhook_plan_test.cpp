// SPDX-License-Identifier: Apache-2.0
// What is to be done to a stack's webhook, worked out without a network.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "care/webhook_plan.h"

namespace stacktag::care {
namespace {

using json::Json;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr auto k_target = "https://tagger.example/webhook";

WebhookWish wish() {
  WebhookWish wish{.url = k_target};
  wish.proof.secret_header = http::Header{"X-Stacktag-Key", "s3cr3t-header"};
  return wish;
}

WebhookWish wish_with_basic() {
  auto with = wish();
  with.proof.basic_user = "tagger";
  with.proof.basic_password = "s3cr3t-password";
  return with;
}

// As the API gives one that is just right for wish_with_basic().
Json webhook() {
  return {{"uid", "cs1"},
          {"name", "Our own name"},
          {"destinations",
           {{{"target_url", k_target},
             {"authentication_type", "Basic"},
             {"http_basic_auth", "tagger"},
             {"http_basic_password", "********"},
             {"custom_header",
              {{{"header_name", "x-api-key"}, {"value", "of the gateway"}},
               {{"header_name", "x-stacktag-key"}, {"value", "s3cr3t-header"}}}}}}},
          {"notifiers", {"ops@example.com"}},
          {"channels", {"entries.publish", "assets.create", "assets.update"}},
          {"branches", {"main"}},
          {"retry_policy", "automatic"},
          {"disabled", false},
          {"concise_payload", false},
          {"org_uid", "blt9"},
          {"created_at", "2026-01-01T00:00:00.000Z"},
          {"unhealthy", {{"state", false}}}};
}

std::vector<Field> fields(WebhookPlan const& plan) {
  std::vector<Field> all;
  for (auto const& change : plan.changes) {
    all.push_back(change.field);
  }
  return all;
}

std::string everything_shown(WebhookPlan const& plan) {
  std::string text;
  for (auto const& change : plan.changes) {
    text += change.before + "\n" + change.after + "\n";
  }
  for (auto const* lines : {&plan.notes, &plan.warnings}) {
    for (auto const& line : *lines) {
      text += line + "\n";
    }
  }
  return text;
}

TEST(WebhookPlan, MakesOneWhereThereIsNone) {
  auto with = wish_with_basic();
  with.notify = "ops@example.com";
  auto const plan = plan_webhook(with, {});
  EXPECT_EQ(plan.step, WebhookStep::create);
  EXPECT_EQ(plan.document,
            (Json{{"name", "stacktag"},
                  {"destinations",
                   {{{"target_url", k_target},
                     {"authentication_type", "Basic"},
                     {"http_basic_auth", "tagger"},
                     {"http_basic_password", "s3cr3t-password"},
                     {"custom_header",
                      {{{"header_name", "X-Stacktag-Key"}, {"value", "s3cr3t-header"}}}}}}},
                  {"notifiers", "ops@example.com"},
                  {"channels", {"assets.create", "assets.update"}},
                  {"branches", {"main"}},
                  {"retry_policy", "automatic"},
                  {"disabled", false},
                  {"concise_payload", false}}));
  EXPECT_THAT(everything_shown(plan), Not(HasSubstr("s3cr3t")));
}

TEST(WebhookPlan, WithoutBasicAuthenticationSaysNone) {
  auto const plan = plan_webhook(wish(), {});
  EXPECT_EQ(plan.document["destinations"][0]["authentication_type"], "None");
  EXPECT_FALSE(plan.document["destinations"][0].contains("http_basic_password"));
  EXPECT_FALSE(plan.document.contains("notifiers"));
}

TEST(WebhookPlan, HasNothingToDoWhereAllIsWell) {
  for (auto const* url : {k_target, "https://TAGGER.example:443/webhook/"}) {
    auto with = wish_with_basic();
    with.url = url;
    auto const plan = plan_webhook(with, {webhook()});
    EXPECT_EQ(plan.step, WebhookStep::nothing) << url << everything_shown(plan);
    EXPECT_EQ(plan.uid, "cs1");
    EXPECT_EQ(plan.name, "Our own name");
    EXPECT_THAT(plan.notes, ElementsAre(HasSubstr("--rewrite-password")));
    EXPECT_THAT(plan.warnings, IsEmpty());
  }
}

TEST(WebhookPlan, WritesThePasswordAgainWhereThatIsWished) {
  auto with = wish_with_basic();
  with.password = Password::write_again;
  auto const plan = plan_webhook(with, {webhook()});
  EXPECT_EQ(plan.step, WebhookStep::repair);
  EXPECT_THAT(fields(plan), ElementsAre(Field::basic_auth));
  EXPECT_EQ(plan.document["destinations"][0]["http_basic_password"], "s3cr3t-password");
}

TEST(WebhookPlan, MendsEachThingAndLeavesTheRest) {
  struct Row {
    Json patch;
    Field field;
  };
  std::vector<Row> const table{
      {{{"disabled", true}}, Field::state},
      {{{"unhealthy", {{"state", true}}}}, Field::state},
      {{{"concise_payload", true}}, Field::payload},
      {{{"retry_policy", "manual"}}, Field::retries},
      {{{"channels", {"entries.publish", "assets.create"}}}, Field::channels},
      {{{"channels", nullptr}}, Field::channels},
      {{{"name", ""}}, Field::name},
  };
  for (auto const& [patch, field] : table) {
    auto there = webhook();
    there.merge_patch(patch);
    auto const plan = plan_webhook(wish_with_basic(), {there});
    EXPECT_EQ(plan.step, WebhookStep::repair) << patch;
    EXPECT_THAT(fields(plan), ElementsAre(field)) << patch;
    auto wanted = webhook();
    for (auto const* key : {"uid", "org_uid", "created_at", "unhealthy"}) {
      wanted.erase(key);
    }
    // A password has to be given again with every write, and that of a header may be.
    wanted["destinations"][0]["http_basic_password"] = "s3cr3t-password";
    if (field == Field::channels) {
      auto channels = json::texts(there, "channels");
      if (channels.empty()) {
        channels = {"assets.create"};
      }
      channels.emplace_back("assets.update");
      wanted["channels"] = channels;
    }
    if (field == Field::name) {
      wanted["name"] = "stacktag";
    }
    EXPECT_EQ(plan.document, wanted) << patch;
  }
}

TEST(WebhookPlan, MendsTheProofAndHidesIt) {
  auto there = webhook();
  there["destinations"][0]["custom_header"][1]["value"] = "s3cr3t-of-yesterday";
  there["destinations"][0]["http_basic_auth"] = "somebody";
  auto const plan = plan_webhook(wish_with_basic(), {there});
  EXPECT_THAT(fields(plan), ElementsAre(Field::header, Field::basic_auth));
  EXPECT_THAT(everything_shown(plan), Not(HasSubstr("s3cr3t")));
  auto const& to = plan.document["destinations"][0];
  EXPECT_EQ(to["custom_header"][0]["value"], "of the gateway");
  EXPECT_EQ(to["custom_header"][1]["value"], "s3cr3t-header");
  EXPECT_EQ(to["custom_header"].size(), 2U);
  EXPECT_EQ(to["http_basic_auth"], "tagger");
}

TEST(WebhookPlan, AddsAHeaderWhereThereAreNone) {
  auto there = webhook();
  there["destinations"][0].erase("custom_header");
  auto const plan = plan_webhook(wish_with_basic(), {there});
  EXPECT_THAT(fields(plan), ElementsAre(Field::header));
  EXPECT_EQ(plan.document["destinations"][0]["custom_header"],
            Json::array({{{"header_name", "X-Stacktag-Key"}, {"value", "s3cr3t-header"}}}));
}

TEST(WebhookPlan, LeavesAnotherKindOfAuthenticationWhereNoneIsWished) {
  auto there = webhook();
  there["destinations"][0]["authentication_type"] = "OAuth2";
  EXPECT_EQ(plan_webhook(wish(), {there}).step, WebhookStep::nothing);
  auto const plan = plan_webhook(wish_with_basic(), {there});
  ASSERT_THAT(fields(plan), ElementsAre(Field::basic_auth));
  EXPECT_EQ(plan.changes[0].before, "OAuth2");
  EXPECT_EQ(plan.document["destinations"][0]["authentication_type"], "Basic");
}

TEST(WebhookPlan, LeavesOtherDestinationsAndWarnsOfTheirPasswords) {
  auto there = webhook();
  there["disabled"] = true;
  there["destinations"].insert(there["destinations"].begin(),
                               Json{{"target_url", "https://other.example/"},
                                    {"http_basic_auth", "other"},
                                    {"http_basic_password", "********"}});
  auto const plan = plan_webhook(wish_with_basic(), {there});
  EXPECT_EQ(plan.document["destinations"][0], there["destinations"][0]);
  EXPECT_EQ(plan.document["destinations"][1]["http_basic_password"], "s3cr3t-password");
  EXPECT_THAT(plan.warnings, ElementsAre(HasSubstr("https://other.example/")));
}

TEST(WebhookPlan, AddsBranchesAndNotifiersThatAreAskedFor) {
  auto with = wish_with_basic();
  with.branches = {"main", "development"};
  with.notify = "me@example.com";
  auto const plan = plan_webhook(with, {webhook()});
  EXPECT_THAT(fields(plan), ElementsAre(Field::branches, Field::notifiers));
  EXPECT_EQ(plan.document["branches"], (Json{"main", "development"}));
  EXPECT_EQ(plan.document["notifiers"], (Json{"ops@example.com", "me@example.com"}));
  with.notify = "OPS@example.com";
  with.branches = {"main"};
  EXPECT_EQ(plan_webhook(with, {webhook()}).step, WebhookStep::nothing);
}

TEST(WebhookPlan, TakesTheWebhookThatListensToAssetsAndWarnsOfDoubles) {
  auto other = webhook();
  other["uid"] = "cs0";
  other["channels"] = {"entries.publish"};
  auto const plan = plan_webhook(wish_with_basic(), {other, webhook()});
  EXPECT_EQ(plan.uid, "cs1");
  EXPECT_EQ(plan.step, WebhookStep::nothing);
  EXPECT_THAT(plan.warnings, ElementsAre(HasSubstr("2 webhooks")));
}

TEST(WebhookPlan, WarnsWhereNothingProvesTheSender) {
  auto const plan = plan_webhook({.url = k_target}, {});
  EXPECT_THAT(plan.warnings, ElementsAre(HasSubstr("No proof of the sender")));
}

TEST(WebhookPlan, SaysWhatSignaturesNeed) {
  WebhookWish with{.url = k_target};
  with.proof.rsa_signature = true;
  with.proof.hmac_keys = {"s3cr3t-hmac"};
  auto const plan = plan_webhook(with, {});
  EXPECT_THAT(plan.warnings, IsEmpty());
  EXPECT_THAT(plan.notes, ElementsAre(HasSubstr("needs nothing"), HasSubstr("HMAC")));
  EXPECT_THAT(everything_shown(plan), Not(HasSubstr("s3cr3t")));
}

TEST(WebhookPlan, WarnsOfTargetsThatAreNoGood) {
  auto with = wish();
  with.url = "http://tagger.example/webhook";
  EXPECT_THAT(plan_webhook(with, {}).warnings, ElementsAre(HasSubstr("not https")));
  with.url = "http://127.0.0.1:8080/webhook";
  EXPECT_THAT(plan_webhook(with, {}).warnings, ElementsAre(HasSubstr("this machine")));
}

TEST(WebhookPlan, BearsWhateverTheApiGives) {
  for (auto const& odd :
       {Json(7), Json::object(), Json{{"destinations", 7}}, Json{{"destinations", {7}}},
        Json{{"destinations", {{{"target_url", k_target}, {"custom_header", 7}}}}},
        Json{{"destinations", {{{"target_url", k_target}, {"custom_header", {7}}}}},
             {"channels", 7},
             {"branches", "main"},
             {"notifiers", "a@example.com"}}}) {
    auto const plan = plan_webhook(wish_with_basic(), {odd});
    EXPECT_THAT(json::texts(plan.document, "channels"), Contains("assets.update")) << odd;
  }
}

}  // namespace
}  // namespace stacktag::care
