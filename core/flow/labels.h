// SPDX-License-Identifier: Apache-2.0
// What an engine says is in a picture.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "flow/image_properties.h"

namespace stacktag {

/// The questions that an engine may be asked about one picture, each a call of its own where the
/// engine is paid for. Named as STACKTAG_FEATURES has them.
enum class Feature { labels, properties, moderation, text, faces, celebrities };

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
  Feature feature = Feature::labels;  ///< the question that it answers

  bool operator==(Label const&) const = default;
};

struct Labels {
  std::vector<Label> found{};
  std::string engine{};                         ///< rekognition, local
  std::string model_version{};                  ///< as the engine says it
  std::optional<ImageProperties> properties{};  ///< where they were asked for

  bool operator==(Labels const&) const = default;
};

}  // namespace stacktag
