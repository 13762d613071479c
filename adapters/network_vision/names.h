// SPDX-License-Identifier: Apache-2.0
// From the names that networks give their classes to words that people would tag with.
#pragma once

#include <string>
#include <string_view>

namespace stacktag::network_vision {

/// What a class's name is made of: WordNet's number of a meaning, where it has one in front, and
/// the words for it.
struct ClassName {
  std::string synset{};  ///< "n02123045", or empty
  std::string words{};   ///< "tabby, tabby cat"
};
ClassName split_class_name(std::string_view raw);

/// The most usual of several words for one thing, written like Rekognition's labels: "tabby, tabby
/// cat" becomes "Tabby Cat". Empty where nothing is left.
std::string tag_name(std::string_view words);

}  // namespace stacktag::network_vision
