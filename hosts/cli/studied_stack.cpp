// SPDX-License-Identifier: Apache-2.0
#include "cli/studied_stack.h"

#include <filesystem>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "bulk/open_library.h"
#include "cli/engine.h"
#include "cli/printable.h"
#include "cli/visited_store.h"
#include "contentstack/asset_list.h"
#include "delivery/product.h"
#include "server/store_path.h"

namespace stacktag::cli {
namespace {

// Who only looks at tags needs no credentials for an engine.
Environment without_engine(Environment environment) {
  if (!environment.get("STACKTAG_ENGINE") && !what_aws_lacks(environment).empty()) {
    environment.set("STACKTAG_ENGINE", "local");
  }
  return environment;
}

bool is_there(std::string const& path) {
  std::error_code unknown;
  return std::filesystem::exists(path, unknown);
}

Result<std::unique_ptr<sqlite::Store>> open_ledger(StudyScope const& scope,
                                                   Console const& console) {
  auto const path = server::store_path(console.environment);
  if (scope.store.empty() && !is_there(path)) {
    console.err << "stacktag: there is no store at " << printable(path)
                << ": no tag is known to be stacktag's, and no label at all; --store names "
                   "another one\n";
    return std::unique_ptr<sqlite::Store>();
  }
  return visit_store(scope.store, console);
}

}  // namespace

tl::expected<StudiedStack, ExitCode> open_studied_stack(StudyScope const& scope,
                                                        Console const& console) {
  std::vector<std::string> mistakes;
  auto const environment = without_engine(console.environment);
  StudiedStack opened{.settings = bulk::choose_stack(environment, scope.stack, mistakes)};
  if (!mistakes.empty()) {
    return tl::unexpected(tell_mistakes(console.err, mistakes));
  }
  auto store = open_ledger(scope, console);
  if (!store) {
    return tl::unexpected(tell_error(console, "", store.error()));
  }
  auto const& settings = opened.settings.settings;
  opened.store = *std::move(store);
  opened.reads = make_pace(console.clock, settings.reads_per_second, 1);
  opened.assets = contentstack::make_asset_list(settings.contentstack, console.client,
                                                console.clock, *opened.reads);
  return opened;
}

AssetFilter filter_of(StudyScope const& scope) {
  return {.branch = scope.branch,
          .folder = scope.folder,
          .changed_since = scope.since,
          .images_only = false};
}

}  // namespace stacktag::cli
