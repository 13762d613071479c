// SPDX-License-Identifier: Apache-2.0
// `stacktag deliver`, with Contentstack and Rekognition behind a scripted network.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <latch>
#include <stop_token>

#include "json/json.h"
#include "stacktag/limits.h"
#include "terminal.h"

namespace stacktag::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char const* k_asset =
    R"({"asset":{"uid":"blta1","_version":1,"content_type":"image/jpeg","tags":["homepage"],)"
    R"("url":"https://images.contentstack.io/v3/assets/bltkey/blta1/f1/a.jpeg"}})";
constexpr char const* k_written =
    R"({"asset":{"uid":"blta1","_version":2,"content_type":"image/jpeg",)"
    R"("tags":["homepage","Horse","Field"],)"
    R"("url":"https://images.contentstack.io/v3/assets/bltkey/blta1/f1/a.jpeg"}})";

http::Exchange network(http::Request const& request) {
  using fakes::FakeHttpClient;
  if (request.url.find("rekognition") != std::string::npos) {
    return FakeHttpClient::reply(200, k_labels);
  }
  if (request.url.find("images.contentstack.io") != std::string::npos) {
    return FakeHttpClient::reply(200, drawn::jpeg(640, 480));
  }
  return FakeHttpClient::reply(200, request.method == http::Method::put ? k_written : k_asset);
}

class DeliverTest : public ::testing::Test {
 protected:
  DeliverTest() {
    terminal.configure_aws();
    terminal.environment.set("CONTENTSTACK_STACK_API_KEY", "bltkey");
    terminal.environment.set("CONTENTSTACK_STACK_MANAGEMENT_TOKEN", "s3cret-token");
    terminal.http.answer_with(network);
  }
  std::size_t writes() const {
    std::size_t count = 0;
    for (auto const& sent : terminal.http.sent()) {
      count += sent.request.method == http::Method::put ? 1 : 0;
    }
    return count;
  }

  Terminal terminal;
  std::string const event = R"({"module":"asset","event":"create","api_key":"bltkey","data":)" +
                            std::string(k_asset) + "}";
  std::string const body = terminal.file("event.json", event);
};

TEST_F(DeliverTest, MistakesOfTheConfigurationAreAllNamed) {
  terminal.environment = {};
  terminal.environment.set("MAX_TAGS", "0");
  EXPECT_EQ(terminal.run({"deliver", body}), 2);
  EXPECT_THAT(terminal.err.str(),
              AllOf(HasSubstr("MAX_TAGS "), HasSubstr("CONTENTSTACK_STACK_API_KEY "),
                    HasSubstr("CONTENTSTACK_STACK_MANAGEMENT_TOKEN "), HasSubstr("AWS_REGION")));
}

TEST_F(DeliverTest, ABodyThatCannotBeReadIsTold) {
  EXPECT_EQ(terminal.run({"deliver", "/nowhere.json"}), 2);
  EXPECT_THAT(terminal.err.str(), HasSubstr("/nowhere.json: there is no such file"));
  auto const large = terminal.file("large", std::string(limits::event_body_bytes_max + 1, ' '));
  EXPECT_EQ(terminal.run({"deliver", large}), 3);
  EXPECT_EQ(terminal.run({"deliver", "/tmp"}), 2);
  terminal.in.setstate(std::ios::badbit);
  EXPECT_EQ(terminal.run({"deliver", "-"}), 1);
  EXPECT_THAT(terminal.err.str(), HasSubstr("could not be read to its end"));
  EXPECT_EQ(terminal.http.count(), 0U);
}

TEST_F(DeliverTest, ABodyThatIsNoEventIsRejected) {
  EXPECT_EQ(terminal.run({"deliver", terminal.file("x.json", "{}")}), 3);
  EXPECT_THAT(terminal.out.str(), HasSubstr("rejected: malformed_event"));
  EXPECT_EQ(terminal.http.count(), 0U);
}

TEST_F(DeliverTest, WritesTheTags) {
  EXPECT_EQ(terminal.run({"deliver", body}), 0) << terminal.err.str() << terminal.out.str();
  EXPECT_EQ(writes(), 1U);
  EXPECT_THAT(terminal.out.str(),
              AllOf(HasSubstr("tagged: tags_added"), HasSubstr("homepage, Horse, Field"),
                    HasSubstr("1 label calls"), Not(HasSubstr("s3cret"))));
}

