// SPDX-License-Identifier: Apache-2.0
#include "bulk/journal.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "json/json.h"
#include "stacktag/limits.h"

namespace stacktag::bulk {
namespace {

constexpr std::size_t k_lines_max = 10'000'000;

std::string first_line(std::string const& digest) {
  return json::dump_in_order({{"plan", digest}}) + "\n";
}

Error unusable(std::string const& path) {
  return {Reason::bad_configuration, path + " cannot be written: is there room, and may you?"};
}

bool is_final(Report const& report) {
  return report.outcome() != Outcome::failed;
}

}  // namespace

Result<Journal> Journal::open(std::string const& plan, std::string const& digest) {
  Journal journal(plan + ".applied");
  auto const whole = journal.read(digest);
  std::error_code error;
  if (whole > 0) {
    // A line that a crash has cut off is no line.
    std::filesystem::resize_file(journal.path_, static_cast<std::uintmax_t>(whole), error);
  }
  auto const mode = whole > 0 ? std::ios::app : std::ios::trunc;
  journal.lines_.open(journal.path_, std::ios::binary | std::ios::out | mode);
  if (whole == 0) {
    journal.lines_ << first_line(digest) << std::flush;
  }
  return journal.lines_ && !error ? Result<Journal>(std::move(journal))
                                  : fail(unusable(journal.path_));
}

// How many bytes of it are whole lines of this plan.
std::streamoff Journal::read(std::string const& digest) {
  std::ifstream in(path_, std::ios::binary);
  std::string text;
  if (!std::getline(in, text) || text + "\n" != first_line(digest)) {
    return 0;
  }
  std::streamoff whole = static_cast<std::streamoff>(text.size()) + 1;
  while (std::getline(in, text) && !in.eof()) {
    auto const object = json::parse(text).value_or(json::Json());
    auto const line = json::integer(object, "line").value_or(0);
    if (line > 0 && json::truth(object, "done")) {
      mark(static_cast<std::size_t>(line));
    }
    whole += static_cast<std::streamoff>(text.size()) + 1;
  }
  return whole;
}

void Journal::mark(std::size_t line) {
  if (line < k_lines_max) {
    done_.resize(std::max(done_.size(), line + 1));
    done_[line] = true;
  }
}

std::size_t Journal::done() const {
  return static_cast<std::size_t>(std::ranges::count(done_, true));
}

Result<void> Journal::add(std::size_t line, Report const& report) {
  json::OrderedJson object{{"line", line},
                           {"asset", report.asset},
                           {"version", report.version},
                           {"outcome", to_string(report.outcome())},
                           {"reason", to_string(report.reason)},
                           {"done", is_final(report)}};
  if (!report.message.empty()) {
    object["message"] = report.message;
  }
  lines_ << json::dump_in_order(object) << '\n' << std::flush;
  return lines_ ? Result<void>() : fail(unusable(path_));
}

}  // namespace stacktag::bulk
