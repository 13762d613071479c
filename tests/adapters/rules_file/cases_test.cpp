// SPDX-License-Identifier: Apache-2.0
// What rules make of labels: the cases of tests/golden/rules/cases.txt.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "lists.h"
#include "rules/choose.h"
#include "rules_file/rules_file.h"
#include "stacktag/text.h"

namespace stacktag::rules_file {
namespace {

std::vector<std::string> split(std::string_view text, char at) {
  std::vector<std::string> parts;
  while (true) {
    auto const end = std::min(text.find(at), text.size());
    parts.emplace_back(trim(text.substr(0, end)));
    if (end == text.size()) {
      return parts;
    }
    text.remove_prefix(end + 1);
  }
}

struct Case {
  int line = 0;
  std::string rules{};
  std::string labels{};
  std::string tags{};
};

std::vector<Case> read_cases() {
  std::ifstream file(STACKTAG_GOLDEN "/rules/cases.txt");
  std::vector<Case> cases;
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    auto const columns = split(line, '|');
    if (!line.empty() && line.front() != '#') {
      EXPECT_EQ(columns.size(), 3U) << "line " << number;
      cases.push_back({number, columns[0], columns[1], columns.back()});
    }
  }
  return cases;
}

// "Fire Hydrant 97 <Street Furniture @Urban ~Plug"
Label label_of(std::string const& text) {
  auto const end = std::min(text.find_first_of("<@~"), text.size());
  auto const head = trim(std::string_view(text).substr(0, end));
  auto const blank = head.rfind(' ');
  Label label{.name = std::string(head.substr(0, blank)),
              .confidence = std::strtod(std::string(head.substr(blank + 1)).c_str(), nullptr)};
  for (auto at = end; at < text.size();) {
    auto const next = std::min(text.find_first_of("<@~", at + 1), text.size());
    auto const name = std::string(trim(std::string_view(text).substr(at + 1, next - at - 1)));
    auto& list = text[at] == '<'   ? label.parents
                 : text[at] == '@' ? label.categories
                                   : label.aliases;
    list.push_back(name);
    at = next;
  }
  return label;
}

Labels labels_of(std::string const& text) {
  Labels labels{.engine = "rekognition"};
  for (auto const& part : split(text, ',')) {
    if (!part.empty()) {
      labels.found.push_back(label_of(part));
    }
  }
  return labels;
}

std::vector<std::string> tags_of(std::string const& text) {
  auto tags = split(text, ',');
  std::erase(tags, "");
  return tags;
}

std::string lines_of(std::string const& rules) {
  std::string all;
  for (auto const& line : split(rules, ';')) {
    all += line + "\n";
  }
  return all;
}

TEST(RulesCases, AreManyAndEachComesOutAsItSays) {
  auto const cases = read_cases();
  EXPECT_GE(cases.size(), 150U);
  for (auto const& each : cases) {
    SCOPED_TRACE("cases.txt, line " + std::to_string(each.line) + ": " + each.rules);
    auto const rules = parse_rules("rules", lines_of(each.rules), golden_lists());
    if (!rules) {
      ADD_FAILURE() << to_string(rules.error().front());
      continue;
    }
    auto const labels = labels_of(each.labels);
    auto const choice = decide_tags(labels, rules->base);
    EXPECT_EQ(choice.tags, tags_of(each.tags));
    EXPECT_GE(choice.decisions.size(), labels.found.size()) << "each label has its decision";
    for (auto const& decision : choice.decisions) {
      bool const dropped = decision.verdict == Verdict::dropped;
      EXPECT_EQ(dropped, decision.tags.empty()) << decision.name;
      EXPECT_FALSE(dropped && decision.because.empty()) << decision.name << " without a word";
    }
  }
}

}  // namespace
}  // namespace stacktag::rules_file
