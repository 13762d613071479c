// SPDX-License-Identifier: Apache-2.0
// `stacktag ledger show`, over a real store.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "json/json.h"
#include "stored.h"

namespace stacktag::cli {
namespace {

using ::testing::HasSubstr;

class LedgerCommand : public testing::Test {
 protected:
  LedgerCommand() {
    AssetRecord const record{.file = "file-1",
                             .ours = {"Horse", "Field"},
                             .removed = {"Sky"},
                             .engine = "rekognition",
                             .model_version = "3.0",
                             .rules = "r1"};
    AssetChange const change{
        .version = 4,
        .run = "run-1",
        .added = {"Horse"},
        .origins = {{.tag = "Horse", .label = "Pony", .confidence = 99.46, .rule = "rename"}}};
    write("main", record, change);
    Labels const labels{
        .found = {{.name = "Pony", .confidence = 99.46, .parents = {"Horse", "Animal"}},
                  {.name = "F\x1Bield", .confidence = 80}},
        .engine = "rekognition",
        .model_version = "3.0"};
    auto const learned = terminal_.store->labels->learned(
        {.asset = {"bltshopkey", "main", "blta1"}, .file = "file-1", .bytes = "the bytes"},
        {.features = {Feature::labels}}, {{Feature::labels}, labels}, {});
    EXPECT_TRUE(learned) << learned.error().message;
  }

  void write(std::string branch, AssetRecord const& record,
             std::optional<AssetChange> const& change) {
    auto const written =
        terminal_.store->assets->write({"bltshopkey", std::move(branch), "blta1"}, record, change);
    EXPECT_TRUE(written) << written.error().message;
  }

  StoredTerminal terminal_{};
};

TEST_F(LedgerCommand, SaysWhyAnAssetHasItsTags) {
  EXPECT_EQ(terminal_.run({"ledger", "show", "blta1"}), 0);
  auto const content = terminal_.out.str().substr(terminal_.out.str().find("content  ") + 9, 64);
  EXPECT_EQ(terminal_.out.str(),
            "asset    blta1\n"
            "stack    shop\n"
            "branch   main\n"
            "file     file-1\n"
            "content  " +
                content +
                "\n"
                "engine   rekognition 3.0\n"
                "rules    r1\n"
                "updated  2026-03-01 12:00:00\n"
                "\n"
                "Our tags, and why they are there:\n"
                "TAG    LABEL  CONFIDENCE  RULE    WRITTEN              VERSION  RUN\n"
                "Horse  Pony   99.5        rename  2026-03-01 12:00:00  4        run-1\n"
                "Field  -      -           -       -                    -        -\n"
                "\n"
                "Tags of ours that people took away, and that are not put back:\n"
                "Sky\n"
                "\n"
                "What rekognition 3.0 said of the file on 2026-03-01 12:00:00, asked for labels:\n"
                "LABEL   CONFIDENCE  PARENTS\n"
                "Pony    99.5        Horse, Animal\n"
                "F?ield  80.0        -\n");
}

TEST_F(LedgerCommand, ShowsEveryBranch) {
  write("next", {.file = "file-2"}, std::nullopt);
  EXPECT_EQ(terminal_.run({"ledger", "show", "blta1"}), 0);
  EXPECT_THAT(terminal_.out.str(), HasSubstr("branch   next\n"));
  EXPECT_THAT(terminal_.out.str(), HasSubstr("None of its tags is ours.\n"));
  EXPECT_EQ(terminal_.run({"ledger", "show", "blta1", "--json"}), 0);
  std::istringstream lines(terminal_.out.str());
  std::string line;
  ASSERT_TRUE(std::getline(lines, line));
  auto const first = *json::parse(line);
  EXPECT_EQ(first["branch"], "main");
  EXPECT_EQ(first["stack"], "shop");
  EXPECT_EQ(first["why"][0]["label"], "Pony");
  ASSERT_TRUE(std::getline(lines, line));
  EXPECT_EQ((*json::parse(line))["branch"], "next");
}

TEST_F(LedgerCommand, DoesNotKnowEveryAsset) {
  EXPECT_EQ(terminal_.run({"ledger", "show", "blt\x1B"}), 3);
  EXPECT_EQ(terminal_.err.str(), "stacktag: blt?: the ledger knows no such asset\n");
}

}  // namespace
}  // namespace stacktag::cli
