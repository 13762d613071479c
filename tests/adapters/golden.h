// SPDX-License-Identifier: Apache-2.0
// Bodies as the platforms send them, kept as files.
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>

namespace stacktag::golden {

inline std::string text(std::string const& path) {
  std::ifstream file(STACKTAG_GOLDEN "/" + path, std::ios::binary);
  EXPECT_TRUE(file) << path;
  return {std::istreambuf_iterator<char>(file), {}};
}

inline nlohmann::json json(std::string const& path) {
  return nlohmann::json::parse(text(path));
}

}  // namespace stacktag::golden
