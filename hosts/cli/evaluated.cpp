// SPDX-License-Identifier: Apache-2.0
#include "cli/evaluated.h"

#include <algorithm>
#include <cmath>
#include <ostream>
#include <utility>
#include <vector>

#include "cli/new_file.h"
#include "cli/text_table.h"
#include "cli/visited_store.h"
#include "delivery/log_line.h"
#include "stacktag/text.h"
#include "study/evaluation_csv.h"
#include "study/evaluation_svg.h"
#include "study/study_json.h"
#include "study/wording.h"

namespace stacktag::cli {
namespace {

constexpr std::size_t k_labels_shown = 40;

std::vector<std::string> cells_of(Tally const& tally) {
  return {std::to_string(tally.assets),
          std::to_string(tally.right),
          std::to_string(tally.wrong),
          std::to_string(tally.missed),
          study::three_digits(tally.precision(), "-"),
          study::three_digits(tally.recall(), "-")};
}

TableRow row_of(TableRow first, Tally const& tally) {
  std::ranges::copy(cells_of(tally), std::back_inserter(first));
  return first;
}

// Where no threshold is recommended, labels are shown by the one of today.
int threshold_of_labels(Evaluated const& evaluated, std::vector<ThresholdResult> const& results,
                        double target) {
  if (auto const found = recommended(results, target)) {
    return found->threshold;
  }
  auto const today = std::ranges::find_if(results, [&](ThresholdResult const& result) {
    return result.threshold >= evaluated.threshold_today;
  });
  return today == results.end() ? results.back().threshold : today->threshold;
}

void print_thresholds(std::vector<ThresholdResult> const& results, std::ostream& out) {
  std::vector<TableRow> rows{
      {"THRESHOLD", "ASSETS", "RIGHT", "WRONG", "MISSED", "PRECISION", "RECALL"}};
  for (auto const& [threshold, tally] : results) {
    rows.push_back(row_of({std::to_string(threshold)}, tally));
  }
  print_table(rows, out);
}

void print_recommended(Evaluated const& evaluated, std::vector<ThresholdResult> const& results,
                       double target, std::ostream& out) {
  auto const found = recommended(results, target);
  out << '\n';
  if (!found) {
    out << "No threshold reaches a precision of " << study::three_digits(target, "") << ".\n";
    return;
  }
  auto const& [threshold, tally] = *found;
  out << "Recommended for a precision of " << study::three_digits(target, "")
      << ": MIN_CONFIDENCE=" << threshold << " (precision "
      << study::three_digits(tally.precision(), "-") << ", recall "
      << study::three_digits(tally.recall(), "-") << "), by "
      << study::counted(tally.assets, "asset") << ". Today it is "
      << percent(evaluated.threshold_today) << ".\n";
  if (tally.assets < k_backing_assets_few) {
    out << "Warning: that is few; with less than " << k_backing_assets_few
        << " assets, chance decides.\n";
  }
}

void print_labels(Evaluated const& evaluated, int threshold, std::ostream& out) {
  std::vector<TableRow> rows{
      {"LABEL", "TAG", "ASSETS", "RIGHT", "WRONG", "MISSED", "PRECISION", "RECALL"}};
  auto const labels = evaluated.evaluation.by_label(threshold);
  for (auto const& label : labels) {
    if (rows.size() > k_labels_shown) {
      break;
    }
    rows.push_back(row_of({label.label, label.tag}, label.tally));
  }
  out << "\nBy label, at " << threshold << ":\n";
  if (labels.empty()) {
    out << "none\n";
    return;
  }
  print_table(rows, out);
  if (labels.size() > k_labels_shown) {
    out << "and " << labels.size() - k_labels_shown << " more: --json and --csv have all\n";
  }
}

void print_notes(Evaluated const& evaluated, std::ostream& out) {
  out << "\nPeople leave out tags that would be right, and those count as wrong here: so precision "
         "is a lower bound.\n";
  if (evaluated.labels_from > 0) {
    out << "Labels were asked for from a confidence of " << percent(evaluated.labels_from)
        << " on; below, nothing is known.\n";
  }
  if (evaluated.unknown > 0) {
    out << "Left out, since nobody has looked at them: "
        << study::counted(evaluated.unknown, "asset")
        << ". With --label the engine does, and it costs.\n";
  }
  if (evaluated.failed > 0) {
    out << "Left out, since they could not be looked at: "
        << study::counted(evaluated.failed, "asset") << ".\n";
  }
  if (evaluated.label_calls > 0) {
    out << "Paid: " << study::counted(evaluated.label_calls, "call") << ", US$ "
        << std::to_string(dollars(microdollars(evaluated.cost))) << " by the list.\n";
  }
}

void print(Evaluated const& evaluated, double target, std::ostream& out) {
  auto const& evaluation = evaluated.evaluation;
  auto const results = evaluation.by_threshold();
  print_table({{"subject", evaluated.subject},
               {"engine", or_dash(evaluated.engine)},
               {"assets with tags of people's", std::to_string(evaluation.assets())},
               {"assets without, left out", std::to_string(evaluation.left_out())}},
              out);
  out << '\n';
  print_thresholds(results, out);
  print_recommended(evaluated, results, target, out);
  print_labels(evaluated, threshold_of_labels(evaluated, results, target), out);
  print_notes(evaluated, out);
}

void print_json(Evaluated const& evaluated, double target, std::ostream& out) {
  auto const results = evaluated.evaluation.by_threshold();
  auto object = study::evaluation_json(evaluated.evaluation, target,
                                       threshold_of_labels(evaluated, results, target));
  object["subject"] = evaluated.subject;
  object["engine"] = evaluated.engine;
  object["labels_from"] = evaluated.labels_from;
  object["threshold_today"] = evaluated.threshold_today;
  object["unknown"] = evaluated.unknown;
  object["failed"] = evaluated.failed;
  object["label_calls"] = evaluated.label_calls;
  object["cost_usd"] = dollars(microdollars(evaluated.cost));
  out << json::dump_in_order(object) << '\n';
}

std::string plot(Evaluated const& evaluated, double target) {
  auto const results = evaluated.evaluation.by_threshold();
  auto const below = study::counted(evaluated.evaluation.assets(), "asset") +
                     " with tags of people's; engine " + or_dash(evaluated.engine);
  return study::evaluation_svg({.title = "stacktag eval: " + evaluated.subject,
                                .below = below,
                                .results = results,
                                .target = target,
                                .recommended = recommended(results, target)});
}

ExitCode write_out(std::string const& path, std::string const& text, Console const& console) {
  if (auto const written = write_file(path, text); !written) {
    return tell_error(console, path, written.error());
  }
  return ExitCode::well;
}

}  // namespace

int lowest_threshold(double labels_from) {
  return static_cast<int>(std::ceil(labels_from / k_threshold_step)) * k_threshold_step;
}

ExitCode report(Evaluated const& evaluated, EvalArguments const& arguments,
                Console const& console) {
  if (arguments.format == Format::json) {
    print_json(evaluated, arguments.target, console.out);
  } else {
    print(evaluated, arguments.target, console.out);
  }
  auto code = evaluated.code;
  if (!arguments.csv.empty()) {
    code = graver(code,
                  write_out(arguments.csv, study::evaluation_csv(evaluated.evaluation), console));
  }
  if (!arguments.svg.empty()) {
    code = graver(code, write_out(arguments.svg, plot(evaluated, arguments.target), console));
  }
  return code;
}

}  // namespace stacktag::cli
