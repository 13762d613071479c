// SPDX-License-Identifier: Apache-2.0
#include "web_image/image_source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/fake_clock.h"
#include "fakes/fake_http_client.h"

namespace stacktag::web_image {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;

using fakes::FakeHttpClient;

struct Images {
  fakes::FakeClock clock{};
  FakeHttpClient http{};
  std::unique_ptr<TokenBucket> reads = make_token_bucket(clock, 10, 10);
  std::unique_ptr<ImageSource> source =
      make_image_source({.host_suffixes = {"images.contentstack.io", "assets.contentstack.io"},
                         .extra_hosts = {"127.0.0.1:8080"}},
                        http, clock, *reads);

  Result<std::string> fetch(std::string const& url, Rendition rendition = Rendition::original,
                            Deadline const& deadline = {}) {
    return source->fetch(url, rendition, deadline);
  }
  Result<std::string> fetch() { return fetch(k_picture); }
  Deadline within(SteadyTime::duration time) { return {.at = clock.now() + time}; }
  void redirect(std::string const& location, int status = 302) {
    http.push(status, "", {{"Location", location}});
  }
  std::vector<std::string> urls() const {
    std::vector<std::string> all;
    for (auto const& sent : http.sent()) {
      all.push_back(sent.request.url);
    }
    return all;
  }

