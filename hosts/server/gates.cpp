// SPDX-License-Identifier: Apache-2.0
#include "server/gates.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace stacktag::server {
namespace {

using namespace std::chrono_literals;

// How soon a caller that gives up is heard.
constexpr auto k_look_up = 50ms;

Error too_late() {
  return {Reason::out_of_time, "other pictures were being looked at all the while"};
}

// Leaves the gate however the work ends.
class Inside final {
 public:
  explicit Inside(Gate& gate) : gate_(gate) {}
  ~Inside() { gate_.leave(); }
  Inside(Inside const&) = delete;
  Inside& operator=(Inside const&) = delete;

 private:
  Gate& gate_;
};

class GatedPreparer final : public ImagePreparer {
 public:
  GatedPreparer(std::unique_ptr<ImagePreparer> inner, Gate& gate)
      : inner_(std::move(inner)), gate_(gate) {}

  Result<Image> prepare(std::string bytes, Deadline const& deadline) override {
    if (!gate_.enter(deadline)) {
      return fail(too_late());
    }
    Inside const inside(gate_);
    return inner_->prepare(std::move(bytes), deadline);
  }

 private:
  std::unique_ptr<ImagePreparer> const inner_;
  Gate& gate_;
};

class GatedLabeler final : public Labeler {
 public:
  GatedLabeler(std::unique_ptr<Labeler> inner, Gate& gate)
      : inner_(std::move(inner)), gate_(gate) {}

  LabelAnswer label(Image const& image, LabelQuery const& query,
                    Deadline const& deadline) override {
    if (!gate_.enter(deadline)) {
      return {fail(too_late())};
    }
    Inside const inside(gate_);
    return inner_->label(image, query, deadline);
  }

 private:
  std::unique_ptr<Labeler> const inner_;
  Gate& gate_;
};

class PacedLabeler final : public Labeler {
 public:
  PacedLabeler(std::unique_ptr<Labeler> inner, TokenBucket& bucket)
      : inner_(std::move(inner)), bucket_(bucket) {}

  LabelAnswer label(Image const& image, LabelQuery const& query,
                    Deadline const& deadline) override {
    for (std::size_t asked = 0; asked < query.features.size(); ++asked) {
      if (!bucket_.take(deadline)) {
        return {fail(Reason::out_of_time,
                     "the pace of STACKTAG_LABEL_CALLS_PER_SECOND leaves no time for it")};
      }
    }
    return inner_->label(image, query, deadline);
  }

 private:
  std::unique_ptr<Labeler> const inner_;
  TokenBucket& bucket_;
};

}  // namespace

bool Gate::enter(Deadline const& deadline) {
  while (!deadline.cancelled.stop_requested()) {
    auto const now = std::chrono::steady_clock::now();
    if (now >= deadline.at) {
      return false;
    }
    if (free_.try_acquire_until(std::min(deadline.at, now + k_look_up))) {
      return true;
    }
  }
  return false;
}

std::unique_ptr<ImagePreparer> through_gate(std::unique_ptr<ImagePreparer> preparer, Gate& gate) {
  return std::make_unique<GatedPreparer>(std::move(preparer), gate);
}

std::unique_ptr<Labeler> through_gate(std::unique_ptr<Labeler> labeler, Gate& gate) {
  return std::make_unique<GatedLabeler>(std::move(labeler), gate);
}

std::unique_ptr<Labeler> at_pace(std::unique_ptr<Labeler> labeler, TokenBucket& bucket) {
  return std::make_unique<PacedLabeler>(std::move(labeler), bucket);
}

}  // namespace stacktag::server
