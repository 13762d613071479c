// SPDX-License-Identifier: Apache-2.0
#include "cli/ledger.h"

#include <ostream>
#include <string>

#include "cli/printable.h"
#include "cli/text_table.h"
#include "cli/visited_store.h"
#include "flow/features.h"
#include "server/desk_json.h"
#include "server/stack_names.h"
#include "server/tag_story.h"
#include "stacktag/text.h"

namespace stacktag::cli {
namespace {

void print_head(AssetView const& view, server::StackNames const& names, std::ostream& out) {
  auto const& record = view.record;
  auto const engine = record.engine.empty() ? "-" : record.engine + " " + record.model_version;
  print_table({{"asset", view.key.asset},
               {"stack", names.shown(view.key.stack)},
               {"branch", or_dash(view.key.branch)},
               {"file", or_dash(record.file)},
               {"content", or_dash(view.content)},
               {"engine", engine},
               {"rules", or_dash(record.rules)},
               {"updated", moment(view.updated)}},
              out);
}

void print_stories(AssetView const& view, std::ostream& out) {
  auto const stories = server::stories_of(view);
  if (stories.empty()) {
    out << "\nNone of its tags is ours.\n";
    return;
  }
  out << "\nOur tags, and why they are there:\n";
  std::vector<TableRow> rows{{"TAG", "LABEL", "CONFIDENCE", "RULE", "WRITTEN", "VERSION", "RUN"}};
  for (auto const& story : stories) {
    rows.push_back({story.tag, or_dash(story.label),
                    story.label.empty() ? "-" : percent(story.confidence), or_dash(story.rule),
                    story.at ? moment(*story.at) : "-",
                    story.version == 0 ? "-" : std::to_string(story.version), or_dash(story.run)});
  }
  print_table(rows, out);
}

void print_removed(std::vector<std::string> const& removed, std::ostream& out) {
  if (removed.empty()) {
    return;
  }
  out << "\nTags of ours that people took away, and that are not put back:\n";
  for (auto const& tag : removed) {
    out << printable(tag) << '\n';
  }
}

void print_answers(std::vector<PastAnswer> const& answers, std::ostream& out) {
  for (auto const& answer : answers) {
    auto const& labels = answer.labels;
    out << "\nWhat " << printable(labels.engine + " " + labels.model_version)
        << " said of the file on " << moment(answer.learned) << ", asked for "
        << to_string(answer.feature) << ":\n";
    if (labels.found.empty()) {
      out << "nothing\n";
      continue;
    }
    std::vector<TableRow> rows{{"LABEL", "CONFIDENCE", "PARENTS"}};
    for (auto const& label : labels.found) {
      rows.push_back({label.name, percent(label.confidence), or_dash(joined(label.parents))});
    }
    print_table(rows, out);
  }
}

void print(AssetView const& view, server::StackNames const& names, std::ostream& out) {
  print_head(view, names, out);
  print_stories(view, out);
  print_removed(view.record.removed, out);
  print_answers(view.answers, out);
}

}  // namespace

ExitCode ledger(LedgerArguments const& arguments, Console const& console) {
  auto const store = visit_store(arguments.store, console);
  if (!store) {
    return tell_error(console, "", store.error());
  }
  auto const assets = (*store)->ledger->assets(arguments.asset);
  if (!assets) {
    return tell_error(console, arguments.asset, assets.error());
  }
  if (assets->empty()) {
    console.err << "stacktag: " << printable(arguments.asset)
                << ": the ledger knows no such asset\n";
    return ExitCode::rejected;
  }
  auto const names = server::configured_names(console.environment);
  bool is_first = true;
  for (auto const& asset : *assets) {
    if (arguments.format == Format::json) {
      console.out << json::dump_in_order(server::whole_asset_json(asset, names)) << '\n';
      continue;
    }
    console.out << (is_first ? "" : "\n\n");
    is_first = false;
    print(asset, names, console.out);
  }
  return ExitCode::well;
}

}  // namespace stacktag::cli
