// SPDX-License-Identifier: Apache-2.0
// Files that lie, end early or ask for too much.
#include <gtest/gtest.h>

#include <algorithm>

#include "core/flow/drawn_images.h"
#include "pictures.h"
#include "raster/raster.h"

namespace stacktag::raster {
namespace {

using namespace std::string_literals;

Fault fault_of(std::string const& bytes, Limits const& limits = {}) {
  auto const pixels = decode(bytes, 0, limits);
  EXPECT_FALSE(pixels);
  return pixels ? Fault::damaged : pixels.error().fault;
}

TEST(damaged, files_are_told_from_unknown_ones) {
  for (auto const& bytes :
       {""s, "\0"s, "GIF"s, "just words"s, "<html><body>not found</body></html>"s,
        std::string(4096, '\xFF'), std::string(4096, '\0')}) {
    EXPECT_EQ(fault_of(bytes), Fault::unknown_format) << bytes.substr(0, 20);
    EXPECT_FALSE(measure(bytes));
    EXPECT_FALSE(to_jpeg(bytes, 10, 10, 80));
  }
  EXPECT_EQ(fault_of(drawn::png(64, 48)), Fault::damaged);
  EXPECT_EQ(fault_of(drawn::jpeg(64, 48)), Fault::damaged);
}

// A JPEG whose header claims another size.
std::string lying_jpeg(std::uint32_t width, std::uint32_t height) {
  auto file = saved({}, ".jpg");
  auto const frame = file.find("\xFF\xC0\0\x11\x08"s);
  return file.replace(frame + 5, 4, drawn::number(height, 2) + drawn::number(width, 2));
}

// Documents, vectors and what needs ImageMagick never reach a parser.
TEST(damaged, formats_that_are_no_photographs_stay_unknown) {
  auto const svg =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><rect width=\"9\" "
      "height=\"9\"/></svg>"s;
  auto const pdf = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"s +
                   "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" +
                   "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n" +
                   "trailer<</Root 1 0 R>>\n%%EOF\n";
  auto const fits = "SIMPLE  =                    T"s + std::string(2850, ' ');
  auto const pcx = "\x0A\5\1\x08"s + std::string(200, '\0');
  for (auto const& bytes : {svg, pdf, fits, pcx}) {
    EXPECT_EQ(fault_of(bytes), Fault::unknown_format) << bytes.substr(0, 8);
    EXPECT_FALSE(measure(bytes));
  }
}

TEST(damaged, files_that_end_early_are_refused) {
  for (auto const& suffix : suffixes()) {
    auto const file = saved({}, suffix);
    for (std::size_t const parts : {2U, 3U, 5U, 9U}) {
      auto const beginning = file.substr(0, file.size() * (parts - 1) / parts);
      EXPECT_FALSE(decode(beginning, 0)) << suffix << " " << parts;
      EXPECT_FALSE(to_jpeg(beginning, 32, 32, 80)) << suffix << " " << parts;
    }
  }
}

TEST(damaged, bytes_do_no_harm_wherever_they_are) {
  for (auto const& suffix : suffixes()) {
    auto const file = saved({.width = 24, .height = 16}, suffix);
    auto const step = std::max<std::size_t>(1, file.size() / 40);
    for (std::size_t at = 0; at < file.size(); at += step) {
      auto changed = file;
      changed[at] ^= '\xFF';
      auto const pixels = decode(changed, 16, {.pixels_max = 100'000});
      if (pixels) {
        EXPECT_EQ(pixels->rgb.size(), std::size_t(pixels->width * pixels->height) * 3) << suffix;
      } else {
        EXPECT_LE(pixels.error().message.size(), 200u);
        EXPECT_EQ(pixels.error().message.find('\n'), std::string::npos);
      }
    }
  }
}

TEST(too_large, pictures_are_refused_before_they_are_decoded) {
  for (auto const& file :
       {drawn::png(30'000, 30'000), lying_jpeg(60'000, 50'000), drawn::png(900'000, 112)}) {
    EXPECT_EQ(fault_of(file), Fault::too_large);
    auto const size = measure(file);
    ASSERT_FALSE(size);
    EXPECT_EQ(size.error().fault, Fault::too_large);
    auto const jpeg = to_jpeg(file, 10, 10, 80);
    ASSERT_FALSE(jpeg);
    EXPECT_EQ(jpeg.error().fault, Fault::too_large);
  }
  EXPECT_EQ(decode(drawn::png(30'000, 30'000), 0).error().message,
            "the picture has 900000000 pixels");
}

TEST(too_large, is_what_the_caller_says) {
  for (auto const& suffix : suffixes()) {
    auto const file = saved({}, suffix);
    EXPECT_TRUE(decode(file, 0, {.pixels_max = 64 * 48})) << suffix;
    EXPECT_EQ(fault_of(file, {.pixels_max = 64 * 48 - 1}), Fault::too_large) << suffix;
  }
}

}  // namespace
}  // namespace stacktag::raster
