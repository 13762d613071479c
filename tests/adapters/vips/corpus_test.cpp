// SPDX-License-Identifier: Apache-2.0
// Awkward pictures, all made here, and what becomes of each.
#include <gtest/gtest.h>

#include <optional>
#include <utility>
#include <vector>

#include "fakes/fake_clock.h"
#include "files.h"
#include "platform/raster/pictures.h"
#include "vips/image_preparer.h"

namespace stacktag::vips {
namespace {

using namespace std::string_literals;
using raster::black;
using raster::Colours;
using raster::saved;

enum class Way { as_it_is, jpeg };

/// What becomes of a picture: how it goes and its size, or why it does not go.
struct Expected {
  Way way = Way::jpeg;
  int width = 0;
  int height = 0;
  std::optional<Reason> reason{};
};

struct Awkward {
  std::string name;
  std::string bytes;
  Expected expected;
};

Expected jpeg(int width, int height) {
  return {Way::jpeg, width, height};
}
Expected as_it_is(int width, int height) {
  return {Way::as_it_is, width, height};
}
Expected rejected(Reason reason) {
  return {.reason = reason};
}

Result<Image> prepare(std::string const& bytes, Options const& options = {}) {
  fakes::FakeClock clock;
  return make_image_preparer(options, clock)->prepare(bytes, {});
}

void expect(Awkward const& picture, Options const& options = {}) {
  SCOPED_TRACE(picture.name);
  auto const image = prepare(picture.bytes, options);
  if (picture.expected.reason) {
    ASSERT_FALSE(image);
    EXPECT_EQ(to_string(image.error().reason), to_string(*picture.expected.reason))
        << image.error().message;
    EXPECT_EQ(image.error().kind(), ErrorKind::reject);
    EXPECT_FALSE(image.error().message.empty());
    return;
  }
  ASSERT_TRUE(image) << image.error().message;
  EXPECT_EQ(image->header.width, picture.expected.width);
  EXPECT_EQ(image->header.height, picture.expected.height);
  EXPECT_EQ(judge_fitness(image->header, image->bytes.size()), Fitness::fit);
  EXPECT_EQ(image->bytes == picture.bytes, picture.expected.way == Way::as_it_is);
  if (picture.expected.way == Way::jpeg) {
    EXPECT_EQ(image->header.format, ImageFormat::jpeg);
    EXPECT_TRUE(raster::measure(image->bytes)->is_plain);
  }
}

TEST(Corpus, EveryFormat) {
  raster::Drawing const drawing{.width = 96, .height = 88};
  for (auto const& suffix : raster::suffixes()) {
    bool const fits = suffix.starts_with(".png") || suffix.starts_with(".jpg");
    expect({suffix, saved(drawing, suffix), fits ? as_it_is(96, 88) : jpeg(96, 88)});
  }
  for (int const bits : {1, 24, 32}) {
    expect({"bitmap of " + std::to_string(bits), files::bmp(99, 80, bits), jpeg(99, 80)});
  }
}

TEST(Corpus, EveryKindOfColoursAndFrames) {
  raster::Drawing const plain{.width = 96, .height = 88};
  auto grey = plain;
  grey.colours = Colours::grey;
  grey.left = {40};
  grey.right = {220};
  auto deep = plain;
  deep.colours = Colours::rgb_16_bit;
  auto clear = plain;
  clear.colours = Colours::rgba;
  clear.left = {0, 0, 0, 0};
  clear.right = {200, 30, 30, 255};
  auto ink = plain;
  ink.colours = Colours::cmyk;
  ink.left = {0, 0, 0, 0};
  ink.right = {0, 0, 0, 255};
  auto turned = plain;
  turned.width = 1200;
  turned.height = 90;
  turned.orientation = 6;
  auto moving = plain;
  moving.frames = 3;
  std::vector<Awkward> const pictures{
      {"progressive", saved(plain, ".jpg[interlace]"), as_it_is(96, 88)},
      {"interlaced", saved(plain, ".png[interlace]"), as_it_is(96, 88)},
      {"palette", saved(plain, ".png[palette]"), as_it_is(96, 88)},
      {"grey PNG", saved(grey, ".png"), as_it_is(96, 88)},
      {"grey JPEG", saved(grey, ".jpg"), as_it_is(96, 88)},
      {"grey TIFF", saved(grey, ".tif"), jpeg(96, 88)},
      {"16 bits", saved(deep, ".png"), jpeg(96, 88)},
      {"16 bits TIFF", saved(deep, ".tif"), jpeg(96, 88)},
      {"transparent", saved(clear, ".png"), jpeg(96, 88)},
      {"transparent WEBP", saved(clear, ".webp[lossless]"), jpeg(96, 88)},
      {"transparent palette", saved(clear, ".png[palette]"), jpeg(96, 88)},
      {"CMYK", saved(ink, ".jpg"), jpeg(96, 88)},
      {"CMYK TIFF", saved(ink, ".tif"), jpeg(96, 88)},
      {"turned by Exif", saved(turned, ".jpg"), jpeg(80, 1067)},
      {"moving GIF", saved(moving, ".gif"), jpeg(96, 88)},
      {"moving WEBP", saved(moving, ".webp"), jpeg(96, 88)},
      {"TIFF of pages", saved(moving, ".tif"), jpeg(96, 88)},
  };
  for (auto const& picture : pictures) {
    expect(picture);
  }
}

TEST(Corpus, EverySize) {
  auto const too_small = rejected(Reason::too_small);
  std::vector<Awkward> const pictures{
      {"1 x 1", black(1, 1, ".png"), too_small},
      {"1 x 1 GIF", black(1, 1, ".gif"), too_small},
      {"1 x 1 bitmap", files::bmp(1, 1, 24), too_small},
      {"79 x 100", black(79, 100, ".png"), too_small},
      {"100 x 79 WEBP", black(100, 79, ".webp"), too_small},
      {"80 x 80", black(80, 80, ".png"), as_it_is(80, 80)},
      {"80 x 80 GIF", black(80, 80, ".gif"), jpeg(80, 80)},
      {"1024 x 600", black(1024, 600, ".jpg"), as_it_is(1024, 600)},
      {"1025 x 600", black(1025, 600, ".jpg"), jpeg(1024, 599)},
      {"2000 x 1000", black(2000, 1000, ".jpg"), jpeg(1024, 512)},
      {"2000 x 1000 WEBP", black(2000, 1000, ".webp"), jpeg(1024, 512)},
      {"2000 x 1000 JPEG 2000", black(2000, 1000, ".jp2"), jpeg(1024, 512)},
      {"9000 x 600", black(9000, 600, ".jpg"), jpeg(1200, 80)},
      {"10000 x 80", black(10'000, 80, ".png"), as_it_is(10'000, 80)},
      {"80 x 10000", black(80, 10'000, ".jpg"), as_it_is(80, 10'000)},
      {"10001 x 80", black(10'001, 80, ".png"), jpeg(10'000, 80)},
      {"10001 x 100", black(10'001, 100, ".png"), jpeg(8001, 80)},
      {"10000 x 79", black(10'000, 79, ".png"), too_small},
      {"strip of 4000 x 60", black(4000, 60, ".jpg"), too_small},
      {"strip of 4000 x 60, TIFF", black(4000, 60, ".tif"), too_small},
      {"strip of 30000 x 200", black(30'000, 200, ".png"), too_small},
  };
  for (auto const& picture : pictures) {
    expect(picture);
  }
}

TEST(Corpus, EveryFormatBrokenAtEveryTenth) {
  raster::Drawing const drawing{.width = 100, .height = 90};
  std::vector<std::pair<std::string, std::string>> files{{".bmp", files::bmp(100, 90, 24)}};
  for (auto const& suffix : raster::suffixes()) {
    files.emplace_back(suffix, saved(drawing, suffix));
  }
  for (auto const& [suffix, file] : files) {
    for (std::size_t tenth = 0; tenth < 10; ++tenth) {
      SCOPED_TRACE(suffix + ", " + std::to_string(tenth) + " tenths");
      auto const image = prepare(file.substr(0, file.size() * tenth / 10));
      ASSERT_FALSE(image);
      auto const reason = image.error().reason;
      EXPECT_EQ(to_string(reason), to_string(tenth == 0 ? Reason::not_an_image : Reason::corrupt));
    }
  }
}

// A PNG header of 8 bits RGB, and no pixels behind it.
std::string interlaced_png(std::uint32_t width, std::uint32_t height) {
  auto file = drawn::png(width, height);
  auto const header = drawn::png_chunk(
      "IHDR", drawn::number(width, 4) + drawn::number(height, 4) + "\x08\x02\0\0\1"s);
  return file.replace(8, header.size(), header);
}

// A JPEG whose header claims another size.
std::string lying_jpeg(std::uint32_t width, std::uint32_t height) {
  auto file = black(200, 100, ".jpg");
  auto const frame = file.find("\xFF\xC0\0\x11\x08"s);
  return file.replace(frame + 5, 4, drawn::number(height, 2) + drawn::number(width, 2));
}

std::string jpeg_of_scans(int scans) {
  auto file = black(2000, 1000, ".jpg[interlace]");
  auto const scan = file.find("\xFF\xDA"s);
  std::string more;
  for (int i = 0; i < scans; ++i) {
    more += "\xFF\xDA\0\x08\1\1\0\0\0\0"s;
  }
  return file.insert(scan, more);
}

TEST(Corpus, BombsLiesAndFilesOfTwoKinds) {
  auto const too_large = rejected(Reason::too_large);
  auto const corrupt = rejected(Reason::corrupt);
  auto const unknown = rejected(Reason::not_an_image);
  auto const two_sizes = drawn::jpeg_frame('\xC0', 3000, 2000);
  auto bare = black(2000, 1000, ".jpg");
  std::vector<Awkward> const pictures{
      {"bomb of PNG", drawn::png(30'000, 30'000), too_large},
      {"bomb of one row", drawn::png(1'500'000, 80), too_large},
      {"bomb of JPEG", lying_jpeg(60'000, 50'000), too_large},
      {"bomb of memory", interlaced_png(9900, 9900), too_large},
      {"bomb of scans", jpeg_of_scans(500), too_large},
      {"bitmap that is not there", files::bmp(100, 100, 24).substr(0, 60), corrupt},
      {"PNG with no pixels", drawn::png(3000, 2000), corrupt},
      {"JPEG with too few pixels", lying_jpeg(3000, 2000), corrupt},
      {"GIF that is a script", "GIF89a/*"s + std::string(300, ' ') + "*/=1;alert(1)//;", corrupt},
      {"HEIC that is a page", "\0\0\0\x18"s + "ftypheic<html>" + std::string(90, ' '), corrupt},
      {"JPEG that is an archive", bare + "PK\3\4<script>", jpeg(1024, 512)},
      {"WEBP in name only", "RIFF\x20\0\0\0WEBPVP8 "s + std::string(40, 'x'), corrupt},
      {"TIFF with no pages", "II*\0\xFF\xFF\xFF\x7F"s + std::string(40, '\0'), corrupt},
      {"JPEG of two frames", bare.insert(2, two_sizes), corrupt},
      {"text", "just words", unknown},
      {"page", "<html><body>not found</body></html>", unknown},
      {"nothing", "", unknown},
      {"zeros", std::string(5000, '\0'), unknown},
      {"archive", "PK\3\4"s + std::string(100, 'x'), unknown},
      {"SVG", files::svg(300, 200), rejected(Reason::unsupported_format)},
      {"PDF", files::pdf(), rejected(Reason::unsupported_format)},
  };
  for (auto const& picture : pictures) {
    expect(picture);
    if (!picture.expected.reason) {
      EXPECT_EQ(prepare(picture.bytes)->bytes.find("PK\3\4"), std::string::npos);
    }
  }
}

TEST(Corpus, DocumentsBehindTheirSwitch) {
  Options options;
  options.limits.documents = raster::Documents::read;
  std::vector<Awkward> const pictures{
      {"SVG", files::svg(300, 200), jpeg(1024, 683)},
      {"small SVG, as lines have no pixels", files::svg(24, 24), jpeg(1024, 1024)},
      {"huge SVG", files::svg(90'000, 90'000), rejected(Reason::too_large)},
      {"broken SVG", files::svg(300, 200).substr(0, 90), rejected(Reason::corrupt)},
      {"PDF", files::pdf(), jpeg(1024, 683)},
      {"broken PDF", files::pdf().substr(0, 20), rejected(Reason::corrupt)},
  };
  for (auto const& picture : pictures) {
    expect(picture, options);
  }
}

}  // namespace
}  // namespace stacktag::vips