  static constexpr auto k_picture = "https://images.contentstack.io/v3/assets/k/a/f/dog.jpeg";
};

TEST(WebImage, IsAskedForWithoutCredentialsAndWithinLimits) {
  Images images;
  images.http.push(200, "bytes");
  auto const deadline = images.within(20s);
  EXPECT_EQ(images.fetch(Images::k_picture, Rendition::original, deadline), "bytes");
  auto const sent = images.http.sent().at(0).request;
  EXPECT_EQ(sent.method, http::Method::get);
  EXPECT_EQ(sent.url, Images::k_picture);
  EXPECT_THAT(sent.headers, IsEmpty());
  EXPECT_EQ(sent.response_bytes_max, limits::image_bytes_max);
  EXPECT_EQ(sent.time_max, limits::image_time_max);
  EXPECT_EQ(sent.deadline.at, deadline.at);
  EXPECT_EQ(sent.reach, http::Reach::public_only);
}

TEST(WebImage, ASmallJpegIsAskedForBesideWhatTheUrlHas) {
  constexpr std::string_view k_small =
      "width=1024&height=1024&fit=bounds&disable=upscale&format=jpg";
  std::string const base = Images::k_picture;
  for (auto const& [url, asked] : std::vector<std::pair<std::string, std::string>>{
           {base, base + "?"},
           {base + "?", base + "?"},
           {base + "?branch=development", base + "?branch=development&"},
           {base + "?branch=development&", base + "?branch=development&"},
           {base + "#top", base + "?"},
           {base + "?a=b#top", base + "?a=b&"}}) {
    Images images;
    images.http.push(200, "jpeg");
    EXPECT_EQ(images.fetch(url, Rendition::small_jpeg), "jpeg") << url;
    EXPECT_THAT(images.urls(), ElementsAre(asked + std::string(k_small)));
  }
}

TEST(WebImage, FromElsewhereIsRefusedWithoutACall) {
  Images images;
  for (std::string const url :
       {"", "dog.jpeg", "//images.contentstack.io/a", "ftp://images.contentstack.io/a",
        "http://images.contentstack.io/a", "https://evilimages.contentstack.io.attacker.com/a",
        "https://user@images.contentstack.io/a", "https://images.contentstack.io:8443/a",
        "https://images.contentstack.io./a", "http://127.0.0.1/a", "http://169.254.169.254/a",
        "data:image/png;base64,AAAA", "file:///etc/passwd"}) {
    for (auto const rendition : {Rendition::original, Rendition::small_jpeg}) {
      auto const image = images.fetch(url, rendition);
      ASSERT_FALSE(image) << url;
      EXPECT_EQ(image.error().reason, Reason::url_not_allowed) << url;
    }
  }
  EXPECT_FALSE(images.fetch(std::string(Images::k_picture) + std::string(5000, 'a')));
  EXPECT_EQ(images.http.count(), 0u);
}

TEST(WebImage, UpperCaseIsTheSameHost) {
  Images images;
  images.http.push(200, "bytes");
  ASSERT_TRUE(images.fetch("HTTPS://Images.ContentStack.IO/a"));
  EXPECT_THAT(images.urls(), ElementsAre("https://images.contentstack.io/a"));
}

TEST(WebImage, AnExtraHostMayBePrivateAndPlain) {
  Images images;
  images.http.push(200, "bytes");
  ASSERT_TRUE(images.fetch("http://127.0.0.1:8080/a"));
  EXPECT_EQ(images.http.sent()[0].request.reach, http::Reach::anywhere);
}

TEST(WebImage, RedirectsAreFollowedThreeTimesAndNoMore) {
  Images images;
  images.redirect("https://assets.contentstack.io/1", 301);
  images.redirect("/2", 303);
  images.redirect("3?x#y", 307);
  images.http.push(200, "bytes");
  EXPECT_EQ(images.fetch(), "bytes");
  EXPECT_THAT(images.urls(), ElementsAre(Images::k_picture, "https://assets.contentstack.io/1",
                                         "https://assets.contentstack.io/2",
                                         "https://assets.contentstack.io/3?x"));

  Images round;
  round.http.answer_with([](auto const&) {
    return FakeHttpClient::reply(308, "", {{"Location", Images::k_picture}});
  });
  auto const image = round.fetch();
  ASSERT_FALSE(image);
  EXPECT_EQ(image.error().reason, Reason::url_not_allowed);
  EXPECT_EQ(round.http.count(), 4u);
}

TEST(WebImage, ARedirectLeadsNowhereThatAUrlMayNot) {
  for (std::string const location :
       {"https://attacker.com/", "http://images.contentstack.io/a", "//attacker.com/a",
        "https://images.contentstack.io:8443/", "http://169.254.169.254/latest/meta-data",
        "http://127.0.0.1/", "file:///etc/passwd", "javascript:x", "",
        "https://images.contentstack.io@attacker.com/"}) {
    Images images;
    images.redirect(location);
    auto const image = images.fetch();
    ASSERT_FALSE(image) << location;
    EXPECT_EQ(image.error().reason, Reason::url_not_allowed) << location;
    EXPECT_EQ(images.http.count(), 1u) << location;
  }
}

TEST(WebImage, ARedirectsReachIsThatOfItsTarget) {
  Images images;
  images.redirect("https://images.contentstack.io/a");
  images.http.push(200, "bytes");
  ASSERT_TRUE(images.fetch("http://127.0.0.1:8080/a"));
  EXPECT_EQ(images.http.sent()[1].request.reach, http::Reach::public_only);
}

TEST(WebImage, IsTriedThreeTimesWhereThatCanHelp) {
  Images images;
  images.http.push(503);
  images.http.push(FakeHttpClient::fault(http::Fault::broken_off));
  images.http.push(200, "bytes");
  EXPECT_EQ(images.fetch(), "bytes");

  Images down;
  down.http.answer_with([](auto const&) { return FakeHttpClient::reply(500); });
  auto const image = down.fetch();
  ASSERT_FALSE(image);
  EXPECT_EQ(image.error().reason, Reason::image_unavailable);
  EXPECT_EQ(down.http.count(), 3u);
  EXPECT_THAT(down.clock.sleeps(), ElementsAre(200ms, 400ms));
}

TEST(WebImage, IsTriedOnceWhereThatCannotHelp) {
  for (int const status : {400, 401, 403, 404}) {
    Images images;
    images.http.push(status);
    EXPECT_FALSE(images.fetch());
    EXPECT_EQ(images.http.count(), 1u) << status;
  }
}

TEST(WebImage, TooManyBytesAreSaidToBeTooMany) {
  Images images;
  images.http.push(FakeHttpClient::fault(http::Fault::too_large));
  EXPECT_EQ(images.fetch().error().reason, Reason::too_large);
}

// An unpublished asset's file comes from the management API, which counts it among its reads.
TEST(WebImage, AThrottledHostIsLeftAloneByAllReads) {
  Images images;
  images.http.push(429, "", {{"Retry-After", "2"}});
  images.http.push(429);
  images.http.push(200, "bytes");
  auto const started = images.clock.now();
  EXPECT_EQ(images.fetch(), "bytes");
  EXPECT_EQ(images.clock.now() - started, 3s);

  images.http.push(429, "", {{"Retry-After", "5"}});
  auto const late = images.fetch(Images::k_picture, Rendition::original, images.within(3s));
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().reason, Reason::image_unavailable);
  EXPECT_EQ(late.error().retry_after, 5s);
  EXPECT_FALSE(images.reads->take(images.within(4900ms)));
}

