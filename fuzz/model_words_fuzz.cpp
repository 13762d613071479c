// SPDX-License-Identifier: Apache-2.0
// Whatever stands in files of labels, of parents and of WordNet, words are names without commas and
// have few parents.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "network_vision/words.h"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* bytes, std::size_t size) {
  using namespace stacktag::network_vision;
  std::string_view const text(reinterpret_cast<char const*>(bytes), size);
  auto const half = text.substr(0, size / 2);
  auto const net = WordNet::of(std::string(half), std::string(text.substr(size / 2)));
  auto words = read_words(text);
  if (!words) {
    return net.parents("n00000000", half).size() > 6 ? (std::abort(), 1) : 0;
  }
  words->resize(std::min<std::size_t>(words->size(), 100));
  static_cast<void>(add_parents(*words, half));
  static_cast<void>(write_parents(*words, net));
  bool const sound = std::ranges::all_of(*words, [](Word const& word) {
    return word.name.find(',') == std::string::npos && word.name.size() <= 200 &&
           word.parents.size() <= 8;
  });
  if (!sound) {
    std::abort();
  }
  return 0;
}
