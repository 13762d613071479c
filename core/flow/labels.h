// SPDX-License-Identifier: Apache-2.0
// What an engine says is in a picture.
#pragma once

#include <string>
#include <vector>

namespace stacktag {

/// Shares of the picture's width and height, 0 to 1, from the top left.
struct Box {
  double left = 0;
  double top = 0;
  double width = 0;
  double height = 0;

  bool operator==(Box const&) const = default;
};

struct LabelInstance {
  Box box{};
  double confidence = 0;  ///< 0 to 100

  bool operator==(LabelInstance const&) const = default;
};

struct Label {
  std::string name{};
  double confidence = 0;  ///< 0 to 100
  std::vector<std::string> parents{};
  std::vector<std::string> aliases{};
  std::vector<std::string> categories{};
  std::vector<LabelInstance> instances{};

  bool operator==(Label const&) const = default;
};

struct Labels {
  std::vector<Label> found{};
  std::string engine{};         ///< rekognition, local
  std::string model_version{};  ///< as the engine says it

  bool operator==(Labels const&) const = default;
};

}  // namespace stacktag
