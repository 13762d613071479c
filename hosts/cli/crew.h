// SPDX-License-Identifier: Apache-2.0
// Pictures looked at side by side, and handed out in their order.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "flow/labels.h"
#include "stacktag/result.h"

namespace stacktag::cli {

/// What became of one picture.
struct Seen {
  Result<Labels> labels{Labels{}};
  Result<void> annotated{};
};

class Crew {
 public:
  using Look = std::function<Seen(std::size_t picture)>;

  /// `jobs` threads for `pictures` of them; with one job none, and each is looked at when it is
  /// asked for. `look` is called from several threads and never throws.
  Crew(int jobs, std::size_t pictures, Look look, std::stop_token stop);
  /// Begins no more pictures and waits for those that have begun.
  ~Crew();
  Crew(Crew const&) = delete;
  Crew& operator=(Crew const&) = delete;

  /// Waits for it; nothing where the work was stopped before. Each is asked for once.
  std::optional<Seen> get(std::size_t picture);

 private:
  void work();

  Look const look_;
  std::stop_token const stop_;
  std::mutex mutex_{};
  std::condition_variable changed_{};
  std::vector<std::optional<Seen>> seen_;
  std::size_t next_ = 0;
  int working_ = 0;
  bool ended_ = false;
  std::vector<std::jthread> threads_{};
};

}  // namespace stacktag::cli
