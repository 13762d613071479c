// SPDX-License-Identifier: Apache-2.0
#include "bulk/current_model.h"

namespace stacktag::bulk {

std::string CurrentModelOnly::model() const {
  std::lock_guard const lock(mutex_);
  return model_;
}

Result<Answered> CurrentModelOnly::known(Picture const& picture, LabelQuery const& query,
                                         std::string const& engine) {
  auto const current = model();
  if (current.empty()) {
    return Answered{};
  }
  TRY(auto answered, ledger_.known(picture, query, engine));
  return answered.labels.model_version == current ? std::move(answered) : Answered{};
}

Result<void> CurrentModelOnly::learned(Picture const& picture, LabelQuery const& query,
                                       Answered const& answer, Cost const& cost) {
  if (!answer.features.empty()) {
    std::lock_guard const lock(mutex_);
    model_ = answer.labels.model_version;
  }
  return ledger_.learned(picture, query, answer, cost);
}

}  // namespace stacktag::bulk
