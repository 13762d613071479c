// SPDX-License-Identifier: Apache-2.0
// Brings a large file from the web into a folder: goes on where an earlier attempt ended, tries
// again where that can help, and leaves what has come on the disk where it cannot.
#pragma once

#include <cstddef>
#include <string>

#include "http/client.h"
#include "model_files/part_file.h"
#include "stacktag/clock.h"
#include "stacktag/result.h"

namespace stacktag::model_files {

/// How pieces that were fetched at different times are known to belong together.
enum class Pieces {
  by_etag,    ///< only by what the server says; without an ETag it starts from nothing
  by_digest,  ///< somebody checks the whole afterwards
};

struct Wanted {
  std::string url{};
  std::string name{};     ///< as people are told
  std::string path{};     ///< where it goes
  std::size_t bytes = 0;  ///< 0: not known
  Pieces pieces = Pieces::by_etag;
};

struct Means {
  http::Client& client;
  Clock& clock;
  Progress& progress;
};

/// Whether files may come from there: https, or http from this machine itself.
bool may_fetch(std::string const& url);

/// Errors: `labeler_unavailable` where it may work later, `out_of_time` where it was cancelled,
/// `url_not_allowed`, `too_large` where it has more bytes than it should, `bad_configuration` where
/// the server has no such file or the disk does not take it.
Result<void> download(Wanted const& wanted, Means const& means, Deadline const& deadline);

}  // namespace stacktag::model_files