TEST_F(DeliverTest, NoByteOfATagIsACommandToTheTerminal) {
  terminal.http.answer_with([](http::Request const& request) {
    auto reply = network(request);
    constexpr std::string_view k_tags = R"("tags":[)";
    if (reply && reply->body == k_asset) {
      reply->body.insert(reply->body.find(k_tags) + k_tags.size(), R"("\u001b]0;owned\u0007",)");
    }
    return reply;
  });
  EXPECT_EQ(terminal.run({"deliver", "--dry-run", body}), 0) << terminal.err.str();
  EXPECT_THAT(terminal.out.str(), HasSubstr("?]0;owned?"));
}

TEST_F(DeliverTest, ADryRunWritesNothing) {
  EXPECT_EQ(terminal.run({"deliver", body, "--dry-run"}), 0) << terminal.out.str();
  EXPECT_EQ(writes(), 0U);
  EXPECT_THAT(terminal.out.str(),
              AllOf(HasSubstr("unchanged: dry_run"), HasSubstr("would be: homepage, Horse, Field"),
                    HasSubstr("added:   Horse, Field")));
}

TEST_F(DeliverTest, TakesABodyFromStandardInput) {
  terminal.in.str(event);
  EXPECT_EQ(terminal.run({"deliver", "-", "--json"}), 0);
  auto const answer = json::parse(terminal.out.str());
  ASSERT_TRUE(answer);
  EXPECT_EQ((*answer)["reason"], "tags_added");
}

TEST_F(DeliverTest, AsksForAProofOnlyWhereItIsTold) {
  terminal.environment.set("STACKTAG_WEBHOOK_HEADER", "X-Proof: right");
  EXPECT_EQ(terminal.run({"deliver", body, "--check-auth", "--header", "X-Proof: wrong"}), 3);
  EXPECT_EQ(terminal.http.count(), 0U);
  EXPECT_EQ(terminal.run({"deliver", body, "--check-auth", "--header", "x-proof: right"}), 0);
  EXPECT_EQ(terminal.run({"deliver", body}), 0);
}

TEST_F(DeliverTest, ACheckWithNothingToCheckIsAMistake) {
  EXPECT_EQ(terminal.run({"deliver", body, "--check-auth"}), 2);
  EXPECT_THAT(terminal.err.str(), HasSubstr("--check-auth"));
}

TEST_F(DeliverTest, InterruptedBeforeTheWriteItWritesNothing) {
  terminal.http.answer_with([](http::Request const& request) {
    if (request.url.find("rekognition") != std::string::npos) {
      std::raise(SIGINT);
      std::latch stopped(1);
      std::stop_callback const told(request.deadline.cancelled, [&] { stopped.count_down(); });
      stopped.wait();
    }
    return network(request);
  });
  EXPECT_EQ(terminal.run({"deliver", body}), 130) << terminal.out.str();
  EXPECT_EQ(writes(), 0U);
  EXPECT_THAT(terminal.err.str(), HasSubstr("before anything was written"));
}

TEST_F(DeliverTest, InterruptedInTheWriteItStillRepairs) {
  // An editor was first: the version before ours is theirs.
  terminal.http.answer_with([this](http::Request const& request) {
    auto exchange = network(request);
    bool const first_write = request.method == http::Method::put && writes() == 1;
    if (first_write) {
      std::raise(SIGINT);
      exchange->body.replace(exchange->body.find(R"("_version":2)"), 12, R"("_version":3)");
    } else if (request.method == http::Method::put) {
      exchange->body.replace(exchange->body.find(R"("_version":2)"), 12, R"("_version":4)");
    } else if (request.url.find("version=2") != std::string::npos) {
      exchange->body.replace(exchange->body.find(R"("_version":1)"), 12, R"("_version":2)");
      exchange->body.replace(exchange->body.find("homepage"), 8, "by an editor");
    }
    return exchange;
  });
  EXPECT_EQ(terminal.run({"deliver", body}), 130) << terminal.out.str();
  EXPECT_EQ(writes(), 2U);
  EXPECT_THAT(terminal.http.sent().back().body, HasSubstr("by an editor"));
  EXPECT_THAT(terminal.err.str(), HasSubstr("after the write that had begun"));
}

TEST_F(DeliverTest, NoByteOfAFilesNameIsACommandToTheTerminal) {
  EXPECT_EQ(terminal.run({"deliver", "/no\x1Bwhere"}), 2);
  EXPECT_THAT(terminal.err.str(), HasSubstr("/no?where: there is no such file"));
}

TEST_F(DeliverTest, AFailureThatMayPassIsCodeOne) {
  terminal.http.answer_with(
      [](auto const&) { return fakes::FakeHttpClient::fault(http::Fault::unreachable); });
  EXPECT_EQ(terminal.run({"deliver", body}), 1) << terminal.out.str();
}

}  // namespace
}  // namespace stacktag::cli
