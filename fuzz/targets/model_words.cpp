// SPDX-License-Identifier: Apache-2.0
// Whatever stands in files of labels, of parents and of WordNet, words are names without commas and
// have few parents.
#include <algorithm>
#include <string>

#include "fuzz/target.h"
#include "network_vision/words.h"

namespace stacktag::fuzz {

FUZZ_TARGET(model_words) {
  using namespace stacktag::network_vision;
  auto const half = text.substr(0, text.size() / 2);
  auto const net = WordNet::of(std::string(half), std::string(text.substr(text.size() / 2)));
  auto words = read_words(text);
  if (!words) {
    hold(net.parents("n00000000", half).size() <= 6);
    return;
  }
  words->resize(std::min<std::size_t>(words->size(), 100));
  static_cast<void>(add_parents(*words, half));
  static_cast<void>(write_parents(*words, net));
  bool const sound = std::ranges::all_of(*words, [](Word const& word) {
    return word.name.find(',') == std::string::npos && word.name.size() <= 200 &&
           word.parents.size() <= 8;
  });
  hold(sound);
}

}  // namespace stacktag::fuzz
