// SPDX-License-Identifier: Apache-2.0
// What the ledger keeps comes back as it was, also after the process.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "opened.h"

namespace stacktag::sqlite {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

AssetKey const k_key{"bltkey", "main", "blta1"};

AssetRecord record() {
  return {.file = "f1",
          .ours = {"Horse", "Feld \xc3\xa4"},
          .removed = {"Cow"},
          .own_versions = {2, 5},
          .engine = "rekognition",
          .model_version = "3.0",
          .rules = "abc",
          .repair = OpenRepair{.their_version = 4,
                               .edits = {"a"},
                               .covered = {"b"},
                               .written = {"c"},
                               .description = "d",
                               .description_covered = "e",
                               .description_written = "f",
                               .unsure_above = 3,
                               .chosen = {"g"}}};
}

Labels labels() {
  return {.found = {{.name = "Horse",
                     .confidence = 98.5,
                     .parents = {"Animal"},
                     .aliases = {"Pferd"},
                     .categories = {"Animals"},
                     .instances = {{{0.1, 0.2, 0.3, 0.4}, 97}}},
                    {.name = "Field", .confidence = 80}},
          .engine = "rekognition",
          .model_version = "3.0"};
}

Picture picture(std::string file, std::string_view bytes) {
  return {k_key, std::move(file), bytes};
}

LabelQuery query(double confidence = 70, int max = 10) {
  return {.confidence_min = confidence, .labels_max = max};
}

TEST(AssetLedger, KeepsEverythingOfARecord) {
  Opened opened;
  EXPECT_EQ(*opened.store->assets->read(k_key), std::nullopt);
  ASSERT_TRUE(opened.store->assets->write(k_key, record(), std::nullopt));
  opened.open();
  EXPECT_EQ(*opened.store->assets->read(k_key), record());
  ASSERT_TRUE(opened.store->assets->write(k_key, AssetRecord{}, std::nullopt));
  EXPECT_EQ(*opened.store->assets->read(k_key), AssetRecord{});
  EXPECT_EQ(*opened.store->assets->read({"bltkey", "dev", "blta1"}), std::nullopt);
}

TEST(LabelLedger, KnowsAFileAgain) {
  Opened opened;
  auto& ledger = *opened.store->labels;
  EXPECT_THAT(ledger.known(picture("f1", "bytes"), query(), "rekognition")->features, IsEmpty());
  ASSERT_TRUE(ledger.learned(picture("f1", "bytes"), query(), {{Feature::labels}, labels()}, {}));
  opened.open();
  auto const known =
      opened.store->labels->known(picture("f1", "other bytes of it"), query(), "rekognition");
  ASSERT_TRUE(known);
  EXPECT_EQ(*known, (Answered{{Feature::labels}, labels()}));
}

TEST(LabelLedger, KnowsTheSameBytesOfAnotherAssetAndStack) {
  Opened opened;
  auto& ledger = *opened.store->labels;
  ASSERT_TRUE(ledger.learned(picture("f1", "bytes"), query(), {{Feature::labels}, labels()}, {}));
  Picture const elsewhere{{"bltother", "dev", "blta9"}, "f9", "bytes"};
  EXPECT_EQ(ledger.known(elsewhere, query(), "rekognition")->labels, labels());
  Picture const later{{"bltother", "dev", "blta9"}, "f9", "a new rendition of it"};
  EXPECT_EQ(ledger.known(later, query(), "rekognition")->labels, labels()) << "by its file now";
}

TEST(LabelLedger, TellsEnginesApart) {
  Opened opened;
  auto& ledger = *opened.store->labels;
  ASSERT_TRUE(ledger.learned(picture("f1", "bytes"), query(), {{Feature::labels}, labels()}, {}));
  EXPECT_THAT(ledger.known(picture("f1", "bytes"), query(), "local")->features, IsEmpty());
}

TEST(LabelLedger, AnswersOnlyWhatTheEarlierQuestionCovers) {
  Opened opened;
  auto& ledger = *opened.store->labels;
  ASSERT_TRUE(
      ledger.learned(picture("f1", "bytes"), query(70, 2), {{Feature::labels}, labels()}, {}));
  auto const found = [&](LabelQuery const& asked) {
    return ledger.known(picture("f1", "bytes"), asked, "rekognition")->labels.found.size();
  };
  EXPECT_EQ(found(query(70, 2)), 2U);
  EXPECT_EQ(found(query(90, 2)), 1U) << "a stricter one is answered by leaving out";
  EXPECT_EQ(found(query(60, 2)), 0U);
  EXPECT_EQ(found(query(70, 3)), 0U) << "there may have been a third";
  auto filtered = query(70, 2);
  filtered.filters.labels_exclude = {"Horse"};
  EXPECT_EQ(found(filtered), 1U);
}

TEST(LabelLedger, KeepsEachFeatureByItself) {
  Opened opened;
  auto& ledger = *opened.store->labels;
  Labels answer{.engine = "rekognition", .model_version = "7.0"};
  answer.found = {{.name = "Violence", .confidence = 90, .feature = Feature::moderation}};
  answer.properties = ImageProperties{.whole = {{10, 20, 30}, {{1, 2, 255, "navy", "blue", 40.5}}},
                                      .background = Appearance{}};
  auto asked = query();
  asked.features = {Feature::moderation, Feature::properties};
  ASSERT_TRUE(ledger.learned(picture("f1", "bytes"), asked,
                             {{Feature::moderation, Feature::properties}, answer}, {}));
  asked.features.insert(Feature::labels);
  auto const known = *ledger.known(picture("f1", "bytes"), asked, "rekognition");
  EXPECT_EQ(known.features, (Features{Feature::moderation, Feature::properties}));
  EXPECT_EQ(known.labels, answer);
}

TEST(LabelLedger, KeepsWhatWasPaidAlsoWithoutAnAnswer) {
  Opened opened;
  Cost const cost{{Feature::labels, {2, 2000}}};
  ASSERT_TRUE(opened.store->labels->learned(picture("f1", "bytes"), query(), {}, cost));
  ASSERT_TRUE(opened.store->labels->learned(picture("f2", "bytes"), query(), {}, cost));
  EXPECT_EQ(*opened.store->ledger->spent("bltkey", opened.now()),
            (Cost{{Feature::labels, {4, 4000}}}));
  EXPECT_THAT(*opened.store->ledger->spent("bltother", opened.now()), IsEmpty());
  opened.clock.advance(std::chrono::hours(24 * 31));
  EXPECT_THAT(*opened.store->ledger->spent("", opened.now()), IsEmpty()) << "another month";
}

}  // namespace
}  // namespace stacktag::sqlite
