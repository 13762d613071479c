// SPDX-License-Identifier: Apache-2.0
// A stack and its ledger, opened for work on the assets that are there already.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "bulk/cost_cap.h"
#include "delivery/product.h"
#include "flow/pipeline.h"
#include "ports/asset_list.h"
#include "server/gates.h"
#include "server/stacks.h"
#include "sqlite/store.h"
#include "stacktag/result.h"

namespace stacktag::bulk {

/// The stack of this name, or the only one. Each mistake of the configuration, or a name that there
/// is not, is added to `mistakes`.
server::StackSettings choose_stack(Environment const& environment, std::string const& name,
                                   std::vector<std::string>& mistakes);

struct OpenOptions {
  std::string store{};  ///< the ledger's file
  std::string run{};    ///< names what is written, for `stacktag undo`
  std::string rules{};  ///< hash that changes are stamped with; empty: of the rules of now
  std::optional<std::int64_t> cost_max_microdollars{};
};

class OpenLibrary final {
 public:
  /// Keeps a little below the rate limits, so that nobody else is refused. Errors: those of
  /// sqlite::open_store, and of the engine on this machine.
  static Result<std::unique_ptr<OpenLibrary>> open(server::StackSettings settings,
                                                   OpenOptions const& options, http::Client& client,
                                                   Clock& clock);

  Pipeline pipeline();
  AssetList& list() { return *list_; }
  sqlite::Store& store() { return *store_; }
  ImageSource& images() { return *stack_->product().images; }
  std::string const& api_key() const { return stack_->api_key(); }
  std::string const& engine() const { return stack_->product().rules.engine; }
  std::string const& rules_hash() const { return stack_->product().rules.stamp.rules; }
  Features const& features() const { return stack_->product().rules.questions.features; }
  double writes_per_second() const { return stack_->product().settings.writes_per_second; }
  double reads_per_second() const { return stack_->product().settings.reads_per_second; }
  /// By the list, of one picture; nothing costs anything on this machine.
  std::int64_t picture_microdollars() const;
  std::int64_t spent_microdollars() const { return labeler_->spent_microdollars(); }

 private:
  OpenLibrary(OpenOptions const& options, Clock& clock);

  OpenOptions const options_;
  PipelineSettings settings_{};
  std::unique_ptr<Overlap> const threads_;
  server::Gate gate_;
  Clock& clock_;
  std::unique_ptr<sqlite::Store> store_{};
  std::unique_ptr<server::Stack> stack_{};
  std::unique_ptr<AssetList> list_{};
  std::unique_ptr<CostCap> labeler_{};
};

}  // namespace stacktag::bulk
