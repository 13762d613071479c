// SPDX-License-Identifier: Apache-2.0
#include "raster/raster.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "pictures.h"

namespace stacktag::raster {
namespace {

using Colour = std::vector<int>;

Colour const k_red{200, 30, 30};
Colour const k_blue{30, 30, 200};
Colour const k_white{255, 255, 255};

Pixels decoded(std::string const& bytes, int side = 0) {
  auto pixels = decode(bytes, side);
  if (!pixels) {
    ADD_FAILURE() << pixels.error().message;
    return {.width = 1, .height = 1, .rgb = {0, 0, 0}};
  }
  EXPECT_EQ(pixels->rgb.size(), std::size_t(pixels->width) * std::size_t(pixels->height) * 3);
  return *std::move(pixels);
}

// The colour at a place, given as shares of width and height; lossy formats may be a little off.
void expect_colour(Pixels const& pixels, double across, double down, Colour const& colour,
                   int tolerance = 12) {
  auto const x = static_cast<std::size_t>(across * pixels.width);
  auto const y = static_cast<std::size_t>(down * pixels.height);
  for (std::size_t band = 0; band < 3; ++band) {
    auto const place = (y * static_cast<std::size_t>(pixels.width) + x) * 3 + band;
    EXPECT_LE(std::abs(pixels.rgb.at(place) - colour[band]), tolerance)
        << int{pixels.rgb.at(place)} << " for " << colour[band] << " in band " << band << " at "
        << across << ", " << down;
  }
}

void expect_halves(Pixels const& pixels, Colour const& left, Colour const& right,
                   int tolerance = 12) {
  expect_colour(pixels, 0.2, 0.5, left, tolerance);
  expect_colour(pixels, 0.8, 0.5, right, tolerance);
}

TEST(raster, reads_every_format_of_photographs) {
  for (auto const& suffix : suffixes()) {
    SCOPED_TRACE(suffix);
    auto const pixels = decoded(saved({}, suffix));
    EXPECT_EQ(pixels.width, 64);
    EXPECT_EQ(pixels.height, 48);
    EXPECT_EQ(pixels.had_alpha, suffix == ".gif");  // libvips writes a transparent colour into each
    expect_halves(pixels, k_red, k_blue);
  }
}

TEST(raster, measures_every_format_without_decoding_it) {
  for (auto const& suffix : suffixes()) {
    auto const size = measure(saved({.width = 80, .height = 40}, suffix));
    ASSERT_TRUE(size) << suffix;
    EXPECT_EQ(size->width, 80) << suffix;
    EXPECT_EQ(size->height, 40) << suffix;
  }
}

TEST(raster, shrinks_to_fit_and_never_enlarges) {
  auto const file = saved({.width = 640, .height = 480}, ".jpg");
  auto const small = decoded(file, 100);
  EXPECT_EQ(small.width, 100);
  EXPECT_EQ(small.height, 75);
  expect_halves(small, k_red, k_blue);
  EXPECT_EQ(decoded(file, 1000).width, 640);
  auto const tall = decoded(saved({.width = 30, .height = 600}, ".png"), 60);
  EXPECT_EQ(tall.width, 3);
  EXPECT_EQ(tall.height, 60);
  auto const line = decoded(black(3000, 1, ".png"), 100);
  EXPECT_EQ(line.width, 100);
  EXPECT_EQ(line.height, 1);
}

TEST(raster, makes_a_jpeg_that_fits_the_box) {
  auto const file = saved({.width = 640, .height = 480}, ".png");
  auto const jpeg = to_jpeg(file, 1000, 120, 90);
  ASSERT_TRUE(jpeg) << jpeg.error().message;
  EXPECT_TRUE(jpeg->starts_with("\xFF\xD8\xFF"));
  auto const pixels = decoded(*jpeg);
  EXPECT_EQ(pixels.width, 160);
  EXPECT_EQ(pixels.height, 120);
  expect_halves(pixels, k_red, k_blue);
  auto const whole = to_jpeg(file, 1000, 1000, 90);
  ASSERT_TRUE(whole);
  EXPECT_EQ(decoded(*whole).width, 640);
}

TEST(raster, makes_a_smaller_jpeg_of_less_quality) {
  auto const file = saved({.width = 640, .height = 480}, ".png");
  EXPECT_LT(to_jpeg(file, 640, 640, 10)->size(), to_jpeg(file, 640, 640, 95)->size());
}

TEST(raster, lays_what_is_transparent_on_white) {
  Drawing const drawing{
      .colours = Colours::rgba, .left = {0, 0, 0, 0}, .right = {200, 30, 30, 255}};
  for (auto const* suffix : {".png", ".webp[lossless]", ".tif", ".gif"}) {
    SCOPED_TRACE(suffix);
    auto const file = saved(drawing, suffix);
    auto const pixels = decoded(file);
    EXPECT_TRUE(pixels.had_alpha);
    expect_halves(pixels, k_white, k_red);
    auto const jpeg = to_jpeg(file, 64, 64, 90);
    ASSERT_TRUE(jpeg);
    expect_halves(decoded(*jpeg), k_white, k_red);
  }
}

TEST(raster, mixes_what_is_half_transparent_with_white) {
  auto const pixels = decoded(
      saved({.colours = Colours::rgba, .left = {0, 0, 0, 128}, .right = {200, 0, 0, 128}}, ".png"));
  expect_halves(pixels, {127, 127, 127}, {227, 127, 127}, 3);
}

TEST(raster, reads_16_bits_a_sample) {
  expect_halves(decoded(saved({.colours = Colours::rgb_16_bit}, ".png")), k_red, k_blue);
  expect_halves(
      decoded(saved(
          {.colours = Colours::rgba_16_bit, .left = {0, 0, 0, 0}, .right = {200, 30, 30, 255}},
          ".png")),
      k_white, k_red);
}

TEST(raster, reads_grey_and_cmyk_as_srgb) {
  expect_halves(decoded(saved({.colours = Colours::grey, .left = {40}, .right = {220}}, ".png")),
                {40, 40, 40}, {220, 220, 220});
  expect_halves(decoded(saved({.colours = Colours::grey, .left = {40}, .right = {220}}, ".jpg")),
                {40, 40, 40}, {220, 220, 220});
  auto const ink = decoded(saved(
      {.colours = Colours::cmyk, .left = {0, 0, 0, 0}, .right = {0, 0, 0, 255}}, ".jpg[Q=95]"));
  expect_halves(ink, k_white, {35, 31, 32}, 40);
}

// 6: what is stored on the left is meant to be on top.
TEST(raster, turns_pictures_as_exif_says) {
  auto const file = saved({.orientation = 6}, ".jpg[Q=95]");
  auto const pixels = decoded(file);
  EXPECT_EQ(pixels.width, 48);
  EXPECT_EQ(pixels.height, 64);
  expect_colour(pixels, 0.5, 0.2, k_red);
  expect_colour(pixels, 0.5, 0.8, k_blue);
  expect_halves(decoded(saved({.orientation = 3}, ".jpg[Q=95]")), k_blue, k_red);

  auto const jpeg = to_jpeg(file, 32, 32, 95);
  ASSERT_TRUE(jpeg);
  EXPECT_EQ(jpeg->find("Exif"), std::string::npos);
  auto const again = decoded(*jpeg);  // and not turned a second time
  EXPECT_EQ(again.width, 24);
  EXPECT_EQ(again.height, 32);
  expect_colour(again, 0.5, 0.2, k_red);
}

TEST(raster, takes_the_first_frame) {
  for (auto const* suffix : {".gif", ".webp[lossless]", ".tif"}) {
    SCOPED_TRACE(suffix);
    auto const pixels = decoded(saved({.frames = 3}, suffix));
    EXPECT_EQ(pixels.height, 48);
    expect_halves(pixels, k_red, k_blue);
  }
}

TEST(raster, writes_what_we_draw_ourselves) {
  Pixels const drawn{.width = 2, .height = 1, .rgb = {255, 0, 0, 0, 0, 255}};
  auto const png = encode_png(drawn);
  ASSERT_TRUE(png);
  auto const again = decoded(*png);
  EXPECT_EQ(again.width, 2);
  EXPECT_EQ(again.rgb, drawn.rgb);

  Pixels const plain{.width = 16, .height = 16, .rgb = std::vector<std::uint8_t>(768, 100)};
  auto const jpeg = encode_jpeg(plain, 90);
  ASSERT_TRUE(jpeg);
  expect_colour(decoded(*jpeg), 0.5, 0.5, {100, 100, 100}, 3);
}

TEST(raster, writes_no_pixels_that_are_missing) {
  Pixels const drawn{.width = 2, .height = 2, .rgb = {1, 2, 3}};
  EXPECT_FALSE(encode_png(drawn));
  EXPECT_FALSE(encode_jpeg(drawn, 90));
}

}  // namespace
}  // namespace stacktag::raster
