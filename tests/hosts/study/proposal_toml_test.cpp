// SPDX-License-Identifier: Apache-2.0
// What is proposed is what stacktag.toml takes.
#include "study/proposal_toml.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/library/tagged.h"
#include "rules_file/rules_file.h"
#include "stacktag/limits.h"

namespace stacktag::study {
namespace {

using testing::HasSubstr;

Rules read(std::string const& toml) {
  auto const no_lists = [](std::string const&) -> Result<std::string> {
    return fail(Reason::bad_configuration, "there are no lists");
  };
  auto rules = rules_file::parse_rules("proposal.toml", toml, no_lists);
  if (!rules) {
    ADD_FAILURE() << rules_file::to_string(rules.error().front()) << "\n" << toml;
    return {};
  }
  return *std::move(rules);
}

// Its near spellings as if a person had taken each of them.
std::string with_slips_taken(std::string toml) {
  for (auto at = toml.find("\n# \""); at != std::string::npos; at = toml.find("\n# \"", at + 1)) {
    if (toml.find("near spelling", at + 1) < toml.find('\n', at + 1)) {
      toml.erase(at + 1, 2);
    }
  }
  return toml;
}

TEST(ProposalToml, SaysEverythingForWhoeverReviewsIt) {
  auto const counts = tagged::library(
      {{"accommodation", 10}, {"Dog", 3}, {"dogs", 1}, {"accomodation", 2}, {"sea", 1}});
  auto const toml = proposal_toml(propose(groups_of(counts), 2), {"press", "main", 17, 2});
  EXPECT_EQ(
      toml,
      "# Words of the stack \"press\", branch \"main\", from the tags of 17 assets.\n"
      "# A proposal of stacktag vocabulary: look it through before it becomes stacktag.toml.\n"
      "# Tags that stacktag wrote are left out where its store knows them.\n"
      "# Left out, since fewer than 2 assets have it: 1 word.\n"
      "\n"
      "# \"prefer\": these words come first, others after them; \"only\": no others.\n"
      "[vocabulary]\n"
      "mode = \"prefer\"\n"
      "words = [\n"
      "  \"accommodation\",  # 10 assets\n"
      "  \"Dog\",  # 4 assets; also \"dogs\" (1)\n"
      "  \"accomodation\",  # 2 assets; near spelling of \"accommodation\": check\n"
      "]\n"
      "\n"
      "# Other spellings of these words, and what to write instead.\n"
      "[rename]\n"
      "\"dogs\" = \"Dog\"  # 1 asset\n"
      "\n"
      "# Near spellings: check each. Where it is a slip, take away the # in front of its line, and "
      "the\n"
      "# word from the vocabulary.\n"
      "# \"accomodation\" = \"accommodation\"  # 2 assets against 10; near spelling: check\n");
  auto const rules = read(toml);
  EXPECT_EQ(rules.base.vocabulary.mode, VocabularyMode::prefer);
  EXPECT_EQ(*rules.base.vocabulary.words->find("DOGS"), "Dog");
  EXPECT_EQ(rules.base.renamed, (std::map<std::string, std::string>{{"dogs", "Dog"}}));
}

TEST(ProposalToml, IsTakenWhateverPeopleWrote) {
  for (unsigned seed = 0; seed < 30; ++seed) {
    auto const toml =
        proposal_toml(propose(groups_of(tagged::random_library(seed)), 1), {"s", "", 200, 1});
    read(toml);
    read(with_slips_taken(toml));
  }
  auto const odd = tagged::library({{"say \"hi\"", 1},
                                    {"back\\slash", 1},
                                    {"# no comment", 1},
                                    {"new\nline", 1},
                                    {"a = b", 1},
                                    {"\xC3\xA9t\xC3\xA9", 1},
                                    {"\xC3\x89t\xC3\xA9s", 1},
                                    {"x\x7F", 1},
                                    {"[rename]", 1},
                                    {"'", 1},
                                    {"new\nLINE", 2},
                                    {"\xF0\x9F\x90\xB4", 1}});
  auto const rules = read(proposal_toml(propose(groups_of(odd), 1), {"a\nb", "\"", 1, 1}));
  EXPECT_EQ(rules.base.vocabulary.words->size(), 8U);
}

TEST(ProposalToml, IsTakenWhereThereIsNothingToPropose) {
  EXPECT_EQ(read(proposal_toml({}, {"s", "", 0, 2})).base.vocabulary.words, nullptr);
}

TEST(ProposalToml, IsNeverMoreThanAFileOfRulesTakes) {
  std::vector<std::pair<std::string, int>> tags;
  for (int i = 0; i < 9'000; ++i) {
    std::string word(120, '\xE2');  // of three bytes each: the most that 45 characters take
    for (std::size_t at = 0; at < word.size(); at += 3) {
      word.replace(at, 3, "\xE2\x82\xAC");
    }
    tags.emplace_back(word + std::to_string(i), 1);
  }
  auto const proposal = propose(groups_of(tagged::library(tags)), 1);
  auto const toml = proposal_toml(proposal, {"s", "", 9'000, 1});
  EXPECT_LE(toml.size(), limits::rules_file_bytes_max);
  EXPECT_GT(proposal.beyond, 0);
  EXPECT_THAT(toml,
              HasSubstr("has no room for more: " + std::to_string(proposal.beyond) + " words"));
  read(toml);
}

}  // namespace
}  // namespace stacktag::study
