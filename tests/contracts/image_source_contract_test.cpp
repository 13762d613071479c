// SPDX-License-Identifier: Apache-2.0
// What ports/image_source.h promises.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "adapters/local_vision/drawings.h"
#include "contracts/loopback_stack.h"
#include "core/flow/world.h"
#include "stacktag/limits.h"
#include "web_image/image_source.h"

namespace stacktag {
namespace {

using namespace std::chrono_literals;

/// A source, and what its host has.
class SourceSubject {
 public:
  virtual ~SourceSubject() = default;
  virtual ImageSource& source() = 0;
  /// The URL at which the host serves these bytes.
  virtual std::string serve(std::string bytes) = 0;
  virtual std::string url_of_nothing() = 0;
};

class SourceInMemory final : public SourceSubject {
 public:
  ImageSource& source() override { return pictures_; }
  std::string serve(std::string bytes) override {
    bool const is_picture = read_image_header(bytes).has_value();
    pictures_.small_jpeg =
        is_picture ? Result<std::string>(drawn::jpeg(1024, 512))
                   : Result<std::string>(fail(Reason::unsupported_format, "no picture"));
    pictures_.original = bytes.size() > limits::image_bytes_max
                             ? Result<std::string>(fail(Reason::too_large, "more than 20 MiB"))
                             : Result<std::string>(std::move(bytes));
    return "https://images.example/a";
  }
  std::string url_of_nothing() override {
    pictures_.original = fail(Reason::image_unavailable, "404");
    return "https://images.example/b";
  }

 private:
  world::Pictures pictures_{};
};

class WebImages final : public SourceSubject {
 public:
  ImageSource& source() override { return *source_; }
  std::string serve(std::string bytes) override {
    return loopback_.upload(std::move(bytes)).at("url");
  }
  std::string url_of_nothing() override {
    return "http://" + loopback_.authority + "/v3/assets/bltkey/blta/nofile/a.png";
  }

 private:
  contracts::LoopbackStack loopback_{};
  std::unique_ptr<ImageSource> source_ =
      web_image::make_image_source({.host_suffixes = {}, .extra_hosts = {loopback_.authority}},
                                   *loopback_.client, loopback_.clock, *loopback_.reads);
};

struct MadeSource {
  std::string name;
  std::function<std::unique_ptr<SourceSubject>()> make;
};

class ImageSourceContract : public testing::TestWithParam<MadeSource> {
 protected:
  Result<std::string> fetch(std::string const& url, Rendition rendition = Rendition::original) {
    return subject_->source().fetch(url, rendition, {});
  }
  std::unique_ptr<SourceSubject> subject_ = GetParam().make();
};

TEST_P(ImageSourceContract, TheOriginalIsTheFileByteForByte) {
  std::string bytes;
  for (int i = 0; i < 100'000; ++i) {
    bytes.push_back(static_cast<char>(i * 7 % 256));
  }
  EXPECT_EQ(fetch(subject_->serve(bytes)), bytes);
}

TEST_P(ImageSourceContract, ASmallJpegIsAJpegOfAtMost1024PixelsASide) {
  auto const picture = drawings::png(drawings::plain(1200, 600, {200, 30, 30})).bytes;
  auto const small = fetch(subject_->serve(picture), Rendition::small_jpeg);
  ASSERT_TRUE(small) << small.error().message;
  EXPECT_EQ(read_image_header(*small), (ImageHeader{ImageFormat::jpeg, 1024, 512}));
}

TEST_P(ImageSourceContract, WhereTheHostCannotMakeAJpegTheFormatIsUnsupported) {
  auto const small = fetch(subject_->serve("no picture at all"), Rendition::small_jpeg);
  ASSERT_FALSE(small);
  EXPECT_EQ(small.error().reason, Reason::unsupported_format);
}

TEST_P(ImageSourceContract, AFileThatIsNotThereMayComeYet) {
  auto const image = fetch(subject_->url_of_nothing());
  ASSERT_FALSE(image);
  EXPECT_EQ(image.error().reason, Reason::image_unavailable);
  EXPECT_EQ(image.error().kind(), ErrorKind::retry);
}

TEST_P(ImageSourceContract, TheLimitIsTheLastByteThatIsTaken) {
  std::string const most(limits::image_bytes_max, 'x');
  EXPECT_EQ(fetch(subject_->serve(most)).value_or("").size(), most.size());
  auto const image = fetch(subject_->serve(most + "x"));
  ASSERT_FALSE(image);
  EXPECT_EQ(image.error().reason, Reason::too_large);
}

INSTANTIATE_TEST_SUITE_P(
    Of, ImageSourceContract,
    testing::Values(MadeSource{"InMemory", [] { return std::make_unique<SourceInMemory>(); }},
                    MadeSource{"WebImages", [] { return std::make_unique<WebImages>(); }}),
    [](auto const& made) { return made.param.name; });

}  // namespace
}  // namespace stacktag
