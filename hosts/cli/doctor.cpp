// SPDX-License-Identifier: Apache-2.0
#include "cli/doctor.h"

#include <algorithm>
#include <array>
#include <ostream>
#include <string>
#include <string_view>

#include "care/chosen_stack.h"
#include "care/doctor.h"
#include "cli/printable.h"
#include "cli/text_table.h"
#include "cli/visited_store.h"
#include "delivery/threads.h"
#include "json/json.h"

namespace stacktag::cli {
namespace {

using care::Finding;
using care::Findings;
using care::Level;

constexpr std::array k_levels{Level::broken, Level::warning, Level::note, Level::good};

// https://en.wikipedia.org/wiki/ANSI_escape_code#Select_Graphic_Rendition_parameters
std::string_view colour_of(Level level) {
  switch (level) {
    case Level::good:
      return "\x1b[32m";
    case Level::note:
      return "\x1b[2m";
    case Level::warning:
      return "\x1b[33m";
    case Level::broken:
      return "\x1b[1;31m";
  }
  return "";
}

// The level stands first in its line.
std::string with_colour(std::string const& line, Level level) {
  auto const size = to_string(level).size();
  return std::string(colour_of(level)) + line.substr(0, size) + "\x1b[0m" + line.substr(size);
}

std::string counts_of(Findings const& findings) {
  std::string text;
  for (auto const level : k_levels) {
    auto const count = std::ranges::count(findings, level, &Finding::level);
    text +=
        (text.empty() ? "" : ", ") + std::to_string(count) + " " + std::string(to_string(level));
  }
  return text;
}

void print_findings(Findings const& findings, Console const& console) {
  std::vector<TableRow> rows;
  for (auto const& finding : findings) {
    rows.push_back({std::string(to_string(finding.level)), finding.check, finding.text});
  }
  auto const lines = table_lines(rows);
  bool const is_terminal = console.out_columns > 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    auto const& finding = findings[i];
    console.out << (is_terminal ? with_colour(lines[i], finding.level) : lines[i]) << '\n';
    if (!finding.remedy.empty()) {
      console.out << "         -> " << printable(finding.remedy) << '\n';
    }
  }
  console.out << counts_of(findings) << '\n';
}

json::OrderedJson findings_json(Findings const& findings) {
  auto all = json::OrderedJson::array();
  for (auto const& finding : findings) {
    all.push_back({{"check", finding.check},
                   {"level", to_string(finding.level)},
                   {"text", finding.text},
                   {"remedy", finding.remedy}});
  }
  return {{"worst", to_string(worst(findings))}, {"findings", std::move(all)}};
}

ExitCode exit_code_for(Level level) {
  switch (level) {
    case Level::good:
    case Level::note:
      return ExitCode::well;
    case Level::warning:
      return ExitCode::failed;
    case Level::broken:
      break;
  }
  return ExitCode::mistaken;
}

}  // namespace

ExitCode doctor(DoctorArguments const& arguments, Console const& console) {
  auto const chosen = care::choose_stack(console.environment, arguments.stack);
  if (!chosen) {
    return tell_error(console, "", chosen.error());
  }
  auto const threads = make_threads();
  auto const findings = care::examine(
      {.stack = *chosen,
       .environment = console.environment,
       .client = console.client,
       .clock = console.clock,
       .overlap = *threads,
       .url = arguments.url,
       .writes = arguments.is_read_only ? care::Writes::none : care::Writes::allowed});
  if (arguments.format == Format::json) {
    console.out << json::dump_in_order(findings_json(findings)) << '\n';
  } else {
    print_findings(findings, console);
  }
  return exit_code_for(worst(findings));
}

}  // namespace stacktag::cli
