// SPDX-License-Identifier: Apache-2.0
// Plans on disk: what is written is what is read, and what is spoilt is refused with its place.
#include "bulk/plan_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/folder.h"

namespace stacktag::bulk {
namespace {

using ::testing::HasSubstr;

PlannedAsset full() {
  return {.asset = "blta1",
          .version = 4,
          .file = "f1",
          .filename = "a \"b\" \xc3\xa4.png",
          .url = "https://images.contentstack.io/v3/assets/k/blta1/f1/a.png",
          .end = PlannedEnd::change,
          .message = "m",
          .kept = {"homepage"},
          .change = {{"Horse", "Field"}, {"Cow"}, {"Sheep"}},
          .description = "A horse.",
          .why = {{{"Horse", "Equine", 98.25, "rename"}, {{0.1, 0.2, 0.3, 0.4}}},
                  {{"Field", "Field", 80, ""}, {}}},
          .unlisted = {"Sky"},
          .engine = "rekognition",
          .model_version = "3.0"};
}

PlanHeader header() {
  return {.kind = "tags",
          .stack = "bltkey",
          .branch = "dev",
          .engine = "rekognition",
          .features = "labels",
          .rules = "abc",
          .chosen = {{"folder", "blt1"}},
          .counts = {{"assets", 2}, {"change", 1}}};
}

struct Plans {
  fakes::Folder folder{};
  std::string const path = folder.path("p.jsonl");

  void write(std::vector<PlannedAsset> const& all) const {
    auto writer = *PlanWriter::begin(path);
    for (auto const& planned : all) {
      ASSERT_TRUE(writer.add(planned));
    }
    ASSERT_TRUE(writer.finish(header()));
  }
  // The first error of reading, or nothing.
  std::string fault(std::string const& text) const {
    folder.write("p.jsonl", text);
    auto reader = PlanReader::open(path);
    if (!reader) {
      return reader.error().message;
    }
    while (true) {
      auto const next = reader->next();
      if (!next) {
        return next.error().message;
      }
      if (!*next) {
        return "";
      }
    }
  }
};

TEST(PlanFile, BringsBackAllThatWasPlanned) {
  Plans plans;
  PlannedAsset const skipped{
      .asset = "blta2", .end = PlannedEnd::skipped, .reason = Reason::corrupt, .message = "torn"};
  plans.write({full(), skipped});
  auto reader = *PlanReader::open(plans.path);
  EXPECT_EQ(reader.header(), header());
  EXPECT_EQ(**reader.next(), full());
  EXPECT_EQ(reader.line(), 2U);
  EXPECT_EQ(**reader.next(), skipped);
  EXPECT_EQ(*reader.next(), std::nullopt);
  EXPECT_FALSE(plans.folder.has("p.jsonl.part"));
}

TEST(PlanFile, MayHoldNothing) {
  Plans plans;
  plans.write({});
  auto reader = *PlanReader::open(plans.path);
  EXPECT_EQ(*reader.next(), std::nullopt);
}

TEST(PlanFile, ThatIsNotFinishedLeavesNothing) {
  Plans plans;
  {
    auto writer = *PlanWriter::begin(plans.path);
    ASSERT_TRUE(writer.add(full()));
  }
  EXPECT_FALSE(plans.folder.has("p.jsonl"));
  EXPECT_FALSE(plans.folder.has("p.jsonl.part"));
}

TEST(PlanFile, ThatIsSpoiltIsRefusedWithItsPlace) {
  Plans plans;
  plans.write({full()});
  auto const good = plans.folder.read("p.jsonl");
  EXPECT_EQ(plans.fault(good), "");
  auto const changed = [&](std::string const& what, std::string const& into) {
    auto text = good;
    return text.replace(text.find(what), what.size(), into);
  };
  EXPECT_THAT(plans.fault(""), HasSubstr("p.jsonl:1: this is no plan"));
  EXPECT_THAT(plans.fault("{\"stacktag_plan\":2}\n"), HasSubstr("this is no plan"));
  EXPECT_THAT(plans.fault(changed("\"Horse\"", "\"Horse,Pony\"")), HasSubstr("p.jsonl:2: the tag"));
  EXPECT_THAT(plans.fault(changed("\"Horse\"", "\"" + std::string(51, 's') + "\"")),
              HasSubstr("50 characters"));
  // What people had before comes back as it was.
  EXPECT_EQ(plans.fault(changed("\"Sheep\"", "\"" + std::string(80, 's') + "\"")), "");
  EXPECT_THAT(plans.fault(changed("blta1", "../x")), HasSubstr("no asset of a plan"));
  EXPECT_THAT(plans.fault(changed("\"version\":4", "\"version\":0")), HasSubstr("no asset"));
  EXPECT_THAT(plans.fault(good.substr(0, good.size() - 1)), HasSubstr("middle of a line"));
  EXPECT_THAT(plans.fault(good + std::string(300'000, 'x') + "\n"), HasSubstr("too long"));
}

TEST(PlanFile, CannotBeBegunWhereNobodyMayWrite) {
  EXPECT_FALSE(PlanWriter::begin("/nonexistent/p.jsonl"));
  EXPECT_FALSE(PlanReader::open("/nonexistent/p.jsonl"));
  EXPECT_FALSE(digest_of_file("/nonexistent/p.jsonl"));
}

}  // namespace
}  // namespace stacktag::bulk
