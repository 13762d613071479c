// SPDX-License-Identifier: Apache-2.0
#include "bulk/open_library.h"

#include <algorithm>
#include <thread>
#include <utility>

#include "contentstack/asset_list.h"
#include "delivery/threads.h"
#include "rekognition/prices.h"
#include "stacktag/limits.h"

namespace stacktag::bulk {
namespace {

// One request after the other at an even pace: two at once could meet a second that is full.
server::StackSettings at_library_pace(server::StackSettings stack) {
  auto& settings = stack.settings;
  settings.reads_per_second *= limits::library_pace;
  settings.writes_per_second *= limits::library_pace;
  settings.reads_at_once = 1;
  return stack;
}

std::ptrdiff_t cores() {
  return std::max(1U, std::thread::hardware_concurrency());
}

}  // namespace

server::StackSettings choose_stack(Environment const& environment, std::string const& name,
                                   std::vector<std::string>& mistakes) {
  auto const stacks = server::read_stacks(environment, mistakes);
  auto picked = server::pick_stack(stacks, name);
  if (picked) {
    return *std::move(picked);
  }
  mistakes.push_back(picked.error().message);
  return stacks.front();
}

OpenLibrary::OpenLibrary(OpenOptions const& options, Clock& clock)
    : options_(options), threads_(make_threads()), gate_(cores()), clock_(clock) {}

Result<std::unique_ptr<OpenLibrary>> OpenLibrary::open(server::StackSettings settings,
                                                       OpenOptions const& options,
                                                       http::Client& client, Clock& clock) {
  auto opened = std::unique_ptr<OpenLibrary>(new OpenLibrary(options, clock));
  TRY(opened->store_,
      sqlite::open_store(
          {.path = options.store, .run = options.run, .purpose = sqlite::Purpose::work}, clock));
  TRY(opened->stack_,
      server::Stack::make(
          at_library_pace(std::move(settings)),
          {{client, clock, *opened->threads_}, *opened->store_, opened->gate_, options.run}));
  auto& product = opened->stack_->product();
  opened->settings_ = product.rules;
  if (!options.rules.empty()) {
    opened->settings_.stamp.rules = options.rules;
  }
  opened->list_ =
      contentstack::make_asset_list(product.settings.contentstack, client, clock, *product.reads);
  opened->labeler_ = std::make_unique<CostCap>(*product.labeler, opened->picture_microdollars(),
                                               options.cost_max_microdollars);
  return opened;
}

Pipeline OpenLibrary::pipeline() {
  auto& product = stack_->product();
  return {*product.store, *product.images,     *labeler_, product.means.overlap,  clock_,
          product.memory, product.stack_words, settings_, product.preparer.get(), product.ledgers};
}

std::int64_t OpenLibrary::picture_microdollars() const {
  std::int64_t sum = 0;
  if (engine() == "rekognition") {
    for (auto const feature : features()) {
      sum += rekognition::list_price_microdollars(feature);
    }
  }
  return sum;
}

}  // namespace stacktag::bulk
