// SPDX-License-Identifier: Apache-2.0
#include "cli/top_view.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <iterator>
#include <optional>

#include "cli/printable.h"
#include "cli/text_table.h"

namespace stacktag::cli {
namespace {

using Lines = std::vector<std::string>;
using json::Json;

constexpr double k_bar_cells = 10;

std::string count_of(Json const& object, std::string_view key) {
  return std::to_string(json::integer(object, key).value_or(0));
}

std::string duration_of(double seconds) {
  auto const whole = static_cast<long long>(std::clamp(seconds, 0.0, 1e12));
  if (whole < 60) {
    return std::to_string(whole) + " s";
  }
  if (whole < 3600) {
    return std::to_string(whole / 60) + " min";
  }
  return std::to_string(whole / 3600) + " h " + std::to_string(whole % 3600 / 60) + " min";
}

std::string dollars_of(double dollars) {
  char text[64];
  std::snprintf(text, sizeof text, "$%.2f", std::clamp(dollars, 0.0, 1e12));
  return text;
}

// "2026-03-01T12:00:00.000Z" as "12:00:00".
std::string clock_of(std::string const& time) {
  auto const t = time.find('T');
  return t == std::string::npos ? time : time.substr(t + 1, 8);
}

std::string head_line(Json const& stats, std::string const& url) {
  auto line = "stacktag " + json::text_or_empty(stats, "version") + " at " + url + ", up " +
              duration_of(json::number(stats, "uptimeSeconds").value_or(0));
  if (auto const bytes = json::number(stats, "memoryBytes")) {
    line +=
        ", " + std::to_string(static_cast<long long>(std::clamp(*bytes / 1e6, 0.0, 1e12))) + " MB";
  }
  return printable(line + ", " + clock_of(json::text_or_empty(stats, "time")) + " UTC");
}

std::string queue_line(Json const& queue) {
  auto line = count_of(queue, "waiting") + " waiting, " + count_of(queue, "running") +
              " running, " + count_of(queue, "parked") + " parked";
  if (auto const oldest = json::number(queue, "oldestSeconds")) {
    line += "; the oldest is " + duration_of(*oldest) + " old";
  }
  return line;
}

std::string per_minute(Json const& rate, std::string_view key) {
  auto const count = json::number(rate, key).value_or(0);
  auto const seconds = std::max(json::number(rate, "seconds").value_or(0), 1.0);
  char text[32];
  std::snprintf(text, sizeof text, "%.1f", std::clamp(count * 60 / seconds, 0.0, 1e12));
  return text;
}

void add(Lines& lines, char const* title, std::vector<TableRow> const& rows) {
  if (rows.size() > 1) {
    lines.emplace_back();
    lines.emplace_back(title);
    std::ranges::move(table_lines(rows), std::back_inserter(lines));
  }
}

void add_rates(Lines& lines, Json const& stats) {
  TableRow head{""};
  std::vector<TableRow> rows{{"accepted"}, {"duplicates"}, {"turned away"},
                             {"finished"}, {"retried"},    {"parked"}};
  constexpr std::array k_keys{"accepted", "duplicates", "turnedAway",
                              "finished", "retried",    "parked"};
  for (auto const& rate : json::member(stats, "rates")) {
    head.push_back("LAST " + count_of(rate, "minutes") + " MIN");
    for (std::size_t i = 0; i < k_keys.size(); ++i) {
      rows[i].push_back(per_minute(rate, k_keys[i]));
    }
  }
  rows.insert(rows.begin(), head);
  add(lines, "A MINUTE", rows);
}

std::string budget_of(double spent, std::optional<double> const& budget) {
  if (!budget) {
    return "no limit";
  }
  auto const share = *budget <= 0 ? 1 : std::clamp(spent / *budget, 0.0, 1.0);
  auto const filled = static_cast<std::size_t>(share * k_bar_cells);
  return "[" + std::string(filled, '#') +
         std::string(static_cast<std::size_t>(k_bar_cells) - filled, ' ') + "] of " +
         dollars_of(*budget);
}

void add_stacks(Lines& lines, Json const& stats) {
  std::vector<TableRow> rows{
      {"STACK", "WAITING", "RUNNING", "PARKED", "LABEL CALLS", "SPENT", "BUDGET"}};
  for (auto const& stack : json::member(stats, "stacks")) {
    auto const& queue = json::member(stack, "queue");
    auto const& month = json::member(stack, "month");
    auto const spent = json::number(month, "spentUsd").value_or(0);
    rows.push_back({json::text_or_empty(stack, "name"), count_of(queue, "waiting"),
                    count_of(queue, "running"), count_of(queue, "parked"),
                    count_of(month, "labelCalls"), dollars_of(spent),
                    budget_of(spent, json::number(month, "budgetUsd"))});
  }
  add(lines, "STACKS, AND THIS MONTH'S MONEY", rows);
}

void add_outcomes(Lines& lines, Json const& stats) {
  std::vector<TableRow> rows{{"OUTCOME", "REASON", "EVENTS"}};
  for (auto const& outcome : json::member(stats, "outcomes")) {
    rows.push_back({json::text_or_empty(outcome, "outcome"), json::text_or_empty(outcome, "reason"),
                    count_of(outcome, "count")});
  }
  add(lines, "SINCE IT STARTED", rows);
}

void add_failures(Lines& lines, Json const& stats) {
  std::vector<TableRow> rows{{"AT", "STACK", "ASSET", "REASON", "THEN", "MESSAGE"}};
  for (auto const& failure : json::member(stats, "failures")) {
    rows.push_back({clock_of(json::text_or_empty(failure, "at")),
                    json::text_or_empty(failure, "stack"), json::text_or_empty(failure, "asset"),
                    json::text_or_empty(failure, "reason"), json::text_or_empty(failure, "state"),
                    or_dash(json::text_or_empty(failure, "message"))});
  }
  add(lines, "LAST FAILURES", rows);
}

}  // namespace

std::vector<std::string> top_lines(Json const& stats, std::string const& url) {
  Lines lines{head_line(stats, url), "", queue_line(json::member(stats, "queue"))};
  add_rates(lines, stats);
  add_stacks(lines, stats);
  add_outcomes(lines, stats);
  add_failures(lines, stats);
  return lines;
}

}  // namespace stacktag::cli
