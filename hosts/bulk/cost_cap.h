// SPDX-License-Identifier: Apache-2.0
// An engine that stops asking once a run has cost what it may.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>

#include "flow/features.h"
#include "ports/labeler.h"

namespace stacktag::bulk {

class CostCap final : public Labeler {
 public:
  /// `picture_microdollars`: the price of one picture, by the list; 0 where nothing costs anything.
  CostCap(Labeler& engine, std::int64_t picture_microdollars, std::optional<std::int64_t> max)
      : engine_(engine), price_(picture_microdollars), max_(max) {}

  /// `budget_spent` where this picture might go beyond the limit. Safe to call from several
  /// threads: what is being asked counts as spent.
  LabelAnswer label(Image const& image, LabelQuery const& query, Deadline const& deadline) override;

  std::int64_t spent_microdollars() const;

 private:
  bool reserve();
  void settle(Cost const& cost);

  Labeler& engine_;
  std::int64_t const price_;
  std::optional<std::int64_t> const max_;
  mutable std::mutex mutex_{};
  std::int64_t spent_ = 0;
  std::int64_t reserved_ = 0;
};

}  // namespace stacktag::bulk
