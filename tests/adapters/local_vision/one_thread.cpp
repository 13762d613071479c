// SPDX-License-Identifier: Apache-2.0
// OpenCV computes in one thread, as it does in the product; also where a test calls a part alone.
#include <gtest/gtest.h>

#include <memory>
#include <opencv2/core.hpp>

namespace stacktag::local_vision {
namespace {

class OneThread final : public ::testing::Environment {
 public:
  void SetUp() override { cv::setNumThreads(1); }
};

[[maybe_unused]] auto const* const k_one_thread =
    ::testing::AddGlobalTestEnvironment(std::make_unique<OneThread>().release());

}  // namespace
}  // namespace stacktag::local_vision
