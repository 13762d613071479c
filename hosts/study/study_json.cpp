// SPDX-License-Identifier: Apache-2.0
#include "study/study_json.h"

#include <cmath>
#include <string>

#include "rules/spelling.h"
#include "study/wording.h"

namespace stacktag::study {
namespace {

using json::OrderedJson;

OrderedJson words_json(Learned const& learned) {
  auto words = OrderedJson::array();
  for (auto const& group : learned.groups) {
    auto spellings = OrderedJson::array();
    for (auto const& [tag, assets] : group.spellings) {
      spellings.push_back({{"tag", tag}, {"assets", assets}});
    }
    words.push_back({{"word", group.word},
                     {"assets", group.assets},
                     {"because", std::string(because(group.chosen))},
                     {"spellings", std::move(spellings)}});
  }
  return words;
}

OrderedJson renames_json(std::vector<ProposedRename> const& renames) {
  auto all = OrderedJson::array();
  for (auto const& rename : renames) {
    all.push_back({{"from", rename.from},
                   {"to", rename.to},
                   {"assets", rename.assets},
                   {"assets_to", rename.assets_to}});
  }
  return all;
}

OrderedJson never_written_json(TagCounts const& counts) {
  auto all = OrderedJson::array();
  for (auto const& [tag, assets] : counts.spellings) {
    if (auto const why = never_written_because(tag); !why.empty()) {
      all.push_back({{"tag", tag}, {"assets", assets}, {"because", std::string(why)}});
    }
  }
  return all;
}

OrderedJson once_json(TagCounts const& counts) {
  auto all = OrderedJson::array();
  for (auto const& [tag, assets] : counts.spellings) {
    if (assets == 1) {
      all.push_back(tag);
    }
  }
  return all;
}

OrderedJson unmapped_json(Learned const& learned) {
  if (!learned.unmapped) {
    return nullptr;
  }
  auto all = OrderedJson::array();
  for (auto const& use : *learned.unmapped) {
    all.push_back({{"label", use.label.name}, {"pictures", use.pictures}});
  }
  return all;
}

OrderedJson share_json(std::optional<double> share) {
  constexpr double k_places = 10'000;
  return share ? OrderedJson(std::round(*share * k_places) / k_places) : OrderedJson(nullptr);
}

void add_tally(OrderedJson& object, Tally const& tally) {
  object["assets"] = tally.assets;
  object["right"] = tally.right;
  object["wrong"] = tally.wrong;
  object["missed"] = tally.missed;
  object["precision"] = share_json(tally.precision());
  object["recall"] = share_json(tally.recall());
}

OrderedJson threshold_json(ThresholdResult const& result) {
  OrderedJson object{{"threshold", result.threshold}};
  add_tally(object, result.tally);
  return object;
}

OrderedJson recommended_json(std::vector<ThresholdResult> const& results, double target) {
  auto const found = recommended(results, target);
  if (!found) {
    return nullptr;
  }
  auto object = threshold_json(*found);
  object["few"] = found->tally.assets < k_backing_assets_few;
  return object;
}

}  // namespace

OrderedJson vocabulary_json(Learned const& learned) {
  auto const& counts = learned.counts;
  return {{"stack", learned.stack},
          {"branch", learned.branch},
          {"assets", counts.assets},
          {"tagged", counts.tagged},
          {"tags", counts.uses},
          {"distinct", counts.spellings.size()},
          {"written_by_stacktag", counts.ours},
          {"min_count", learned.assets_min},
          {"words", words_json(learned)},
          {"renames", renames_json(learned.proposal.renames)},
          {"near_spellings", renames_json(learned.proposal.slips)},
          {"used_once", once_json(counts)},
          {"never_written", never_written_json(counts)},
          {"unmapped_labels", unmapped_json(learned)}};
}

OrderedJson evaluation_json(Evaluation const& evaluation, double target, int threshold) {
  auto const results = evaluation.by_threshold();
  auto thresholds = OrderedJson::array();
  for (auto const& result : results) {
    thresholds.push_back(threshold_json(result));
  }
  auto labels = OrderedJson::array();
  for (auto const& result : evaluation.by_label(threshold)) {
    OrderedJson object{{"label", result.label}, {"tag", result.tag}};
    add_tally(object, result.tally);
    labels.push_back(std::move(object));
  }
  return {{"assets", evaluation.assets()},       {"without_tags", evaluation.left_out()},
          {"target_precision", target},          {"recommended", recommended_json(results, target)},
          {"thresholds", std::move(thresholds)}, {"labels_at", threshold},
          {"labels", std::move(labels)}};
}

}  // namespace stacktag::study
