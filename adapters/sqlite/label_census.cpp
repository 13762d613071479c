// SPDX-License-Identifier: Apache-2.0
// What engines have seen in the pictures of a stack.
#include <algorithm>
#include <map>
#include <utility>

#include "flow/features.h"
#include "sqlite/json_text.h"
#include "sqlite/parts.h"

namespace stacktag::sqlite {
namespace {

using Counted = std::map<std::string, LabelUse>;

void count(Labels labels, Counted& counted) {
  for (auto& label : labels.found) {
    label.instances.clear();
    auto& use = counted[label.name];
    if (use.pictures++ == 0) {
      use.label = std::move(label);
    }
  }
}

class Census final : public LabelCensus {
 public:
  explicit Census(Database& database) : database_(database) {}

  Result<std::vector<LabelUse>> labels(std::string const& stack) override {
    auto const feature = std::string(to_string(Feature::labels));
    return database_.read([&](Connection& connection) -> Result<std::vector<LabelUse>> {
      auto rows = connection.query(
          "SELECT answer FROM answers WHERE feature = ?1 AND content IN (SELECT content FROM files "
          "WHERE stack = ?2)");
      rows.bind(feature, stack);
      Counted counted;
      while (rows.next()) {
        count(answer_of(rows.text(0), Feature::labels), counted);
      }
      TRY_VOID(rows.end());
      return by_use(counted);
    });
  }

 private:
  static std::vector<LabelUse> by_use(Counted const& counted) {
    std::vector<LabelUse> all;
    for (auto const& [name, use] : counted) {
      all.push_back(use);
    }
    std::ranges::stable_sort(all, std::ranges::greater{}, &LabelUse::pictures);
    return all;
  }

  Database& database_;
};

}  // namespace

std::unique_ptr<LabelCensus> make_label_census(Database& database) {
  return std::make_unique<Census>(database);
}

}  // namespace stacktag::sqlite
