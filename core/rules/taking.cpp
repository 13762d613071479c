// SPDX-License-Identifier: Apache-2.0
#include "rules/taking.h"

#include <algorithm>
#include <map>
#include <utility>

#include "rules/spelling.h"

namespace stacktag {
namespace {

class Taking {
 public:
  explicit Taking(TagPolicy const& policy) : policy_(policy) {}

  void offer(Candidate& candidate) {
    std::vector<std::string> taken;
    std::string rule;
    std::string because;
    for (auto const& tag : std::exchange(candidate.decision.tags, {})) {
      auto const key = tag_key(tag, policy_.variants);
      if (auto const same = taken_.find(key); same != taken_.end()) {
        rule = policy_.variants == Variants::together ? "tags.join_variants" : "";
        because = "\"" + same->second + "\" is taken already";
      } else if (is_full(candidate.label, rule, because)) {
        continue;
      } else {
        taken_.emplace(key, tag);
        tags_.push_back(tag);
        taken.push_back(tag);
        count(candidate.label);
      }
    }
    if (taken.empty()) {
      candidate.drop(std::move(rule), std::move(because));
    }
    candidate.decision.tags = std::move(taken);
  }

  std::vector<std::string> tags() && { return std::move(tags_); }

 private:
  bool is_full(Label const& label, std::string& rule, std::string& because) const {
    if (tags_.size() >= static_cast<std::size_t>(std::max(policy_.tags_max, 0))) {
      rule = "tags.max";
      because = "there are " + std::to_string(policy_.tags_max) + " better ones";
      return true;
    }
    for (auto const& name : label.categories) {
      auto const found = policy_.categories.find(name_key(name));
      if (found == policy_.categories.end() || !found->second.tags_max) {
        continue;
      }
      auto const used = used_.find(found->first);
      if ((used == used_.end() ? 0 : used->second) >= *found->second.tags_max) {
        rule = "categories.\"" + name + "\".max";
        because = "the category has its " + std::to_string(*found->second.tags_max) + " already";
        return true;
      }
    }
    return false;
  }

  void count(Label const& label) {
    for (auto const& name : label.categories) {
      ++used_[name_key(name)];
    }
  }

  TagPolicy const& policy_;
  std::vector<std::string> tags_;
  std::map<std::string, std::string> taken_;  // by tag_key
  std::map<std::string, int> used_;           // of each category
};

}  // namespace

std::vector<std::string> take_best(std::vector<Candidate>& candidates, TagPolicy const& policy) {
  std::vector<Candidate*> order;
  for (auto& candidate : candidates) {
    if (!candidate.is_out) {
      order.push_back(&candidate);
    }
  }
  std::stable_partition(order.begin(), order.end(), [&](Candidate const* candidate) {
    return is_preferred(*candidate, policy);
  });
  Taking taking(policy);
  for (auto* const candidate : order) {
    taking.offer(*candidate);
  }
  return std::move(taking).tags();
}

}  // namespace stacktag
