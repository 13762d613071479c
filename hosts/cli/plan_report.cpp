// SPDX-License-Identifier: Apache-2.0
#include "cli/plan_report.h"

#include <algorithm>
#include <cmath>
#include <ostream>
#include <utility>

#include "cli/printable.h"
#include "cli/run_progress.h"
#include "cli/text_table.h"
#include "json/json.h"
#include "stacktag/text.h"

namespace stacktag::cli {
namespace {

using json::OrderedJson;

constexpr std::size_t k_tags_shown = 20;
constexpr std::size_t k_unlisted_shown = 10;

std::string minutes(double seconds) {
  auto const whole = std::llround(std::ceil(seconds));
  if (whole < 60) {
    return std::to_string(whole) + " s";
  }
  return std::to_string(whole / 60) + " min " + std::to_string(whole % 60) + " s";
}

// An asset that changes takes a read and a write, which have limits of their own.
double seconds_to_apply(int changes, PlanTerms const& terms) {
  return changes / std::min(terms.writes_per_second, terms.reads_per_second);
}

std::string changes_text(PlanSummary const& plan) {
  auto text = std::to_string(plan.tags_added()) + " tags come, " +
              std::to_string(plan.tags_removed()) + " go";
  return plan.descriptions() == 0
             ? text
             : text + ", " + std::to_string(plan.descriptions()) + " alternative texts come";
}

void print_counts(PlanSummary const& plan, std::ostream& out) {
  print_table({{"assets", std::to_string(plan.assets()), ""},
               {"  change", std::to_string(plan.of(PlannedEnd::change)), changes_text(plan)},
               {"  are as they should be", std::to_string(plan.of(PlannedEnd::same)), ""},
               {"  were not looked at", std::to_string(plan.of(PlannedEnd::unlabelled)), ""},
               {"  are skipped", std::to_string(plan.of(PlannedEnd::skipped)), ""},
               {"  failed", std::to_string(plan.of(PlannedEnd::failed)), ""}},
              out);
}

void print_counted(std::string const& title, PlanSummary::Counted const& counted,
                   std::ostream& out) {
  if (counted.empty()) {
    return;
  }
  out << '\n' << title << '\n';
  std::vector<TableRow> rows;
  for (auto const& [name, count] : counted) {
    rows.push_back({"  " + name, std::to_string(count)});
  }
  print_table(rows, out);
}

void print_samples(std::vector<PlannedAsset> const& samples, std::ostream& out) {
  if (samples.empty()) {
    return;
  }
  out << "\nFor example:\n";
  std::vector<TableRow> rows{{"  FILE", "STAYS", "COMES", "GOES"}};
  for (auto const& planned : samples) {
    auto come = planned.change.added;
    come.insert(come.end(), planned.change.restored.begin(), planned.change.restored.end());
    rows.push_back({"  " + (planned.filename.empty() ? planned.asset : planned.filename),
                    or_dash(joined(planned.kept)), or_dash(joined(come)),
                    or_dash(joined(planned.change.removed))});
  }
  print_table(rows, out);
}

void print_cost(RunTally const& tally, PlanTerms const& terms, std::ostream& out) {
  auto const unlabelled = tally.plan().of(PlannedEnd::unlabelled);
  auto const writes = tally.plan().of(PlannedEnd::change) + unlabelled;
  out << '\n';
  if (terms.labels) {
    out << "labels    " << tally.label_calls() << " calls were paid, "
        << money(tally.spent_microdollars()) << " by the list\n";
  }
  if (unlabelled > 0) {
    out << "          " << unlabelled << " pictures are not known: at most "
        << money(unlabelled * terms.picture_microdollars) << " more\n";
  }
  out << "applying  " << (unlabelled > 0 ? "at most " : "") << writes << " reads and " << writes
      << " writes, about " << minutes(seconds_to_apply(writes, terms)) << " at the rate limit\n";
}

OrderedJson counted_json(PlanSummary::Counted const& counted) {
  auto all = OrderedJson::array();
  for (auto const& [name, count] : counted) {
    all.push_back({{"name", name}, {"assets", count}});
  }
  return all;
}

OrderedJson plan_json(RunTally const& tally, PlanTerms const& terms) {
  auto const& plan = tally.plan();
  auto const changes = plan.of(PlannedEnd::change);
  OrderedJson object{{"stack", terms.stack}, {"branch", terms.branch}, {"plan", terms.file}};
  object["counts"] = counts_of(plan);
  object["label_calls"] = tally.label_calls();
  object["dollars"] = dollars(tally.spent_microdollars());
  object["label_calls_more"] = plan.of(PlannedEnd::unlabelled);
  object["dollars_more"] = dollars(plan.of(PlannedEnd::unlabelled) * terms.picture_microdollars);
  object["apply"] = {{"reads", changes},
                     {"writes", changes},
                     {"seconds", std::ceil(seconds_to_apply(changes, terms))}};
  object["new_tags"] = counted_json(plan.new_tags(k_tags_shown));
  object["unlisted"] = counted_json(plan.unlisted(k_unlisted_shown));
  object["not_planned"] = counted_json(plan.failures());
  return object;
}

}  // namespace

void RunTally::add(bulk::Row const& row) {
  plan_.add(row.planned);
  stacktag::add(cost_, row.report.cost);
  label_calls_ += row.report.label_calls;
  reads_ += row.report.reads;
  writes_ += row.report.writes;
  if (row.is_written) {
    ++reasons_[std::string(to_string(row.report.reason))];
  }
  bool const failed = row.is_written ? row.report.outcome() == Outcome::failed
                                     : row.planned.end == PlannedEnd::failed;
  has_failures_ = has_failures_ || failed;
}

std::int64_t RunTally::spent_microdollars() const {
  return microdollars(cost_);
}

std::map<std::string, int> counts_of(PlanSummary const& plan) {
  std::map<std::string, int> counts{{"assets", plan.assets()},
                                    {"tags_added", plan.tags_added()},
                                    {"tags_removed", plan.tags_removed()}};
  for (auto const end : {PlannedEnd::change, PlannedEnd::same, PlannedEnd::unlabelled,
                         PlannedEnd::skipped, PlannedEnd::failed}) {
    counts[std::string(to_string(end))] = plan.of(end);
  }
  return counts;
}

void print_plan(RunTally const& tally, PlanTerms const& terms, Format format,
                Console const& console) {
  auto& out = console.out;
  if (format == Format::json) {
    out << json::dump_in_order(plan_json(tally, terms)) << '\n';
    return;
  }
  auto const& plan = tally.plan();
  out << "Stack " << printable(terms.stack)
      << (terms.branch.empty() ? "" : ", branch " + printable(terms.branch)) << "\n\n";
  print_counts(plan, out);
  print_cost(tally, terms, out);
  print_counted("New tags, the most frequent:", plan.new_tags(k_tags_shown), out);
  print_counted("Labels that the vocabulary has no word for:", plan.unlisted(k_unlisted_shown),
                out);
  print_counted("Not planned, and why:", plan.failures(), out);
  print_samples(plan.samples(), out);
  if (!terms.file.empty()) {
    out << "\nThe plan is in " << printable(terms.file) << ". To do it: stacktag apply "
        << printable(terms.file) << '\n';
  }
}

void print_written(RunTally const& tally, std::string const& run, Format format,
                   Console const& console) {
  auto& out = console.out;
  if (format == Format::json) {
    OrderedJson object{{"run", run}, {"assets", tally.plan().assets()}};
    object["reasons"] = tally.reasons();
    object["writes"] = tally.writes();
    object["reads"] = tally.reads();
    object["label_calls"] = tally.label_calls();
    object["dollars"] = dollars(tally.spent_microdollars());
    out << json::dump_in_order(object) << '\n';
    return;
  }
  std::vector<TableRow> rows;
  for (auto const& [reason, count] : tally.reasons()) {
    rows.push_back({"  " + reason, std::to_string(count)});
  }
  out << tally.plan().assets() << " assets, " << tally.writes() << " writes, "
      << tally.label_calls() << " label calls, " << money(tally.spent_microdollars()) << '\n';
  print_table(rows, out);
  if (tally.writes() > 0) {
    out << "To take it back: stacktag undo --run " << run << '\n';
  }
}

}  // namespace stacktag::cli
