// SPDX-License-Identifier: Apache-2.0
#include "engine/shared_answers.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "crypto/hash.h"

namespace stacktag {
namespace {

constexpr std::size_t k_kept_max = 64;

std::string digest_of(std::string const& bytes) {
  crypto::Hash hash(crypto::HashKind::sha256);
  hash.add(bytes);
  return hash.finish();
}

struct Question {
  std::string picture{};
  LabelQuery query{};
  bool is_answered = false;
  std::optional<Labels> labels{};  // nothing where it failed
};

class SharedAnswers final : public Labeler {
 public:
  explicit SharedAnswers(std::unique_ptr<Labeler> engine) : engine_(std::move(engine)) {}

  LabelAnswer label(Image const& image, LabelQuery const& query,
                    Deadline const& deadline) override {
    auto const picture = digest_of(image.bytes);
    while (true) {
      std::unique_lock lock(mutex_);
      auto const asked = find(picture, query);
      if (!asked) {
        auto const mine = begin(picture, query);
        lock.unlock();
        return ask(mine, image, query, deadline);
      }
      auto const is_answered = [&] { return asked->is_answered; };
      if (!wait(lock, deadline, is_answered)) {
        return {.labels = fail(Reason::out_of_time, "no time is left to wait for the engine")};
      }
      if (asked->labels) {
        return {.labels = *asked->labels};
      }
    }
  }

 private:
  using Asked = std::shared_ptr<Question>;

  // For a caller without a deadline there is no end that a clock could tell.
  template <class Condition>
  bool wait(std::unique_lock<std::mutex>& lock, Deadline const& deadline,
            Condition const& condition) {
    return deadline.at == SteadyTime::max()
               ? changed_.wait(lock, deadline.cancelled, condition)
               : changed_.wait_until(lock, deadline.cancelled, deadline.at, condition);
  }

  Asked find(std::string const& picture, LabelQuery const& query) {
    auto const found = std::ranges::find_if(questions_, [&](Asked const& one) {
      return one->picture == picture && one->query == query;
    });
    return found == questions_.end() ? nullptr : *found;
  }

  Asked begin(std::string const& picture, LabelQuery const& query) {
    if (questions_.size() >= k_kept_max) {
      auto const oldest = std::ranges::find_if(questions_, &Question::is_answered,
                                               [](Asked const& one) -> Question& { return *one; });
      if (oldest != questions_.end()) {
        questions_.erase(oldest);
      }
    }
    questions_.push_back(std::make_shared<Question>(Question{picture, query}));
    return questions_.back();
  }

  LabelAnswer ask(Asked const& mine, Image const& image, LabelQuery const& query,
                  Deadline const& deadline) {
    Answering const answering(*this, mine);
    auto answer = engine_->label(image, query, deadline);
    if (answer.labels) {
      std::lock_guard const lock(mutex_);
      mine->labels = *answer.labels;
    }
    return answer;
  }

  // However the engine ends, those who wait go on.
  class Answering final {
   public:
    Answering(SharedAnswers& all, Asked mine) : all_(all), mine_(std::move(mine)) {}
    ~Answering() {
      std::lock_guard const lock(all_.mutex_);
      mine_->is_answered = true;
      if (!mine_->labels) {
        std::erase(all_.questions_, mine_);
      }
      all_.changed_.notify_all();
    }
    Answering(Answering const&) = delete;
    Answering& operator=(Answering const&) = delete;

   private:
    SharedAnswers& all_;
    Asked const mine_;
  };

  std::unique_ptr<Labeler> const engine_;
  std::mutex mutex_{};
  std::condition_variable_any changed_{};
  std::deque<Asked> questions_{};
};

}  // namespace

std::unique_ptr<Labeler> make_shared_answers(std::unique_ptr<Labeler> engine) {
  return std::make_unique<SharedAnswers>(std::move(engine));
}

}  // namespace stacktag
