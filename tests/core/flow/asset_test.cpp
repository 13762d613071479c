// SPDX-License-Identifier: Apache-2.0
#include "flow/asset.h"

#include <gtest/gtest.h>

namespace stacktag {
namespace {

std::string file_of(std::string url) {
  return file_uid({.uid = "blta1", .url = std::move(url)});
}

TEST(FileUid, IsTheSegmentBehindTheAssetsUid) {
  EXPECT_EQ(file_of("https://images.contentstack.io/v3/assets/bltkey/blta1/66aa/horse.jpeg"),
            "66aa");
  EXPECT_EQ(file_of("https://eu-assets.contentstack.com/v3/assets/bltkey/blta1/66aa/download"),
            "66aa");
}

TEST(FileUid, IsTheSameOnEveryHostAndUnderEveryName) {
  EXPECT_EQ(file_of("https://images.contentstack.io/v3/assets/k/blta1/66aa/a.jpeg"),
            file_of("https://app.contentstack.com/v3/assets/k/blta1/66aa/b.jpeg?branch=dev"));
}

TEST(FileUid, DiffersWhenTheFileWasReplaced) {
  EXPECT_NE(file_of("https://i.example/v3/assets/k/blta1/66aa/a.jpeg"),
            file_of("https://i.example/v3/assets/k/blta1/66ab/a.jpeg"));
}

TEST(FileUid, IgnoresTheUidInAQuery) {
  EXPECT_EQ(file_of("https://i.example/a.jpeg?x=/blta1/66aa/"), "https://i.example/a.jpeg");
}

TEST(FileUid, IsTheUrlWithoutQueryWhereTheUrlHasAnotherShape) {
  EXPECT_EQ(file_of("https://cdn.example/pictures/a.jpeg?v=2"),
            "https://cdn.example/pictures/a.jpeg");
  EXPECT_EQ(file_uid({.uid = "", .url = "https://i.example//66aa/a"}), "https://i.example//66aa/a");
}

}  // namespace
}  // namespace stacktag