TEST(WebImage, WithoutATurnBeforeTheDeadlineThereIsNoCall) {
  Images images;
  images.reads->pause_until(images.clock.now() + 2s);
  auto const image = images.fetch(Images::k_picture, Rendition::original, images.within(1s));
  ASSERT_FALSE(image);
  EXPECT_EQ(image.error().reason, Reason::out_of_time);
  EXPECT_EQ(images.http.count(), 0u);
}

TEST(WebImage, NeverWaitsBeyondTheDeadlineOrForNobody) {
  Images images;
  images.http.push(503);
  EXPECT_FALSE(images.fetch(Images::k_picture, Rendition::original, images.within(150ms)));
  EXPECT_EQ(images.http.count(), 1u);
  EXPECT_EQ(images.clock.slept(), 0ms);

  Images cancelled;
  std::stop_source stop;
  cancelled.http.answer_with([&](auto const&) {
    stop.request_stop();
    return FakeHttpClient::reply(503);
  });
  EXPECT_FALSE(
      cancelled.fetch(Images::k_picture, Rendition::original, {.cancelled = stop.get_token()}));
  EXPECT_EQ(cancelled.http.count(), 1u);
  EXPECT_EQ(cancelled.clock.slept(), 0ms);
}

TEST(WebImage, AFailureBehindTheDeadlineIsLackOfTimeUnlessARepeatIsNoUse) {
  for (auto const& [status, reason] : std::vector<std::pair<int, Reason>>{
           {503, Reason::out_of_time}, {403, Reason::image_denied}}) {
    Images images;
    images.http.answer_with([&images, answer = status](auto const&) {
      images.clock.advance(2s);
      return FakeHttpClient::reply(answer);
    });
    auto const image = images.fetch(Images::k_picture, Rendition::original, images.within(1s));
    ASSERT_FALSE(image);
    EXPECT_EQ(image.error().reason, reason) << status;
  }
}

TEST(WebImage, NoErrorShowsTheUrlsQuery) {
  Images images;
  images.http.push(403);
  EXPECT_THAT(images.fetch(std::string(Images::k_picture) + "?token=hidden").error().message,
              Not(HasSubstr("hidden")));
  EXPECT_THAT(images.fetch("https://attacker.com/?token=hidden").error().message,
              Not(HasSubstr("hidden")));
}

Options read(std::string hosts, std::vector<std::string>& mistakes) {
  Environment const environment{{{"CONTENTSTACK_IMAGE_HOSTS", std::move(hosts)}}};
  SettingsReader reader(environment);
  auto options = read_options(reader, {"images.contentstack.io"});
  mistakes = reader.mistakes();
  return options;
}

TEST(WebImageOptions, ExtraHostsAreReadWithTheirPorts) {
  std::vector<std::string> mistakes;
  auto const options = read("127.0.0.1:8080, Files.lan, [::1]:9, tls.lan:443", mistakes);
  EXPECT_THAT(mistakes, IsEmpty());
  EXPECT_THAT(options.host_suffixes, ElementsAre("images.contentstack.io"));
  EXPECT_THAT(options.extra_hosts, UnorderedElementsAre("127.0.0.1:8080", "files.lan:80",
                                                        "files.lan:443", "::1:9", "tls.lan:443"));
}

TEST(WebImageOptions, EveryEntryThatIsNoHostIsNamed) {
  std::vector<std::string> mistakes;
  auto const options =
      read("http://a, a/b, a?b, a#b, u@a, a:0, a:x, *.a, .a, a/, good.lan:1", mistakes);
  EXPECT_EQ(mistakes.size(), 10u);
  EXPECT_THAT(mistakes, testing::Each(HasSubstr("CONTENTSTACK_IMAGE_HOSTS")));
  EXPECT_THAT(options.extra_hosts, ElementsAre("good.lan:1"));
}

}  // namespace
}  // namespace stacktag::web_image
