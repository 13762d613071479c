// SPDX-License-Identifier: Apache-2.0
#include "cli/asking.h"

#include <cstdio>
#include <ostream>
#include <string>
#include <utility>

#include "delivery/log_line.h"
#include "json/json.h"

namespace stacktag::cli {
namespace {

void row(std::ostream& out, std::string_view feature, Paid const& paid) {
  char text[96];
  std::snprintf(text, sizeof text, "%-12.*s%7d%14.5f\n", static_cast<int>(feature.size()),
                feature.data(), paid.calls, dollars(paid.microdollars));
  out << text;
}

void print_cost_table(Cost const& cost, std::ostream& out) {
  out << "\nFEATURE       CALLS           US$\n";
  Paid sum;
  for (auto const& [feature, paid] : cost) {
    row(out, to_string(feature), paid);
    sum.calls += paid.calls;
    sum.microdollars += paid.microdollars;
  }
  row(out, "sum", sum);
  if (!cost.empty()) {
    out << "List prices of us-east-1; labels and properties come with one call.\n";
  }
}

}  // namespace

Asking::Asking(Labeler& engine) : engine_(engine) {}

LabelAnswer Asking::label(Image const& image, LabelQuery const& query, Deadline const& deadline) {
  auto answer = engine_.label(image, query, deadline);
  if (answer.labels) {
    keep_asked(*answer.labels, query);
  }
  std::lock_guard const lock(mutex_);
  add(cost_, answer.cost);
  return answer;
}

Cost Asking::cost() const {
  std::lock_guard const lock(mutex_);
  return cost_;
}

void print_cost(Cost const& cost, Format format, Console const& console) {
  if (format == Format::json) {
    json::Json const line{{"cost", cost_json(cost)}, {"cost_usd", dollars(microdollars(cost))}};
    console.out << json::dump(line) << '\n' << std::flush;
  } else {
    print_cost_table(cost, console.out);
  }
}

}  // namespace stacktag::cli
