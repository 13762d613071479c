// SPDX-License-Identifier: Apache-2.0
// `stacktag setup` and `stacktag doctor` at a terminal, with a scripted stack.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <mutex>
#include <string>

#include "json/json.h"
#include "terminal.h"

namespace stacktag::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

constexpr auto k_here = "https://tagger.example/webhook";

class CareCommand : public testing::Test {
 protected:
  CareCommand() {
    terminal_.environment.set("CONTENTSTACK_STACK_API_KEY", "bltkey");
    terminal_.environment.set("CONTENTSTACK_STACK_MANAGEMENT_TOKEN", "cs-s3cr3t");
    terminal_.environment.set("STACKTAG_WEBHOOK_HEADER", "X-Key: s3cr3t-header");
    terminal_.environment.set("STACKTAG_STORE", terminal_.folder() + "/none.db");
    terminal_.http.answer_with([this](http::Request const& request) { return answer(request); });
  }

  http::Exchange answer(http::Request const& request) {
    std::lock_guard const lock(mutex_);  // doctor asks for many things at a time
    auto const writes = request.method == http::Method::post || request.method == http::Method::put;
    if (writes && request.url.find("/webhooks") != std::string::npos) {
      ++writes_;
      webhook_ = json::parse(request.body).value_or(json::Json())["webhook"];
      webhook_["uid"] = "cs1";
    }
    auto all = json::Json::array();
    if (webhook_.is_object()) {
      all.push_back(webhook_);
    }
    return fakes::FakeHttpClient::reply(200,
                                        json::dump({{"webhooks", all}, {"webhook", webhook_}}));
  }

  int set_up(std::vector<std::string> more = {}) {
    std::vector<std::string> words{"setup", "--url", k_here};
    words.insert(words.end(), more.begin(), more.end());
    return terminal_.run(words);
  }

  Terminal terminal_{};
  std::mutex mutex_{};
  json::Json webhook_{};
  int writes_ = 0;
};

TEST_F(CareCommand, SetupAsksAndWritesWhereTheAnswerIsYes) {
  terminal_.err_columns = 80;
  terminal_.in.str("y\n");
  EXPECT_EQ(set_up(), 0);
  EXPECT_EQ(writes_, 1);
  EXPECT_THAT(terminal_.out.str(), HasSubstr("This one is made:"));
  EXPECT_THAT(terminal_.out.str(), HasSubstr("Done"));
  EXPECT_THAT(terminal_.err.str(), HasSubstr("[y/N]"));
  EXPECT_THAT(terminal_.out.str() + terminal_.err.str(), Not(HasSubstr("s3cr3t")));
  EXPECT_EQ(set_up(), 0);  // nothing to do, so nothing to ask
  EXPECT_THAT(terminal_.out.str(), StartsWith("Nothing to do"));
  EXPECT_THAT(terminal_.err.str(), IsEmpty());
}

TEST_F(CareCommand, SetupWritesNothingWhereTheAnswerIsNotYes) {
  for (auto const* answer : {"n\n", "\n", "", "maybe\n"}) {
    terminal_.err_columns = 80;
    terminal_.in.clear();
    terminal_.in.str(answer);
    EXPECT_EQ(set_up(), 1) << answer;
    EXPECT_EQ(writes_, 0) << answer;
  }
}

TEST_F(CareCommand, SetupRefusesWhereThereIsNobodyToAsk) {
  EXPECT_EQ(set_up(), 2);
  EXPECT_EQ(writes_, 0);
  EXPECT_THAT(terminal_.err.str(), HasSubstr("--yes"));
  EXPECT_EQ(set_up({"--dry-run"}), 0);
  EXPECT_EQ(writes_, 0);
  EXPECT_EQ(set_up({"--yes"}), 0);
  EXPECT_EQ(writes_, 1);
}

TEST_F(CareCommand, SetupNeedsNoEngineButItsOwnSettings) {
  terminal_.environment.set("REKOGNITION_AWS_ID", "only half of it");
  EXPECT_EQ(set_up({"--yes"}), 0);
  terminal_.environment.set("STACKTAG_WEBHOOK_HEADER", "no colon");
  EXPECT_EQ(set_up({"--yes"}), 2);
  EXPECT_THAT(terminal_.err.str(), HasSubstr("STACKTAG_WEBHOOK_HEADER"));
  EXPECT_EQ(set_up({"--yes", "--stack", "shop"}), 2);
  EXPECT_THAT(terminal_.err.str(), HasSubstr("there is no shop"));
}

TEST_F(CareCommand, DoctorHasColoursOnATerminalOnly) {
  terminal_.configure_aws();
  EXPECT_EQ(terminal_.run({"doctor"}), 2);
  EXPECT_THAT(terminal_.out.str(), Not(HasSubstr("\x1b")));
  EXPECT_THAT(terminal_.out.str(), HasSubstr("\nbroken   webhook "));
  EXPECT_THAT(terminal_.out.str(), HasSubstr("-> Run: stacktag setup --url"));
  terminal_.out_columns = 100;
  EXPECT_EQ(terminal_.run({"doctor"}), 2);
  EXPECT_THAT(terminal_.out.str(), HasSubstr("\n\x1b[1;31mbroken\x1b[0m   webhook "));
}

TEST_F(CareCommand, DoctorTellsAMachineTheSame) {
  terminal_.configure_aws();
  EXPECT_EQ(terminal_.run({"doctor", "--json"}), 2);
  auto const told = json::parse(terminal_.out.str());
  ASSERT_TRUE(told);
  EXPECT_EQ((*told)["worst"], "broken");
  EXPECT_EQ((*told)["findings"][0]["check"], "configuration");
  EXPECT_EQ((*told)["findings"][0]["level"], "good");
}

}  // namespace
}  // namespace stacktag::cli
