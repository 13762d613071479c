// SPDX-License-Identifier: Apache-2.0
#include "cli/vocabulary_view.h"

#include <algorithm>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "cli/printable.h"
#include "cli/text_table.h"
#include "rules/spelling.h"
#include "study/wording.h"

namespace stacktag::cli {
namespace {

constexpr std::size_t k_rows_max = 20;

// A table with its head in the first row, or a sentence where it has no other.
void print_list(std::string const& title, std::vector<TableRow> rows, std::ostream& out) {
  out << '\n' << title << '\n';
  auto const count = rows.size() - 1;
  rows.resize(std::min(rows.size(), k_rows_max + 1));
  if (count == 0) {
    out << "none\n";
    return;
  }
  print_table(rows, out);
  if (count > k_rows_max) {
    out << "and " << count - k_rows_max << " more: --json has all\n";
  }
}

void print_head(study::Learned const& learned, std::ostream& out) {
  auto const& counts = learned.counts;
  print_table({{"stack", learned.stack},
               {"branch", or_dash(learned.branch)},
               {"assets", std::to_string(counts.assets)},
               {"with tags of people's", std::to_string(counts.tagged)},
               {"tags of people's", std::to_string(counts.uses)},
               {"distinct", std::to_string(counts.spellings.size())},
               {"words", std::to_string(learned.groups.size())},
               {"tags by stacktag, left out", std::to_string(counts.ours)},
               {"words in the proposal", std::to_string(learned.proposal.words.size())}},
              out);
}

std::vector<TableRow> most_used(study::Learned const& learned) {
  std::vector<TableRow> rows{{"WORD", "ASSETS"}};
  for (auto const& group : learned.groups) {
    rows.push_back({group.word.empty() ? group.spellings.front().tag : group.word,
                    std::to_string(group.assets)});
  }
  return rows;
}

std::string spelled(std::vector<Spelling> const& spellings) {
  std::string text;
  for (auto const& [tag, assets] : spellings) {
    text += (text.empty() ? "" : ", ") + tag + " (" + std::to_string(assets) + ")";
  }
  return text;
}

std::vector<TableRow> variants(study::Learned const& learned) {
  std::vector<TableRow> rows{{"CHOSEN", "ASSETS", "SPELLINGS", "BECAUSE"}};
  for (auto const& group : learned.groups) {
    if (group.spellings.size() > 1) {
      rows.push_back({or_dash(group.word), std::to_string(group.assets), spelled(group.spellings),
                      std::string(study::because(group.chosen))});
    }
  }
  return rows;
}

std::vector<TableRow> slips(study::Learned const& learned) {
  std::vector<TableRow> rows{{"TAG", "ASSETS", "NEAR", "ASSETS"}};
  for (auto const& slip : learned.proposal.slips) {
    rows.push_back(
        {slip.from, std::to_string(slip.assets), slip.to, std::to_string(slip.assets_to)});
  }
  return rows;
}

std::vector<TableRow> never_written(TagCounts const& counts) {
  std::vector<TableRow> rows{{"TAG", "ASSETS", "BECAUSE"}};
  for (auto const& [tag, assets] : counts.spellings) {
    if (auto const why = never_written_because(tag); !why.empty()) {
      rows.push_back({tag, std::to_string(assets), std::string(why)});
    }
  }
  return rows;
}

std::vector<TableRow> used_once(TagCounts const& counts) {
  std::vector<TableRow> rows{{"TAG"}};
  for (auto const& [tag, assets] : counts.spellings) {
    if (assets == 1) {
      rows.push_back({tag});
    }
  }
  return rows;
}

void print_unmapped(study::Learned const& learned, std::ostream& out) {
  std::string const title = "Labels of the engine that come to none of these words:";
  if (!learned.unmapped) {
    out << '\n' << title << "\nnot known: there is no store\n";
    return;
  }
  std::vector<TableRow> rows{{"LABEL", "PICTURES"}};
  for (auto const& use : *learned.unmapped) {
    rows.push_back({use.label.name, std::to_string(use.pictures)});
  }
  print_list(title, std::move(rows), out);
}

}  // namespace

void print_vocabulary(study::Learned const& learned, std::ostream& out) {
  print_head(learned, out);
  print_list("Most used:", most_used(learned), out);
  print_list("Spellings of one word, and the one to write:", variants(learned), out);
  print_list("Near spellings, to be checked:", slips(learned), out);
  print_list("Tags that stacktag could never write:", never_written(learned.counts), out);
  print_list("Tags that one asset has:", used_once(learned.counts), out);
  print_unmapped(learned, out);
}

}  // namespace stacktag::cli
