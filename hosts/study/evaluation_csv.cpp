// SPDX-License-Identifier: Apache-2.0
#include "study/evaluation_csv.h"

#include "study/wording.h"

namespace stacktag::study {
namespace {

// https://owasp.org/www-community/attacks/CSV_Injection
std::string cell(std::string text) {
  constexpr std::string_view k_begins_formula = "=+-@\t\r";
  if (!text.empty() && k_begins_formula.find(text.front()) != std::string_view::npos) {
    text.insert(0, "'");
  }
  if (text.find_first_of("\",\r\n") == std::string::npos) {
    return text;
  }
  std::string quoted = "\"";
  for (char const c : text) {
    quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  }
  return quoted + '"';
}

std::string line(LabelResult const& result, int threshold) {
  auto const& tally = result.tally;
  auto text = cell(result.label) + "," + cell(result.tag);
  for (int const number : {threshold, tally.assets, tally.right, tally.wrong, tally.missed}) {
    text += "," + std::to_string(number);
  }
  return text + "," + three_digits(tally.precision(), "") + "," + three_digits(tally.recall(), "") +
         "\r\n";
}

}  // namespace

std::string evaluation_csv(Evaluation const& evaluation) {
  std::string text = "label,tag,threshold,assets,right,wrong,missed,precision,recall\r\n";
  auto const all = evaluation.by_threshold();
  for (auto const& [threshold, tally] : all) {
    text += line({.tally = tally}, threshold);
  }
  for (auto const& one : all) {
    for (auto const& result : evaluation.by_label(one.threshold)) {
      text += line(result, one.threshold);
    }
  }
  return text;
}

}  // namespace stacktag::study
