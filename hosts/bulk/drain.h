// SPDX-License-Identifier: Apache-2.0
// Taking what comes of a run over many assets, until all has come or something ends it.
#pragma once

#include <optional>
#include <stop_token>
#include <utility>

#include "bulk/in_order.h"
#include "bulk/row.h"
#include "stacktag/error.h"

namespace stacktag::bulk {

/// `settle` deals with one and gives the error with which the run should end, where it should: then
/// no further asset begins, and those that have begun are still settled. `advance` is told how many
/// are done. `failure` is why there were no more assets, which counts where nobody asked for a
/// stop: that breaks off what is being read, too.
template <class Item, class Done, class Settle, class Told>
RunEnd drain(InOrder<Item, Done>& rows, std::stop_token const& stop,
             std::optional<Error> const& failure, Settle const& settle, Told const& advance) {
  RunEnd end;
  while (auto const done = rows.take()) {
    ++end.assets;
    auto error = settle(*done);
    if (error && !end.stopped) {
      end.stopped = std::move(error);
    }
    if (end.stopped) {
      rows.stop();
    }
    advance(end.assets);
  }
  end.interrupted = stop.stop_requested();
  if (!end.stopped && !end.interrupted) {
    end.stopped = failure;
  }
  return end;
}

}  // namespace stacktag::bulk
