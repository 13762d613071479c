// SPDX-License-Identifier: Apache-2.0
#include "server/budget.h"

#include <cmath>
#include <mutex>
#include <utility>

#include "rekognition/prices.h"

namespace stacktag::server {
namespace {

constexpr double k_dollars_max = 1'000'000;

std::chrono::milliseconds until_next_month(WallTime now) {
  using namespace std::chrono;
  year_month_day const today(floor<days>(now));
  sys_days const next(today.year() / today.month() / day(1) + months(1));
  return duration_cast<milliseconds>(next - now) + milliseconds(1);
}

std::int64_t price_of(LabelQuery const& query) {
  std::int64_t sum = 0;
  for (auto const feature : query.features) {
    sum += rekognition::list_price_microdollars(feature);
  }
  return sum;
}

class BudgetedLabeler final : public Labeler {
 public:
  BudgetedLabeler(std::int64_t limit, std::string stack, std::unique_ptr<Labeler> paid,
                  Labeler* local, LedgerDesk& ledger, Clock& clock)
      : limit_(limit),
        stack_(std::move(stack)),
        paid_(std::move(paid)),
        local_(local),
        ledger_(ledger),
        clock_(clock) {}

  LabelAnswer label(Image const& image, LabelQuery const& query,
                    Deadline const& deadline) override {
    auto const price = price_of(query);
    auto const lasts = reserve(price);
    if (!lasts) {
      return {fail(lasts.error())};
    }
    if (!*lasts) {
      return beyond(image, query, deadline);
    }
    Reserved const reserved(*this, price);
    return paid_->label(image, query, deadline);
  }

 private:
  // Given back however the call ends.
  class Reserved {
   public:
    Reserved(BudgetedLabeler& from, std::int64_t price) : from_(from), price_(price) {}
    ~Reserved() {
      std::lock_guard const lock(from_.mutex_);
      from_.reserved_ -= price_;
    }
    Reserved(Reserved const&) = delete;
    Reserved& operator=(Reserved const&) = delete;

   private:
    BudgetedLabeler& from_;
    std::int64_t const price_;
  };

  Result<bool> reserve(std::int64_t price) {
    std::lock_guard const lock(mutex_);
    TRY(auto const spent, ledger_.spent(stack_, clock_.wall()));
    if (microdollars(spent) + reserved_ + price > limit_) {
      return false;
    }
    reserved_ += price;
    return true;
  }

  LabelAnswer beyond(Image const& image, LabelQuery const& query, Deadline const& deadline) {
    if (local_ != nullptr) {
      return local_->label(image, query, deadline);
    }
    return {fail(Error{.reason = Reason::budget_spent,
                       .message = "STACKTAG_BUDGET is spent; the event waits for the next month",
                       .retry_after = until_next_month(clock_.wall())})};
  }

  std::int64_t const limit_;
  std::string const stack_;
  std::unique_ptr<Labeler> const paid_;
  Labeler* const local_;
  LedgerDesk& ledger_;
  Clock& clock_;
  std::mutex mutex_{};
  std::int64_t reserved_ = 0;
};

}  // namespace

Budget read_budget(SettingsReader& reader) {
  Budget budget;
  if (reader.environment().get("STACKTAG_BUDGET")) {
    auto const dollars = reader.number("STACKTAG_BUDGET", 0, 0, k_dollars_max);
    budget.microdollars = std::llround(dollars * 1'000'000);
  }
  auto const beyond = reader.choice("STACKTAG_BUDGET_BEYOND", 0, {"local", "wait"});
  budget.beyond = beyond == 1 ? Beyond::wait : Beyond::local;
  return budget;
}

std::unique_ptr<Labeler> make_budgeted_labeler(Budget const& budget, std::string stack,
                                               std::unique_ptr<Labeler> paid, Labeler* local,
                                               LedgerDesk& ledger, Clock& clock) {
  if (!budget.microdollars) {
    return paid;
  }
  return std::make_unique<BudgetedLabeler>(*budget.microdollars, std::move(stack), std::move(paid),
                                           budget.beyond == Beyond::local ? local : nullptr, ledger,
                                           clock);
}

}  // namespace stacktag::server
