// SPDX-License-Identifier: Apache-2.0
// What happens in the server as Prometheus reads it. Every label has a small closed set of values:
// names of stacks, reasons, steps; never an asset.
// https://prometheus.io/docs/practices/naming/
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "http_server/server.h"
#include "ports/job_desk.h"
#include "ports/ledger_desk.h"
#include "server/chronicle.h"
#include "server/recent.h"
#include "server/stack_view.h"
#include "stacktag/clock.h"

namespace stacktag::server {

/// What is looked at when the metrics are read; all of it outlives them.
struct MetricsSources {
  JobDesk& desk;
  LedgerDesk& ledger;
  Clock& clock;
  std::vector<StackView> stacks{};
  std::function<http::ServerStatus()> http_status{};  ///< may be empty
};

class Metrics final : public Chronicle {
 public:
  explicit Metrics(MetricsSources sources);
  ~Metrics() override;
  Metrics(Metrics const&) = delete;
  Metrics& operator=(Metrics const&) = delete;

  void accepted(std::string const& stack, bool is_new) override;
  void turned_away(std::string const& stack, Reason reason) override;
  void settled(std::string const& stack, Job const& job, Settled const& settled,
               Next const& next) override;

  /// In the text format, version 0.0.4. What cannot be read at the moment is left out.
  std::string text() const;
  Recent const& recent() const;
  MetricsSources const& sources() const;

 private:
  struct State;
  std::unique_ptr<State> const state_;
};

}  // namespace stacktag::server
