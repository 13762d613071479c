// SPDX-License-Identifier: Apache-2.0
#include "flow/image.h"

#include <gtest/gtest.h>

#include "drawn_images.h"
#include "stacktag/limits.h"

namespace stacktag {
namespace {

using namespace std::string_literals;
using namespace drawn;

Reason error_of(std::string const& bytes) {
  auto const header = read_image_header(bytes);
  return header ? Reason::internal : header.error().reason;
}

TEST(ImageHeader, ReadsAPng) {
  EXPECT_EQ(read_image_header(png(640, 427)), (ImageHeader{ImageFormat::png, 640, 427}));
}

TEST(ImageHeader, ReadsAJpeg) {
  EXPECT_EQ(read_image_header(jpeg(4000, 3000)), (ImageHeader{ImageFormat::jpeg, 4000, 3000}));
}

TEST(ImageHeader, ReadsAProgressiveJpegWithFillBytesAndAThumbnail) {
  EXPECT_EQ(read_image_header(jpeg_with_thumbnail(800, 600)),
            (ImageHeader{ImageFormat::jpeg, 800, 600}));
}

TEST(ImageHeader, KnowsOtherFormatsByTheirContent) {
  struct Case {
    std::string bytes;
    ImageFormat format;
  };
  for (auto const& c : std::vector<Case>{
           {"RIFF\x10\0\0\0WEBPVP8 "s, ImageFormat::webp},
           {"GIF89a\x01\0\x01\0"s, ImageFormat::gif},
           {"GIF87a\x01\0\x01\0"s, ImageFormat::gif},
           {"\0\0\0\x1C"s + "ftypavif", ImageFormat::avif},
           {"\0\0\0\x1C"s + "ftypheic", ImageFormat::heic},
           {"\0\0\0\x1C"s + "ftypmif1", ImageFormat::heic},
           {"II*\0\x08\0\0\0"s, ImageFormat::tiff},
           {"MM\0*\0\0\0\x08"s, ImageFormat::tiff},
           {"BM\x36\0"s, ImageFormat::bmp},
           {"\xFF\x0A\x01"s, ImageFormat::jpeg_xl},
           {"\xFF\x4F\xFF\x51"s, ImageFormat::jpeg_2000},
           {"%PDF-1.7", ImageFormat::pdf},
           {"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", ImageFormat::svg},
           {"\xEF\xBB\xBF <svg/>", ImageFormat::svg}}) {
    EXPECT_EQ(read_image_header(c.bytes), (ImageHeader{c.format, 0, 0})) << to_string(c.format);
  }
}

TEST(ImageHeader, WhatIsNoImageIsSaidToBeNone) {
  for (auto const& bytes :
       {""s, "x"s, "<html><body>404</body></html>"s, "PK\x03\x04 zip"s, std::string(4096, '\0')}) {
    EXPECT_EQ(error_of(bytes), Reason::not_an_image);
  }
}

TEST(ImageHeader, AFileThatIsCutOffAnywhereIsCorrupt) {
  for (auto const& whole : {png(300, 200), jpeg(300, 200), jpeg_with_thumbnail(300, 200)}) {
    for (std::size_t size = 8; size < whole.size(); ++size) {
      EXPECT_EQ(error_of(whole.substr(0, size)), Reason::corrupt) << size << " of " << whole.size();
    }
  }
}

TEST(ImageHeader, TrailingBytesDoNotHurt) {
  EXPECT_TRUE(read_image_header(png(100, 100) + "trailing"));
  EXPECT_TRUE(read_image_header(jpeg(100, 100) + "trailing"));
}

TEST(ImageHeader, APngThatLiesAboutItsSizeIsCorrupt) {
  auto lying = png(300, 200);
  lying[18] = '\x7F';  // the width, while the checksum speaks of the old one
  EXPECT_EQ(error_of(lying), Reason::corrupt);
}

TEST(ImageHeader, AnImpossibleSizeIsCorrupt) {
  EXPECT_EQ(error_of(png(0, 200)), Reason::corrupt);
  EXPECT_EQ(error_of(png(0x80000000U, 200)), Reason::corrupt);
  EXPECT_EQ(error_of(jpeg(0, 200)), Reason::corrupt);
}

TEST(ImageHeader, APngChunkThatClaimsMoreThanTheFileHasIsCorrupt) {
  auto lying = png(300, 200);
  lying.replace(33, 4, "\xFF\xFF\xFF\xFF");  // the length of the first IDAT
  EXPECT_EQ(error_of(lying), Reason::corrupt);
}

TEST(ImageHeader, AJpegWithoutASizeIsCorrupt) {
  EXPECT_EQ(error_of("\xFF\xD8\xFF\xDA\0\x02 pixels \xFF\xD9"s), Reason::corrupt);
  EXPECT_EQ(error_of("\xFF\xD8\xFF\xC0\0\x03\x08\xFF\xD9"s), Reason::corrupt);
  EXPECT_EQ(error_of("\xFF\xD8\xFF\xD9"s), Reason::corrupt);
}

TEST(Fitness, FollowsRekognitionsLimits) {
  struct Case {
    ImageHeader header;
    std::size_t bytes;
    Fitness fitness;
  };
  auto const most = limits::labeler_image_bytes_max;
  for (auto const& c : std::vector<Case>{{{ImageFormat::png, 80, 80}, most, Fitness::fit},
                                         {{ImageFormat::jpeg, 10'000, 10'000}, 1, Fitness::fit},
                                         {{ImageFormat::jpeg, 79, 800}, 1, Fitness::too_small},
                                         {{ImageFormat::jpeg, 800, 79}, 1, Fitness::too_small},
                                         {{ImageFormat::jpeg, 10'001, 800}, 1, Fitness::convert},
                                         {{ImageFormat::png, 800, 800}, most + 1, Fitness::convert},
                                         {{ImageFormat::webp, 0, 0}, 1, Fitness::convert},
                                         {{ImageFormat::svg, 0, 0}, 1, Fitness::convert}}) {
    EXPECT_EQ(judge_fitness(c.header, c.bytes), c.fitness)
        << to_string(c.header.format) << " " << c.header.width << " x " << c.header.height;
  }
}

}  // namespace
}  // namespace stacktag
