// SPDX-License-Identifier: Apache-2.0
// From the bytes of a delivery to its report.
#include "delivery/delivery.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <stdexcept>

#include "core/flow/world.h"
#include "hosts/delivery/bouncer.h"
#include "json/json.h"
#include "stacktag/limits.h"

namespace stacktag {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string golden(std::string const& name) {
  std::ifstream file(STACKTAG_GOLDEN "/contentstack/" + name);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// A body that the small world's stack knows.
std::string known_body() {
  auto body = *json::parse(golden("webhook-asset-create.full.json"));
  body["api_key"] = "bltkey";
  body["data"]["asset"]["uid"] = "blta1";
  body["data"]["asset"]["url"] = "https://images.contentstack.io/v3/assets/bltkey/blta1/f1/a.jpeg";
  return json::dump(body);
}

class Throws final : public Labeler {
 public:
  LabelAnswer label(Image const&, LabelQuery const&, Deadline const&) override {
    throw std::runtime_error("token=s3cret");
  }
};

class DeliveryTest : public ::testing::Test {
 protected:
  DeliveryTest() { world.stack.create("f1"); }

  Settled receive(Delivery const& delivery, Labeler& labeler) {
    Reception const reception{&bouncer,
                              {world.stack, world.pictures, labeler, world.overlap, world.clock,
                               world.memory, world.stack_words, world.settings}};
    return reception.receive(delivery, {});
  }
  Settled receive(Delivery const& delivery) { return receive(delivery, world.engine); }

  world::World world;
  fakes::Bouncer bouncer;
};

TEST_F(DeliveryTest, WhoeverIsNotAuthenticatedGetsNoWorkDone) {
  bouncer.verdict = fail(Reason::unauthenticated, "no signature");
  auto const settled = receive({.body = known_body(), .request_id = "r-1"});
  EXPECT_EQ(settled.report.reason, Reason::unauthenticated);
  EXPECT_EQ(settled.request_id, "r-1");
  EXPECT_EQ(settled.event, "");
  EXPECT_EQ(world.calls(), 0);
}

TEST_F(DeliveryTest, TheProofIsCheckedBeforeTheBodyIsRead) {
  bouncer.verdict = fail(Reason::stale, "");
  EXPECT_EQ(receive({.body = "not JSON"}).report.reason, Reason::stale);
}

TEST_F(DeliveryTest, TheProofIsCheckedOnTheBytesThatCame) {
  auto const body = golden("webhook-asset-create.full.raw.json");
  receive({.headers = {{"X-Proof", "1"}}, .body = body});
  EXPECT_EQ(bouncer.body, body);
  EXPECT_THAT(bouncer.headers, ::testing::ElementsAre(http::Header{"X-Proof", "1"}));
}

TEST_F(DeliveryTest, ABodyBeyondTheLimitIsRejectedOnceItsSenderIsKnown) {
  std::string const body(limits::event_body_bytes_max + 1, ' ');
  EXPECT_EQ(receive({.body = body}).report.reason, Reason::malformed_event);
  bouncer.verdict = fail(Reason::unauthenticated, "");
  EXPECT_EQ(receive({.body = body}).report.reason, Reason::unauthenticated);
}

TEST_F(DeliveryTest, ABodyThatIsNoEventIsRejected) {
  for (auto const* body : {"", "{", "[]", "null", "{\"module\":\"asset\"}"}) {
    EXPECT_EQ(receive({.body = body}).report.reason, Reason::malformed_event) << body;
  }
}

TEST_F(DeliveryTest, AnEventGoesAllTheWay) {
  auto const settled = receive({.body = known_body()});
  EXPECT_EQ(settled.report.reason, Reason::tags_added) << settled.report.message;
  EXPECT_EQ(settled.event, "asset.create");
  EXPECT_EQ(settled.report.asset, "blta1");
}

TEST_F(DeliveryTest, NoProofIsAskedForWhereNoneIsConfigured) {
  Reception const reception{nullptr,
                            {world.stack, world.pictures, world.engine, world.overlap, world.clock,
                             world.memory, world.stack_words, world.settings}};
  EXPECT_EQ(reception.receive({.body = known_body()}, {}).report.reason, Reason::tags_added);
}

TEST_F(DeliveryTest, AnExceptionIsAReportThatTellsNoText) {
  Throws labeler;
  auto const settled = receive({.body = known_body()}, labeler);
  EXPECT_EQ(settled.report.reason, Reason::internal);
  EXPECT_EQ(settled.report.asset, "blta1");
  EXPECT_THAT(settled.report.message, HasSubstr("runtime_error"));
  EXPECT_THAT(settled.report.message, Not(HasSubstr("s3cret")));
  EXPECT_EQ(receive({.body = known_body()}).report.reason, Reason::tags_added)
      << "a failed attempt must not count as done";
}

}  // namespace
}  // namespace stacktag
