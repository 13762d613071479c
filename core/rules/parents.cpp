// SPDX-License-Identifier: Apache-2.0
#include "rules/parents.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace stacktag {
namespace {

using Names = std::vector<std::string>;

// Who is a parent of whom, as the engine says less what is cut. An engine names all ancestors of a
// label, in no order that could be relied on; how general one is follows from its own ancestors,
// where the engine lists it, and else it counts as more general the further in front it stands.
class Family {
 public:
  Family(std::vector<Candidate> const& all, std::vector<Cut> const& cuts) {
    for (auto const& candidate : all) {
      // What the engine is not sure of says nothing about others either.
      if (!candidate.is_sure) {
        continue;
      }
      auto const& label = candidate.label;
      auto& kin = kin_[name_key(label.name)];
      for (auto const& parent : label.parents) {
        auto key = name_key(parent);
        if (key != name_key(label.name) && !is_cut(label.name, parent, cuts) &&
            kin.keys.insert(std::move(key)).second) {
          kin.names.push_back(parent);
        }
      }
    }
  }

  Names const& ancestors_of(std::string const& name) const { return kin_of(name).names; }

  bool is_ancestor(std::string const& name, std::string const& of) const {
    return kin_of(of).keys.contains(name_key(name));
  }

  Names nearest_of(std::string const& name) const {
    auto const& all = ancestors_of(name);
    // From behind: of those that are alike, the last one.
    auto const nearest = std::max_element(
        all.rbegin(), all.rend(), [&](auto& a, auto& b) { return depth(all, a) < depth(all, b); });
    return nearest == all.rend() ? Names{} : Names{*nearest};
  }

  Names root_of(std::string const& name) const {
    auto const& all = ancestors_of(name);
    auto const root =
        std::ranges::min_element(all, {}, [&](auto const& parent) { return depth(all, parent); });
    return root == all.end() ? Names{} : Names{*root};
  }

 private:
  struct Kin {
    Names names{};
    std::set<std::string> keys{};
  };

  Kin const& kin_of(std::string const& name) const {
    static Kin const none{};
    auto const found = kin_.find(name_key(name));
    return found == kin_.end() ? none : found->second;
  }

  static bool is_cut(std::string const& label, std::string const& parent,
                     std::vector<Cut> const& cuts) {
    return std::ranges::any_of(
        cuts, [&](Cut const& cut) { return fits(cut.label, label) && fits(cut.parent, parent); });
  }

  // How many of `all` are more general than `name`.
  std::ptrdiff_t depth(Names const& all, std::string const& name) const {
    return std::ranges::count_if(all, [&](auto const& other) { return is_ancestor(other, name); });
  }

  std::map<std::string, Kin> kin_;
};

std::string setting(Parents parents) {
  constexpr std::array<std::string_view, 5> k_names{"found", "none", "nearest", "chain", "root"};
  return "tags.parents = \"" + std::string(k_names[static_cast<std::size_t>(parents)]) + "\"";
}

class Settling {
 public:
  Settling(std::vector<Candidate> const& all, TagPolicy const& policy)
      : parents_(policy.parents), family_(all, policy.cuts) {
    for (auto const& candidate : all) {
      known_.insert(name_key(candidate.label.name));
      if (!candidate.is_out) {
        note_child(candidate.label.name);
      }
    }
    for (auto const& candidate : all) {
      for (auto const& name : wanted_by(candidate)) {
        wanted_.insert(name_key(name));
      }
    }
  }

  void drop_unwanted(Candidate& candidate) const {
    auto const* const child = child_of(candidate.label.name);
    if (!candidate.is_out && child != nullptr &&
        !wanted_.contains(name_key(candidate.label.name))) {
      candidate.drop(setting(parents_), "it only says what kind of thing " + *child + " is");
    }
  }

  /// Those of its parents that are wanted and that the engine does not list.
  std::vector<Candidate> missing_of(Candidate const& candidate) {
    std::vector<Candidate> missing;
    for (auto const& name : wanted_by(candidate)) {
      if (known_.insert(name_key(name)).second) {
        missing.push_back(added_candidate(name, candidate.label, setting(parents_),
                                          "added as a parent of " + candidate.label.name));
      }
    }
    return missing;
  }

 private:
  // Where two say that each is the other's parent, neither is.
  void note_child(std::string const& name) {
    for (auto const& ancestor : family_.ancestors_of(name)) {
      if (!family_.is_ancestor(name, ancestor)) {
        children_.emplace(name_key(ancestor), name);
      }
    }
  }

  std::string const* child_of(std::string const& name) const {
    auto const found = children_.find(name_key(name));
    return found == children_.end() ? nullptr : &found->second;
  }

  Names wanted_by(Candidate const& candidate) const {
    auto const& name = candidate.label.name;
    if (candidate.is_out || child_of(name) != nullptr) {
      return {};
    }
    switch (parents_) {
      case Parents::nearest:
        return family_.nearest_of(name);
      case Parents::chain:
        return family_.ancestors_of(name);
      case Parents::root:
        return family_.root_of(name);
      case Parents::found:
      case Parents::none:
        break;
    }
    return {};
  }

  Parents const parents_;
  Family const family_;
  std::map<std::string, std::string> children_;  // key of a parent, and one of its children
  std::set<std::string> wanted_;
  std::set<std::string> known_;
};

}  // namespace

std::vector<Candidate> settle_parents(std::vector<Candidate> candidates, TagPolicy const& policy,
                                      std::function<void(Candidate&)> const& judge) {
  if (policy.parents == Parents::found) {
    return candidates;
  }
  Settling settling(candidates, policy);
  std::vector<Candidate> settled;
  for (auto& candidate : candidates) {
    auto missing = settling.missing_of(candidate);
    settling.drop_unwanted(candidate);
    settled.push_back(std::move(candidate));
    for (auto& parent : missing) {
      judge(parent);
      settled.push_back(std::move(parent));
    }
  }
  return settled;
}

}  // namespace stacktag
