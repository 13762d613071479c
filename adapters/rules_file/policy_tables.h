// SPDX-License-Identifier: Apache-2.0
// The tables that say how labels become tags: [tags], [labels], [vocabulary] and so on. They stand
// at the top of the file, and again below each [[rule]].
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "rules/policy.h"
#include "rules_file/rules_file.h"
#include "rules_file/table_reader.h"
#include "rules_file/word_lists.h"

namespace stacktag::rules_file {

/// Lists of words that were read, each once however often it is named.
class Lists {
 public:
  Lists(ListSource const& source, Mistakes& mistakes) : source_(source), mistakes_(mistakes) {}

  /// Null where the file has mistakes, which are noted.
  std::shared_ptr<Words const> vocabulary(Text const& file);
  std::shared_ptr<Dictionary const> dictionary(Text const& file);

 private:
  std::optional<std::string> read(Text const& file);

  ListSource const& source_;
  Mistakes& mistakes_;
  std::map<std::string, std::shared_ptr<Words const>> vocabularies_{};
  std::map<std::string, std::shared_ptr<Dictionary const>> dictionaries_{};
};

/// Reads the tables of `reader` that are about a policy.
PolicyChanges read_policy_tables(TableReader& reader, Lists& lists);

}  // namespace stacktag::rules_file
