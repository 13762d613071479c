// SPDX-License-Identifier: Apache-2.0
// The doctor over a scripted network: what each trouble is called, and how it is mended.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "care/doctor.h"
#include "fakes/fake_clock.h"
#include "fakes/fake_http_client.h"
#include "fakes/folder.h"
#include "fakes/in_turn.h"
#include "http/date.h"
#include "json/json.h"

namespace stacktag::care {
namespace {

using fakes::FakeHttpClient;
using json::Json;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr auto k_url = "https://tagger.example/webhook";
constexpr auto k_denied = R"({"error_message":"You're not allowed in here."})";

// A patient who is well, as long as nothing is changed.
struct Practice {
  Practice() {
    environment.set("HOME", folder.path());
    environment.set("STACKTAG_STORE", folder.path() + "/none.db");
    environment.set("CONTENTSTACK_STACK_API_KEY", "bltkey");
    environment.set("CONTENTSTACK_STACK_MANAGEMENT_TOKEN", "cs-s3cr3t-token");
    environment.set("REKOGNITION_AWS_ID", "AKIDEXAMPLE");
    environment.set("REKOGNITION_AWS_SECRET", "s3cr3t-key");
    environment.set("REKOGNITION_AWS_REGION", "eu-west-1");
    environment.set("STACKTAG_WEBHOOK_HEADER", "X-Key: s3cr3t-header");
  }

  Findings examine(Writes writes = Writes::allowed) {
    auto const chosen = choose_stack(environment, "");
    EXPECT_TRUE(chosen);
    return care::examine({.stack = *chosen,
                          .environment = environment,
                          .client = http,
                          .clock = clock,
                          .overlap = overlap,
                          .url = url,
                          .writes = writes});
  }

  Finding find(std::string const& check, Writes writes = Writes::allowed) {
    auto const findings = examine(writes);
    auto const found = std::ranges::find(findings, check, &Finding::check);
    return found == findings.end() ? Finding{"no such check"} : *found;
  }

  http::Exchange answer(http::Request const& request) {
    asked.push_back(request.url);
    if (auto special = fault ? fault(request) : std::nullopt) {
      return *special;
    }
    auto const is_for = [&](std::string_view part) {
      return request.url.find(part) != std::string::npos;
    };
    if (is_for("sts.")) {
      return FakeHttpClient::reply(200, "<Arn>arn:aws:iam::1:user/u</Arn><Account>1</Account>");
    }
    if (is_for("rekognition.")) {
      return FakeHttpClient::reply(400, R"({"__type":"InvalidImageFormatException"})");
    }
    if (request.method == http::Method::put) {
      return FakeHttpClient::reply(404, "{}");
    }
    if (is_for("/executions")) {
      return FakeHttpClient::reply(200, json::dump({{"webhooks", executions}}));
    }
    if (is_for("/webhooks?")) {
      return FakeHttpClient::reply(200, json::dump({{"webhooks", Json::array({webhook})}}));
    }
    if (is_for("/webhooks/")) {
      return FakeHttpClient::reply(200, json::dump({{"webhook", webhook}}));
    }
    if (request.method == http::Method::head) {
      return FakeHttpClient::reply(200);
    }
    return FakeHttpClient::reply(
        200,
        R"({"assets":[{"url":"https://images.contentstack.io/v3/assets/k/a/f/p.png"}],"count":3})",
        {{"X-RateLimit-Limit", "10"},
         {"X-RateLimit-Remaining", "9"},
         {"Date", http::date_text(clock.wall() + offset)}});
  }

  using Special = std::function<std::optional<http::Exchange>(http::Request const&)>;

