// SPDX-License-Identifier: Apache-2.0
// The stack that a study is of, to be read and not to be changed.
#pragma once

#include <memory>

#include "cli/arguments.h"
#include "cli/console.h"
#include "pace/token_bucket.h"
#include "ports/asset_list.h"
#include "server/stacks.h"
#include "sqlite/store.h"
#include "stacktag/result.h"

namespace stacktag::cli {

struct StudiedStack {
  server::StackSettings settings{};
  std::unique_ptr<TokenBucket> reads{};
  std::unique_ptr<AssetList> assets{};
  std::unique_ptr<sqlite::Store> store{};  ///< null where there is none
};

/// Each mistake is told. Where the store is not there, that is said, unless `scope` names it: then
/// it is a mistake. No engine is asked, so AWS need not be configured.
tl::expected<StudiedStack, ExitCode> open_studied_stack(StudyScope const& scope,
                                                        Console const& console);

/// The assets that the scope means, of every type.
AssetFilter filter_of(StudyScope const& scope);

}  // namespace stacktag::cli
