// SPDX-License-Identifier: Apache-2.0
#include "flow/stack_words.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <utility>
#include <vector>

#include "stacktag/limits.h"

namespace stacktag {

struct StackWords::State {
  struct Known {
    SteadyTime read_at{};
    std::shared_ptr<Words const> words{};
  };

  std::mutex mutex;
  std::map<std::string, Known> branches;
};

StackWords::StackWords() : state_(std::make_unique<State>()) {}
StackWords::~StackWords() = default;

std::vector<std::string> by_use(std::vector<std::string> const& tags) {
  std::map<std::string, int> counts;
  std::vector<std::string> words;
  for (auto const& tag : tags) {
    if (++counts[tag] == 1) {
      words.push_back(tag);
    }
  }
  std::ranges::stable_sort(words, std::ranges::greater{},
                           [&counts](auto const& word) { return counts[word]; });
  return words;
}

Result<std::shared_ptr<Words const>> StackWords::of(std::string const& branch, AssetStore& store,
                                                    Clock& clock, Deadline const& deadline,
                                                    int& reads) {
  {
    std::lock_guard const lock(state_->mutex);
    auto const known = state_->branches.find(branch);
    if (known != state_->branches.end()) {
      auto& [read_at, words] = known->second;
      if (clock.now() - read_at < limits::stack_words_age_max) {
        return words;
      }
      read_at = clock.now();  // this event reads them anew; others take the old ones meanwhile
    }
  }
  // Unlocked: that two events read the first words at the same time is better than that one waits.
  auto const found = store.tags_in_use(branch, deadline);
  reads += found ? found->reads : 1;
  auto words = found ? std::make_shared<Words const>(by_use(found->tags)) : nullptr;
  std::lock_guard const lock(state_->mutex);
  auto const known = state_->branches.find(branch);
  bool const is_known = known != state_->branches.end();
  if (!found) {
    if (is_known) {
      known->second.read_at = clock.now() - limits::stack_words_age_max;
    }
    return fail(found.error());
  }
  if (!is_known && state_->branches.size() >= limits::stack_words_branches_max) {
    state_->branches.clear();
  }
  state_->branches[branch] = {clock.now(), words};
  return words;
}

}  // namespace stacktag
