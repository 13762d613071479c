// SPDX-License-Identifier: Apache-2.0
#include "study/proposal_toml.h"

#include <cstdio>

#include "study/wording.h"

namespace stacktag::study {
namespace {

std::string head(Proposal const& proposal, ProposalOrigin const& origin) {
  auto text = "# Words of the stack " + quoted_in_toml(origin.stack) +
              (origin.branch.empty() ? "" : ", branch " + quoted_in_toml(origin.branch)) +
              ", from the tags of " + counted(origin.assets, "asset") +
              ".\n# A proposal of stacktag vocabulary: look it through before it becomes "
              "stacktag.toml.\n# Tags that stacktag wrote are left out where its store knows "
              "them.\n";
  if (proposal.rarer > 0) {
    text += "# Left out, since fewer than " + counted(origin.assets_min, "asset") +
            " have it: " + counted(proposal.rarer, "word") + ".\n";
  }
  if (proposal.beyond > 0) {
    text += "# Left out, since a file of rules has no room for more: " +
            counted(proposal.beyond, "word") + ", the rarest.\n";
  }
  return text;
}

std::string comment_of(ProposedWord const& word) {
  auto text = counted(word.assets, "asset");
  if (!word.slip_of.empty()) {
    text += "; near spelling of " + quoted_in_toml(word.slip_of) + ": check";
  }
  bool is_first = true;
  for (auto const& [tag, assets] : word.others) {
    text +=
        (is_first ? "; also " : ", ") + quoted_in_toml(tag) + " (" + std::to_string(assets) + ")";
    is_first = false;
  }
  return text;
}

std::string vocabulary(Proposal const& proposal) {
  if (proposal.words.empty()) {
    return "\n# No word is used often enough for a vocabulary.\n";
  }
  std::string text =
      "\n# \"prefer\": these words come first, others after them; \"only\": no others.\n"
      "[vocabulary]\nmode = \"prefer\"\nwords = [\n";
  for (auto const& word : proposal.words) {
    text += "  " + quoted_in_toml(word.word) + ",  # " + comment_of(word) + "\n";
  }
  return text + "]\n";
}

std::string line_of(ProposedRename const& rename) {
  return quoted_in_toml(rename.from) + " = " + quoted_in_toml(rename.to) + "  # ";
}

std::string renames(Proposal const& proposal) {
  if (proposal.renames.empty() && proposal.slips.empty()) {
    return "";
  }
  std::string text = "\n# Other spellings of these words, and what to write instead.\n[rename]\n";
  for (auto const& rename : proposal.renames) {
    text += line_of(rename) + counted(rename.assets, "asset") + "\n";
  }
  if (!proposal.slips.empty()) {
    text +=
        "\n# Near spellings: check each. Where it is a slip, take away the # in front of its line, "
        "and the\n# word from the vocabulary.\n";
  }
  for (auto const& slip : proposal.slips) {
    text += "# " + line_of(slip) + counted(slip.assets, "asset") + " against " +
            std::to_string(slip.assets_to) + "; near spelling: check\n";
  }
  return text;
}

}  // namespace

std::string quoted_in_toml(std::string const& text) {
  std::string quoted = "\"";
  for (char const c : text) {
    if (c == '"' || c == '\\') {
      quoted += '\\';
      quoted += c;
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
      char code[8];
      std::snprintf(code, sizeof code, "\\u%04X", static_cast<unsigned>(c));
      quoted += code;
    } else {
      quoted += c;
    }
  }
  return quoted + '"';
}

std::string proposal_toml(Proposal const& proposal, ProposalOrigin const& origin) {
  return head(proposal, origin) + vocabulary(proposal) + renames(proposal);
}

}  // namespace stacktag::study
