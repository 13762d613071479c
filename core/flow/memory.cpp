// SPDX-License-Identifier: Apache-2.0
#include "flow/memory.h"

#include <algorithm>
#include <deque>
#include <map>
#include <mutex>
#include <utility>

#include "flow/asset_record.h"

namespace stacktag {
namespace {

// A map that forgets its oldest entries.
template <class Key, class Value>
class Recent {
 public:
  explicit Recent(std::size_t entries_max) : entries_max_(entries_max) {}

  Value const* find(Key const& key) const {
    auto const found = entries_.find(key);
    return found == entries_.end() ? nullptr : &found->second;
  }

  void put(Key const& key, Value value) {
    if (auto const [place, is_new] = entries_.insert_or_assign(key, std::move(value)); !is_new) {
      return;
    }
    order_.push_back(key);
    if (order_.size() > entries_max_) {
      entries_.erase(order_.front());
      order_.pop_front();
    }
  }

 private:
  std::size_t const entries_max_;
  std::map<Key, Value> entries_;
  std::deque<Key> order_;
};

struct Nothing {};

}  // namespace

struct Memory::State {
  explicit State(std::size_t entries_max)
      : finished(entries_max),
        versions(entries_max),
        answers(std::min(entries_max, limits::memory_labels_max)) {}

  std::mutex mutex;
  Recent<EventKey, Nothing> finished;
  Recent<std::pair<AssetKey, int>, Nothing> versions;
  Recent<std::pair<AssetKey, std::string>, Answered> answers;
  std::map<AssetKey, OpenRepair> repairs;
};

Memory::Memory(std::size_t entries_max) : state_(std::make_unique<State>(entries_max)) {}
Memory::~Memory() = default;

bool Memory::is_finished(EventKey const& event) const {
  std::lock_guard const lock(state_->mutex);
  return state_->finished.find(event) != nullptr;
}

void Memory::finished(EventKey const& event) {
  std::lock_guard const lock(state_->mutex);
  state_->finished.put(event, {});
}

bool Memory::is_own_write(Event const& event) const {
  std::lock_guard const lock(state_->mutex);
  return state_->versions.find({asset_key(event), event.asset.version}) != nullptr;
}

void Memory::wrote(Event const& event, int version) {
  std::lock_guard const lock(state_->mutex);
  state_->versions.put({asset_key(event), version}, {});
}

Answered Memory::answers_of(Event const& event, std::string const& file) const {
  std::lock_guard const lock(state_->mutex);
  auto const* found = state_->answers.find({asset_key(event), file});
  return found == nullptr ? Answered{} : *found;
}

void Memory::answered(Event const& event, std::string const& file, Answered all) {
  std::lock_guard const lock(state_->mutex);
  state_->answers.put({asset_key(event), file}, std::move(all));
}

std::optional<OpenRepair> Memory::open_repair(Event const& event) const {
  std::lock_guard const lock(state_->mutex);
  auto const found = state_->repairs.find(asset_key(event));
  return found == state_->repairs.end() ? std::nullopt : std::optional(found->second);
}

// Beyond the limit a further one is not kept: the log line has told which version has the tags.
void Memory::leave_open(Event const& event, OpenRepair repair) {
  std::lock_guard const lock(state_->mutex);
  auto const key = asset_key(event);
  if (state_->repairs.contains(key) || state_->repairs.size() < limits::memory_repairs_max) {
    state_->repairs.insert_or_assign(key, std::move(repair));
  }
}

void Memory::repaired(Event const& event) {
  std::lock_guard const lock(state_->mutex);
  state_->repairs.erase(asset_key(event));
}

}  // namespace stacktag
