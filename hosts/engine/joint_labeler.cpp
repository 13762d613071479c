// SPDX-License-Identifier: Apache-2.0
#include "engine/joint_labeler.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "rules/words.h"

namespace stacktag {
namespace {

template <class T>
void add_missing(std::vector<T>& to, std::vector<T> const& from) {
  for (auto const& each : from) {
    if (std::ranges::find(to, each) == to.end()) {
      to.push_back(each);
    }
  }
}

void merge(Label& into, Label const& other) {
  into.confidence = std::max(into.confidence, other.confidence);
  add_missing(into.parents, other.parents);
  add_missing(into.aliases, other.aliases);
  add_missing(into.categories, other.categories);
  add_missing(into.instances, other.instances);
}

Labels joined(Labels first, Labels const& second, LabelQuery const& query) {
  for (auto const& label : second.found) {
    auto const same = std::ranges::find_if(first.found, [&](Label const& other) {
      return other.feature == label.feature && same_tag(other.name, label.name);
    });
    if (same == first.found.end()) {
      first.found.push_back(label);
    } else {
      merge(*same, label);
    }
  }
  std::ranges::stable_sort(first.found, std::ranges::greater{}, &Label::confidence);
  auto const most = static_cast<std::size_t>(std::max(query.labels_max, 0));
  first.found.resize(std::min(first.found.size(), most));
  first.engine += "+" + second.engine;
  first.model_version += "+" + second.model_version;
  return first;
}

class JointLabeler final : public Labeler {
 public:
  JointLabeler(std::unique_ptr<Labeler> first, std::unique_ptr<Labeler> second)
      : first_(std::move(first)), second_(std::move(second)) {}

  LabelAnswer label(Image const& image, LabelQuery const& query,
                    Deadline const& deadline) override {
    auto first = first_->label(image, query, deadline);
    if (!first.labels) {
      return first;
    }
    auto second = second_->label(image, query, deadline);
    auto const paid = first.calls_paid + second.calls_paid;
    if (!second.labels) {
      return {std::move(second.labels), paid};
    }
    return {joined(*std::move(first.labels), *second.labels, query), paid};
  }

 private:
  std::unique_ptr<Labeler> const first_;
  std::unique_ptr<Labeler> const second_;
};

}  // namespace

std::unique_ptr<Labeler> make_joint_labeler(std::unique_ptr<Labeler> first,
                                            std::unique_ptr<Labeler> second) {
  return std::make_unique<JointLabeler>(std::move(first), std::move(second));
}

}  // namespace stacktag
