// SPDX-License-Identifier: Apache-2.0
#include "library/unmapped_labels.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "rules/choose.h"
#include "rules/words.h"

namespace stacktag {
namespace {

constexpr double k_sure = 100;

std::shared_ptr<Words const> words_of(std::vector<TagGroup> const& groups) {
  std::vector<std::string> words;
  for (auto const& group : groups) {
    if (!group.word.empty()) {
      words.push_back(group.word);
    }
  }
  return std::make_shared<Words const>(words);
}

bool becomes_a_tag(Label const& label, TagPolicy const& policy) {
  return !choose_tags({.found = {label}}, policy).empty();
}

}  // namespace

std::vector<LabelUse> labels_without_word(std::vector<LabelUse> const& labels,
                                          std::vector<TagGroup> const& groups, TagPolicy policy) {
  policy.parents = Parents::found;  // each label is looked at by itself
  policy.vocabulary = {};
  auto strict = policy;
  strict.vocabulary = {.mode = VocabularyMode::only, .words = words_of(groups)};
  std::vector<LabelUse> found;
  std::ranges::copy_if(labels, std::back_inserter(found), [&](LabelUse const& use) {
    auto label = use.label;
    label.confidence = k_sure;
    return becomes_a_tag(label, policy) && !becomes_a_tag(label, strict);
  });
  return found;
}

}  // namespace stacktag