  fakes::Folder folder{};
  Environment environment{};
  fakes::FakeClock clock{};
  fakes::InTurn overlap{};
  std::vector<std::string> asked{};
  std::chrono::seconds offset{0};
  Special fault{};
  std::string url{};
  Json webhook{
      {"uid", "cs1"},
      {"name", "Tagger"},
      {"destinations",
       Json::array({{{"target_url", k_url},
                     {"custom_header",
                      Json::array({{{"header_name", "X-Key"}, {"value", "s3cr3t-header"}}})}}})},
      {"channels", {"assets.create", "assets.update"}},
      {"branches", {"main"}},
      {"retry_policy", "automatic"}};
  Json executions = Json::array(
      {{{"channel", {"assets.create"}}, {"created_at", "2026-02-01"}, {"status", 200}}});
  FakeHttpClient http{[this](http::Request const& request) { return answer(request); }};
};

Practice::Special fails_at(std::string part, int status, std::string body = "{}") {
  return [=](http::Request const& request) -> std::optional<http::Exchange> {
    if (request.url.find(part) == std::string::npos) {
      return std::nullopt;
    }
    return FakeHttpClient::reply(status, body);
  };
}

Practice::Special is_silent_at(std::string part) {
  return [=](http::Request const& request) -> std::optional<http::Exchange> {
    if (request.url.find(part) == std::string::npos) {
      return std::nullopt;
    }
    return FakeHttpClient::fault(http::Fault::unreachable);
  };
}

TEST(Doctor, FindsNothingWhereAllIsWellAndTellsNoSecret) {
  Practice practice;
  auto const findings = practice.examine();
  EXPECT_LE(worst(findings), Level::note);
  std::vector<std::string> checks;
  for (auto const& finding : findings) {
    checks.push_back(finding.check);
    EXPECT_LE(finding.level, Level::note) << finding.check << ": " << finding.text;
    EXPECT_THAT(finding.remedy, IsEmpty()) << finding.check;
    EXPECT_EQ((finding.text + finding.remedy).find("s3cr3t"), std::string::npos) << finding.text;
  }
  EXPECT_THAT(checks,
              testing::ElementsAre("configuration", "token", "region", "write access", "rate limit",
                                   "clock", "webhook", "webhook state", "webhook channels",
                                   "webhook payload", "webhook branches", "webhook retries",
                                   "webhook proof", "deliveries", "image host", "signature keys",
                                   "AWS credentials", "Rekognition", "ledger", "disk", "versions"));
}

TEST(Doctor, HasANameAndARemedyForEachTrouble) {
  struct Row {
    std::function<void(Practice&)> spoil;
    std::string check;
    Level level;
    std::string text;
    std::string remedy;
  };
  auto const with = [](Practice::Special fault) {
    return [fault](Practice& practice) { practice.fault = fault; };
  };
  auto const webhook = [](Json patch) {
    return [patch](Practice& practice) { practice.webhook.merge_patch(patch); };
  };
  std::vector<Row> const table{
      {with(fails_at("/v3/assets?", 401, k_denied)), "token", Level::broken, "401",
       "management token"},
      {with(fails_at("/v3/assets?", 422)), "token", Level::broken, "422", "STACKTAG_BRANCHES"},
      {with(is_silent_at("/v3/")), "token", Level::broken, "Contentstack", "network"},
      {with(fails_at("/assets/blt0000000000000000", 403, k_denied)), "write access", Level::broken,
       "may not write", "write access"},
      {with(fails_at("/assets/blt0000000000000000", 500)), "write access", Level::warning,
       "not known", "again"},
      {[](Practice& practice) { practice.offset = std::chrono::seconds(61); }, "clock",
       Level::warning, "61 s behind", "NTP"},
      {[](Practice& practice) { practice.offset = std::chrono::seconds(-301); }, "clock",
       Level::broken, "301 s ahead", "NTP"},
      {[](Practice& practice) {
         practice.environment.set("STACKTAG_CONTENTSTACK_READS_PER_SECOND", "50");
       },
       "rate limit", Level::warning, "more than that", "STACKTAG_CONTENTSTACK_READS_PER_SECOND=10"},
      {with(fails_at("/webhooks?", 401)), "webhook", Level::warning, "cannot be read", "token"},
      {webhook({{"channels", {"entries.publish"}}}), "webhook", Level::broken, "no webhook",
       "stacktag setup --url"},
      {[](Practice& practice) { practice.url = "https://elsewhere.example/"; }, "webhook",
       Level::broken, "https://elsewhere.example/",
       "stacktag setup --url https://elsewhere.example/"},
      {webhook({{"disabled", true}}), "webhook state", Level::broken, "switched off",
       "stacktag setup --url https://tagger.example/webhook"},
      {webhook({{"unhealthy", {{"state", true}}}}), "webhook state", Level::broken, "ten failures",
       "stacktag setup"},
      {webhook({{"channels", {"assets.create"}}}), "webhook channels", Level::broken,
       "assets.create, not", "stacktag setup"},
      {webhook({{"concise_payload", true}}), "webhook payload", Level::broken, "concise",
       "stacktag setup"},
      {webhook({{"retry_policy", "manual"}}), "webhook retries", Level::warning, "manual",
       "stacktag setup"},
      {[](Practice& practice) { practice.environment.set("STACKTAG_BRANCHES", "development"); },
       "webhook branches", Level::broken, "main, not main, development", "stacktag setup"},
      {[](Practice& practice) {
         practice.environment.set("STACKTAG_WEBHOOK_HEADER", "X-Key: another-s3cr3t");
       },
       "webhook proof", Level::broken, "secret header", "stacktag setup"},
      {[](Practice& practice) { practice.environment.set("STACKTAG_WEBHOOK_HEADER", ""); },
       "webhook proof", Level::warning, "whoever knows the URL", "STACKTAG_WEBHOOK_HEADER"},
      {[](Practice& practice) {
         practice.executions.push_back(
             {{"channel", {"assets.update"}}, {"created_at", "2026-02-02"}, {"status", 401}});
       },
       "deliveries", Level::broken, "1 of the last 2 failed (1 x 401)", "--rewrite-password"},
      {[](Practice& practice) {
         practice.executions.push_back({{"created_at", "2026-01-02"}, {"status", 0}});
       },
       "deliveries", Level::warning, "1 x no answer", "reachable from the internet"},
      {[](Practice& practice) { practice.executions = Json::array(); }, "deliveries", Level::note,
       "none", "Upload"},
      {with(fails_at("/executions", 403)), "deliveries", Level::warning, "403", "log"},
      {with(fails_at("/v3/assets/k/a/", 403)), "image host", Level::broken, "not public", "public"},
      {with(is_silent_at("/v3/assets/k/a/")), "image host", Level::broken, "script", "firewall"},
      {with(fails_at("/v3/assets/k/a/", 502)), "image host", Level::warning, "502", "later"},
      {[](Practice& practice) {
         practice.environment.set("STACKTAG_WEBHOOK_SIGNATURE", "true");
         practice.fault = fails_at("public-keys.json", 404);
       },
       "signature keys", Level::broken, "404", "app.contentstack.com"},
      {with(fails_at("sts.", 403, "<Code>InvalidClientTokenId</Code>")), "AWS credentials",
       Level::broken, "InvalidClientTokenId", "access key"},
      {with(is_silent_at("sts.")), "AWS credentials", Level::warning, "STS", "next line"},
      {with(fails_at("rekognition.", 400, R"({"__type":"AccessDeniedException"})")), "Rekognition",
       Level::broken, "AccessDeniedException", "rekognition:DetectLabels"},
      {with(is_silent_at("rekognition.")), "Rekognition", Level::broken, "eu-west-1",
       "REKOGNITION_AWS_REGION"},
  };
  for (auto const& row : table) {
    Practice practice;
    row.spoil(practice);
    auto const finding = practice.find(row.check);
    EXPECT_EQ(finding.level, row.level) << row.check << ": " << finding.text;
    EXPECT_THAT(finding.text, HasSubstr(row.text)) << row.check;
    EXPECT_THAT(finding.remedy, HasSubstr(row.remedy)) << row.check;
    EXPECT_EQ((finding.text + finding.remedy).find("s3cr3t"), std::string::npos) << finding.text;
  }
}

TEST(Doctor, NamesTheRegionThatTheStackIsIn) {
  Practice practice;
  practice.fault = fails_at("https://api.contentstack.io/", 412, k_denied);
  auto const findings = practice.examine();
  auto const region = std::ranges::find(findings, "region", &Finding::check);
  ASSERT_NE(region, findings.end());
  EXPECT_EQ(region->level, Level::broken);
  // All others take it in this script; the first in the documented order is named.
  EXPECT_EQ(region->remedy, "Set CONTENTSTACK_REGION=eu.");
  EXPECT_EQ(std::ranges::find(findings, "webhook", &Finding::check)->text,
            "not checked: the token could not be used");
}

TEST(Doctor, SendsTheTokenNowhereElseWhereTheAddressIsConfigured) {
  Practice practice;
  practice.environment.set("CONTENTSTACK_API_URL", "https://cma.example");
  practice.fault = fails_at("https://cma.example/", 401, k_denied);
  auto const region = practice.find("region");
  EXPECT_EQ(region.level, Level::note);
  EXPECT_THAT(region.text, HasSubstr("CONTENTSTACK_API_URL"));
  for (auto const& url : practice.asked) {
    EXPECT_EQ(url.find("contentstack.io"), std::string::npos) << url;
    EXPECT_EQ(url.find("contentstack.com"), std::string::npos) << url;
  }
}

TEST(Doctor, WritesNothingWhereItMayOnlyRead) {
  Practice practice;
  EXPECT_EQ(practice.find("write access", Writes::none).text, "not checked: --read-only");
  for (auto const& sent : practice.http.sent()) {
    EXPECT_NE(sent.request.method, http::Method::put) << sent.request.url;
  }
}

TEST(Doctor, NamesEveryMistakeAndChecksWhatItStillCan) {
  Practice practice;
  practice.environment.set("CONTENTSTACK_STACK_API_KEY", "");
  practice.environment.set("STACKTAG_WORKERS", "none");
  auto const findings = practice.examine();
  EXPECT_EQ(std::ranges::count(findings, "configuration", &Finding::check), 2);
  EXPECT_EQ(worst(findings), Level::broken);
  auto const text_of = [&](std::string const& check) {
    return std::ranges::find(findings, check, &Finding::check)->text;
  };
  EXPECT_THAT(text_of("token"), HasSubstr("not checked"));
  EXPECT_THAT(text_of("image host"), HasSubstr("not checked"));
  EXPECT_THAT(text_of("Rekognition"), HasSubstr("DetectLabels"));
}

TEST(Doctor, AsksNothingOfAmazonForTheEngineOnThisMachine) {
  Practice practice;
  practice.environment.set("STACKTAG_ENGINE", "local");
  EXPECT_THAT(practice.find("Rekognition").text, HasSubstr("not checked"));
  for (auto const& url : practice.asked) {
    EXPECT_EQ(url.find("amazonaws"), std::string::npos) << url;
  }
}

TEST(Doctor, TellsImagesFromAHostThatIsNotAllowed) {
  Practice practice;
  practice.fault = [](http::Request const& request) -> std::optional<http::Exchange> {
    if (request.url.find("/v3/assets?") == std::string::npos) {
      return std::nullopt;
    }
    return FakeHttpClient::reply(200,
                                 R"({"assets":[{"url":"https://evil.example/p.png"}],"count":1})");
  };
  auto const finding = practice.find("image host");
  EXPECT_EQ(finding.level, Level::broken);
  EXPECT_THAT(finding.remedy, HasSubstr("CONTENTSTACK_IMAGE_HOSTS=evil.example"));
  for (auto const& url : practice.asked) {
    EXPECT_EQ(url.find("evil"), std::string::npos) << url;
  }
}

TEST(ChosenStack, IsTheOnlyOneOrTheNamedOne) {
  Practice practice;
  auto const file = practice.folder.write("stacktag.toml",
                                          "[[stack]]\nname = \"shop\"\napi_key = \"bltshop\"\n"
                                          "[[stack]]\nname = \"blog\"\napi_key = \"bltblog\"\n");
  practice.environment.set("STACKTAG_CONFIG", file);
  auto const none = choose_stack(practice.environment, "");
  ASSERT_FALSE(none);
  EXPECT_THAT(none.error().message, HasSubstr("shop, blog"));
  for (auto const* name : {"blog", "bltblog"}) {
    auto const found = choose_stack(practice.environment, name);
    ASSERT_TRUE(found) << name;
    EXPECT_EQ(found->settings.name, "blog");
  }
  EXPECT_FALSE(choose_stack(practice.environment, "news"));
}

}  // namespace
}  // namespace stacktag::care
