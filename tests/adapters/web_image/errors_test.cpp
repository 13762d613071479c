// SPDX-License-Identifier: Apache-2.0
#include "web_image/errors.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "fakes/fake_http_client.h"

namespace stacktag::web_image {
namespace {

using fakes::FakeHttpClient;
using http::Fault;

// What a failure means: its reason and whether it is tried again within the delivery.
using Meaning = std::pair<Reason, bool>;

Meaning meaning(http::Exchange const& exchange, Rendition rendition) {
  auto const judgement = judge(exchange, rendition);
  EXPECT_FALSE(judgement.good);
  EXPECT_FALSE(judgement.redirect);
  return {judgement.error.reason, judgement.try_again};
}

TEST(ImageErrors, EachStatusHasOneMeaning) {
  for (auto const rendition : {Rendition::original, Rendition::small_jpeg}) {
    std::map<int, Meaning> named{{401, {Reason::image_denied, false}},
                                 {403, {Reason::image_denied, false}},
                                 {408, {Reason::image_unavailable, true}},
                                 {429, {Reason::image_unavailable, true}}};
    if (rendition == Rendition::small_jpeg) {
      for (int const status : {400, 404, 410, 415, 422}) {
        named[status] = {Reason::unsupported_format, false};
      }
    }
    for (int status = 400; status < 600; ++status) {
      Meaning const otherwise{Reason::image_unavailable, status >= 500};
      EXPECT_EQ(meaning(FakeHttpClient::reply(status, "x"), rendition),
                named.contains(status) ? named.at(status) : otherwise)
          << status;
    }
    for (int status = 200; status < 300; ++status) {
      EXPECT_TRUE(judge(FakeHttpClient::reply(status, "x"), rendition).good) << status;
      EXPECT_EQ(meaning(FakeHttpClient::reply(status), rendition),
                (Meaning{Reason::image_unavailable, true}))
          << status;
    }
    for (int status = 300; status < 400; ++status) {
      EXPECT_TRUE(judge(FakeHttpClient::reply(status, "x"), rendition).redirect) << status;
    }
  }
}

TEST(ImageErrors, EachFaultHasOneMeaning) {
  std::map<Fault, Meaning> const expected{
      {Fault::timed_out, {Reason::image_unavailable, true}},
      {Fault::cancelled, {Reason::out_of_time, false}},
      {Fault::unresolved, {Reason::image_unavailable, true}},
      {Fault::unreachable, {Reason::image_unavailable, true}},
      {Fault::address_forbidden, {Reason::url_not_allowed, false}},
      {Fault::tls, {Reason::image_unavailable, false}},
      {Fault::broken_off, {Reason::image_unavailable, true}},
      {Fault::too_large, {Reason::too_large, false}},
      {Fault::bad_url, {Reason::url_not_allowed, false}},
      {Fault::protocol, {Reason::image_unavailable, true}}};
  // `protocol` is the last of the enumeration.
  ASSERT_EQ(expected.size(), static_cast<std::size_t>(Fault::protocol) + 1);
  for (auto const& [fault, what] : expected) {
    for (auto const rendition : {Rendition::original, Rendition::small_jpeg}) {
      EXPECT_EQ(meaning(FakeHttpClient::fault(fault), rendition), what) << to_string(fault);
    }
  }
}

}  // namespace
}  // namespace stacktag::web_image
