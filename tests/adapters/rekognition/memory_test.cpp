// SPDX-License-Identifier: Apache-2.0
// What a label call takes in memory beside the picture: one buffer of base64, and little more.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <new>

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
  peak = std::max(peak.load(), now);
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

// Looks at a request and keeps nothing of it. The first one is throttled.
class Glance final : public http::Client {
 public:
  http::Exchange send(http::Request const& request) override {
    body_bytes = request.body.size();
    ++requests;
    return requests == 1 ? http::Response{.status = 429}
                         : http::Response{.status = 200, .body = "{}"};
  }

  std::size_t body_bytes = 0;
  int requests = 0;
};

TEST(memory, of_a_call_is_the_picture_and_its_base64) {
  Glance client;
  fakes::FakeClock clock;
  auto const credentials = aws::fixed_credentials({"AKID", "secret", {}, {}});
  auto const labeler =
      make_labeler({.region = "eu-west-1", .endpoint = "https://x"}, *credentials, client, clock);
  Image const image{.bytes = std::string(limits::labeler_image_bytes_max, 'x')};
  auto const before = in_use.load();
  peak = before;
  EXPECT_TRUE(labeler->label(image, {}, {}).labels);
  EXPECT_EQ(client.requests, 2);
  auto const base64 = (image.bytes.size() + 2) / 3 * 4;
  EXPECT_GE(client.body_bytes, base64);
  EXPECT_GE(peak - before, base64);
  EXPECT_LT(peak - before, base64 + 64 * 1024);
  EXPECT_LT(peak - before + image.bytes.size(), 3 * image.bytes.size());
}

}  // namespace
}  // namespace stacktag::rekognition
