// SPDX-License-Identifier: Apache-2.0
// What a label call takes in memory beside the picture: one buffer of base64, and little more.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <functional>
#include <latch>
#include <new>
#include <span>
#include <thread>
#include <vector>

#include "fakes/fake_clock.h"
#include "rekognition/labeler.h"
#include "stacktag/limits.h"

namespace {

std::atomic<std::size_t> in_use{0};
std::atomic<std::size_t> peak{0};

// The size stands before each piece of memory, so that it is known when the piece is given back.
constexpr std::size_t k_before = alignof(std::max_align_t);

void* take(std::size_t size) {
  auto* memory = static_cast<std::byte*>(std::malloc(size + k_before));
  if (memory == nullptr) {
    throw std::bad_alloc();
  }
  *reinterpret_cast<std::size_t*>(memory) = size;
  auto const now = in_use += size;
  for (auto most = peak.load(); now > most && !peak.compare_exchange_weak(most, now);) {
  }
  return memory + k_before;
}

void give_back(void* memory) noexcept {
  if (memory != nullptr) {
    auto* const begin = static_cast<std::byte*>(memory) - k_before;
    in_use -= *reinterpret_cast<std::size_t*>(begin);
    std::free(begin);
  }
}

}  // namespace

void* operator new(std::size_t size) {
  return take(size);
}
void* operator new[](std::size_t size) {
  return take(size);
}
// As std::stable_sort asks for its scratch memory.
void* operator new(std::size_t size, std::nothrow_t const&) noexcept {
  return take(size);
}
void operator delete(void* memory, std::nothrow_t const&) noexcept {
  give_back(memory);
}
void operator delete(void* memory) noexcept {
  give_back(memory);
}
void operator delete[](void* memory) noexcept {
  give_back(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  give_back(memory);
}
void operator delete[](void* memory, std::size_t) noexcept {
  give_back(memory);
}

namespace stacktag::rekognition {
namespace {

constexpr auto k_base64 = (limits::labeler_image_bytes_max + 2) / 3 * 4;

// Looks at a request and keeps nothing of it. The first one is throttled.
class Glance final : public http::Client {
 public:
  http::Exchange send(http::Request const& request) override {
    body_bytes = request.body.size() + request.body_end.size();
    ++requests;
    return requests == 1 ? http::Response{.status = 429}
                         : http::Response{.status = 200, .body = "{}"};
  }

  std::size_t body_bytes = 0;
  int requests = 0;
};

// Answers once as many requests as it expects are there, so that what each needs is there, too.
class Gathering final : public http::Client {
 public:
  explicit Gathering(int requests) : all_(requests) {}

  http::Exchange send(http::Request const&) override {
    all_.arrive_and_wait();
    return http::Response{.status = 200, .body = "{}"};
  }

 private:
  std::latch all_;
};

class AtOnce final : public Overlap {
 public:
  void run(std::span<std::function<void()> const> tasks) override {
    std::vector<std::jthread> threads;
    for (auto const& task : tasks) {
      threads.emplace_back(task);
    }
  }
};

// What the requests of the features take beside the picture.
std::size_t taken(Features features, http::Client& client) {
  fakes::FakeClock clock;
  AtOnce overlap;
  auto const credentials = aws::fixed_credentials({"AKID", "secret", {}, {}});
  auto const labeler = make_labeler({.region = "eu-west-1", .endpoint = "https://x"}, *credentials,
                                    client, clock, overlap);
  Image const image{.bytes = std::string(limits::labeler_image_bytes_max, 'x')};
  auto const before = in_use.load();
  peak = before;
  EXPECT_TRUE(labeler->label(image, {.features = std::move(features)}, {}).labels);
  return peak - before;
}

TEST(memory, of_a_call_is_the_picture_and_its_base64) {
  Glance client;
  auto const bytes = taken({Feature::labels}, client);
  EXPECT_EQ(client.requests, 2);
  EXPECT_GE(client.body_bytes, k_base64);
  EXPECT_GE(bytes, k_base64);
  EXPECT_LT(bytes, k_base64 + 64 * 1024);
  EXPECT_LT(bytes + limits::labeler_image_bytes_max, 3 * limits::labeler_image_bytes_max);
}

TEST(memory, of_five_calls_at_once_is_no_more) {
  Gathering client(5);
  auto const bytes = taken({Feature::labels, Feature::properties, Feature::moderation,
                            Feature::text, Feature::faces, Feature::celebrities},
                           client);
  EXPECT_GE(bytes, k_base64);
  EXPECT_LT(bytes, k_base64 + 64 * 1024);
}

}  // namespace
}  // namespace stacktag::rekognition
