// SPDX-License-Identifier: Apache-2.0
#include "cli/explain.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ostream>
#include <string>
#include <vector>

#include "cli/columns.h"
#include "cli/printable.h"
#include "cli/text_table.h"
#include "stacktag/text.h"

namespace stacktag::cli {
namespace {

using Row = std::array<std::string, 5>;

// "10,20 30x40" from the top left, in percent of the picture.
std::string box_of(std::vector<LabelInstance> const& instances) {
  if (instances.empty()) {
    return "-";
  }
  auto const share = [](double part) { return std::clamp(part, -9.0, 9.0) * 100; };
  auto const& box = instances.front().box;
  char text[64];
  std::snprintf(text, sizeof text, "%.0f,%.0f %.0fx%.0f", share(box.left), share(box.top),
                share(box.width), share(box.height));
  auto const more = instances.size() - 1;
  return text + (more == 0 ? std::string() : " +" + std::to_string(more));
}

std::string tags_of(Decision const& decision) {
  return or_dash(joined(decision.tags));
}

std::string why(Decision const& decision) {
  constexpr std::array<char const*, 3> k_verdicts{"kept", "renamed", "dropped"};
  std::string text = k_verdicts[static_cast<std::size_t>(decision.verdict)];
  if (!decision.because.empty()) {
    text += ": " + decision.because;
  }
  return decision.rule.empty() ? text : text + " (" + decision.rule + ")";
}

Row explained_row(Decision const& decision) {
  return {printable(decision.name), percent(decision.confidence), box_of(decision.instances),
          printable(tags_of(decision)), printable(why(decision))};
}

void print(std::vector<Row> const& rows, std::ostream& out) {
  std::array<std::size_t, 4> widths{};
  for (auto const& row : rows) {
    for (std::size_t i = 0; i < widths.size(); ++i) {
      widths[i] = std::max(widths[i], columns(row[i]));
    }
  }
  for (auto const& row : rows) {
    out << "  ";
    for (std::size_t i = 0; i < widths.size(); ++i) {
      out << row[i] << std::string(widths[i] - columns(row[i]) + 2, ' ');
    }
    out << row.back() << '\n';
  }
}

class Explanation final : public TagOutput {
 public:
  explicit Explanation(Console const& console) : console_(console) {}

  void put(std::string const& picture, Labels const& labels, Choice const& choice) override {
    console_.out << printable(picture) << ", by "
                 << printable(labels.engine + " " + labels.model_version) << '\n';
    std::vector<Row> rows{{"LABEL", "SCORE", "BOX", "TAG", "WHY"}};
    std::ranges::transform(choice.decisions, std::back_inserter(rows), explained_row);
    print(rows, console_.out);
    console_.out << std::flush;
  }

  void put(std::string const& picture, Error const& error) override {
    console_.err << "stacktag: " << printable(picture) << ": " << printable(sentence(error))
                 << '\n';
  }

 private:
  Console const console_;
};

}  // namespace

std::unique_ptr<TagOutput> make_explanation(Console const& console) {
  return std::make_unique<Explanation>(console);
}

}  // namespace stacktag::cli
