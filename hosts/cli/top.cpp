// SPDX-License-Identifier: Apache-2.0
#include "cli/top.h"

#include <algorithm>
#include <chrono>
#include <ostream>
#include <string>
#include <vector>

#include "cli/interruption.h"
#include "cli/printable.h"
#include "cli/text_table.h"
#include "cli/top_view.h"
#include "json/json.h"

namespace stacktag::cli {
namespace {

using namespace std::chrono_literals;

// A hundred stacks, each with every outcome there is.
constexpr std::size_t k_stats_bytes_max = 1'000'000;
// How soon a signal is heard between two looks.
constexpr auto k_look_up = 100ms;

http::Request request_of(TopArguments const& arguments, Console const& console) {
  auto url = arguments.url;
  url.erase(url.find_last_not_of('/') + 1);
  http::Request request{.url = url + "/api/v1/stats", .response_bytes_max = k_stats_bytes_max};
  if (auto const token = console.environment.get("STACKTAG_API_TOKEN")) {
    request.headers.push_back({"Authorization", "Bearer " + *token});
  }
  return request;
}

Error refused(http::Response const& response) {
  auto const body = json::parse(response.body).value_or(json::Json());
  auto const said = json::text_or_empty(body, "error");
  bool const is_ours = response.status == 401 || response.status == 403 || response.status == 404;
  return {
      is_ours ? Reason::bad_configuration : Reason::store_unavailable,
      "the server answers " + std::to_string(response.status) + (said.empty() ? "" : ": " + said)};
}

Result<json::Json> ask(http::Request const& request, Console const& console) {
  auto const exchange = console.client.send(request);
  if (!exchange) {
    return fail(Reason::store_unavailable, exchange.error().message);
  }
  if (exchange->status != 200) {
    return fail(refused(*exchange));
  }
  auto stats = json::parse(exchange->body);
  if (!stats || !stats->is_object()) {
    return fail(Reason::bad_configuration, "this is no stacktag server: it answers no JSON");
  }
  return *std::move(stats);
}

std::vector<std::string> lines_of(Result<json::Json> const& stats, TopArguments const& arguments) {
  if (!stats) {
    return {printable(arguments.url), "", printable(stats.error().message)};
  }
  return top_lines(*stats, arguments.url);
}

ExitCode print_once(TopArguments const& arguments, Console const& console) {
  auto const stats = ask(request_of(arguments, console), console);
  if (!stats) {
    console.err << "stacktag: " << printable(arguments.url) << ": "
                << printable(stats.error().message) << '\n';
    return exit_code_of(stats.error().reason);
  }
  for (auto const& line : top_lines(*stats, arguments.url)) {
    console.out << line << '\n';
  }
  return ExitCode::well;
}

// The terminal's other screen, without a cursor; the first one comes back as it was.
// https://invisible-island.net/xterm/ctlseqs/ctlseqs.html
class OtherScreen final {
 public:
  explicit OtherScreen(Console const& console) : console_(console) {
    console_.out << "\x1B[?1049h\x1B[?25l" << std::flush;
  }
  ~OtherScreen() { console_.out << "\x1B[?25h\x1B[?1049l" << std::flush; }
  OtherScreen(OtherScreen const&) = delete;
  OtherScreen& operator=(OtherScreen const&) = delete;

  // The last line ends without a line feed: it would move the others up.
  void show(std::vector<std::string> const& lines) const {
    auto const size =
        console_.screen ? console_.screen() : ScreenSize{.columns = console_.out_columns};
    auto const rows = static_cast<std::size_t>(std::max(size.rows, 1));
    auto const width = static_cast<std::size_t>(std::max(size.columns, 1));
    std::string text = "\x1B[H";
    for (std::size_t i = 0; i < std::min(lines.size(), rows); ++i) {
      text += (i == 0 ? "" : "\r\n") + cut_to(lines[i], width) + "\x1B[K";
    }
    console_.out << text << "\x1B[J" << std::flush;
  }

 private:
  Console const& console_;
};

void wait(Console const& console, Interruption const& interruption, SteadyTime until) {
  while (!interruption.came() && console.clock.now() < until) {
    console.clock.sleep_until(std::min(until, console.clock.now() + k_look_up));
  }
}

}  // namespace

ExitCode top(TopArguments const& arguments, Console const& console) {
  if (arguments.once || console.out_columns <= 0) {
    return print_once(arguments, console);
  }
  auto const interval = std::chrono::duration_cast<SteadyTime::duration>(
      std::chrono::duration<double>(arguments.interval_seconds));
  Interruption const interruption;
  auto request = request_of(arguments, console);
  request.deadline.cancelled = interruption.token();
  OtherScreen const screen(console);
  while (!interruption.came()) {
    auto const begun = console.clock.now();
    auto const lines = lines_of(ask(request, console), arguments);
    if (!interruption.came()) {
      screen.show(lines);
    }
    wait(console, interruption, begun + interval);
  }
  return ExitCode::interrupted;
}

}  // namespace stacktag::cli
