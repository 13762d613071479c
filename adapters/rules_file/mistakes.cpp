// SPDX-License-Identifier: Apache-2.0
#include "rules_file/mistakes.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "stacktag/limits.h"
#include "stacktag/text.h"

namespace stacktag::rules_file {
namespace {

// How many letters to put, take away, change or swap with their neighbour.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> cost(a.size() + 1,
                                             std::vector<std::size_t>(b.size() + 1, 0));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        cost[i][j] = i + j;
        continue;
      }
      auto const changed = cost[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, changed});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
      }
    }
  }
  return cost[a.size()][b.size()];
}

}  // namespace

void Mistakes::add(toml_text::Place place, std::string message) {
  add(file_, place, std::move(message));
}

void Mistakes::add(std::string const& file, toml_text::Place place, std::string message) {
  if (all_.size() < limits::rules_mistakes_max) {
    all_.push_back({file, place.line, place.column, std::move(message)});
  }
}

std::vector<Mistake> Mistakes::sorted() && {
  std::ranges::stable_sort(all_, [this](Mistake const& a, Mistake const& b) {
    return std::tuple(a.file != file_, a.line, a.column) <
           std::tuple(b.file != file_, b.line, b.column);
  });
  return std::move(all_);
}

std::string to_string(Mistake const& mistake) {
  auto const place =
      mistake.line == 0 ? std::string()
                        : ":" + std::to_string(mistake.line) + ":" + std::to_string(mistake.column);
  return mistake.file + place + ": " + mistake.message;
}

std::string in_quotes(std::string_view text) {
  constexpr std::size_t k_bytes_max = 60;
  bool const whole = text.size() <= k_bytes_max;
  return "\"" + std::string(text.substr(0, k_bytes_max)) + (whole ? "\"" : "...\"");
}

std::string_view nearest(std::string_view word, std::vector<std::string_view> const& words) {
  constexpr std::size_t k_bytes_max = 40;
  if (word.size() > k_bytes_max || words.empty()) {
    return {};
  }
  auto const wanted = lower(word);
  auto const far = [&wanted](std::string_view other) { return distance(wanted, lower(other)); };
  auto const best = std::ranges::min(words, {}, far);
  auto const letters = std::max<std::size_t>(1, best.size() / 3);
  return far(best) <= letters ? best : std::string_view{};
}

}  // namespace stacktag::rules_file
