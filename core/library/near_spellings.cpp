// SPDX-License-Identifier: Apache-2.0
#include "library/near_spellings.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "rules/letters.h"
#include "stacktag/text.h"

namespace stacktag {
namespace {

constexpr std::size_t k_letters_min = 6;
constexpr int k_times_rarer = 5;
// Of words that are one but for a letter: how many of the most used are compared with the others.
constexpr std::size_t k_models_max = 8;

bool is_inside_a_letter(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

std::vector<std::string_view> letters_of(std::string_view word) {
  std::vector<std::string_view> letters;
  for (std::size_t start = 0; start < word.size();) {
    auto end = start + 1;
    while (end < word.size() && is_inside_a_letter(word[end])) {
      ++end;
    }
    letters.push_back(word.substr(start, end - start));
    start = end;
  }
  return letters;
}

bool has_digit(std::string_view word) {
  return std::ranges::any_of(word, [](char c) { return c >= '0' && c <= '9'; });
}

// Whether what follows the first difference is the same, less one letter of the longer, or less one
// of both, or less two that changed places.
bool differ_by_one(std::vector<std::string_view> const& a, std::vector<std::string_view> const& b) {
  if (a.size() > b.size()) {
    return differ_by_one(b, a);
  }
  auto const [x, y] = std::ranges::mismatch(a, b);
  if (b.size() == a.size() + 1) {
    return std::equal(x, a.end(), y + 1, b.end());
  }
  if (b.size() != a.size() || x == a.end()) {
    return false;
  }
  bool const swapped =
      a.end() - x > 1 && *x == *(y + 1) && *(x + 1) == *y && std::equal(x + 2, a.end(), y + 2);
  return swapped || std::equal(x + 1, a.end(), y + 1);
}

bool may_slip(std::string_view word) {
  return characters(word) >= k_letters_min && !has_digit(word);
}

// A word without one of its letters. Two words that differ by one have such a form in common, or
// one of them is such a form of the other.
struct Form {
  std::string text{};
  std::size_t group = 0;
};

std::vector<Form> forms_of(std::vector<std::string> const& words) {
  std::vector<Form> forms;
  for (std::size_t group = 0; group < words.size(); ++group) {
    auto const& word = words[group];
    if (!may_slip(word)) {
      continue;
    }
    forms.push_back({word, group});
    for (auto const letter : letters_of(word)) {
      auto const start = static_cast<std::size_t>(letter.data() - word.data());
      forms.push_back({word.substr(0, start) + word.substr(start + letter.size()), group});
    }
  }
  std::ranges::sort(forms, {}, [](Form const& form) {
    return std::pair(std::string_view(form.text), form.group);
  });
  return forms;
}

class Slips {
 public:
  Slips(std::vector<TagGroup> const& groups, std::vector<std::string> const& words)
      : groups_(groups), words_(words), models_(words.size()) {}

  void offer(std::size_t model, std::size_t slip) {
    bool const is_rarer = groups_[slip].assets * k_times_rarer <= groups_[model].assets;
    if (is_rarer && looks_like(words_[slip], words_[model])) {
      models_[slip].push_back(model);
    }
  }

  // The most used groups come first, so a model's own fate is known before that of its slips.
  std::map<std::size_t, std::size_t> settled() {
    std::map<std::size_t, std::size_t> slips;
    for (std::size_t slip = 0; slip < models_.size(); ++slip) {
      auto& models = models_[slip];
      std::ranges::sort(models);
      auto const model =
          std::ranges::find_if(models, [&](std::size_t one) { return !slips.contains(one); });
      if (model != models.end()) {
        slips.emplace(slip, *model);
      }
    }
    return slips;
  }

 private:
  std::vector<TagGroup> const& groups_;
  std::vector<std::string> const& words_;
  std::vector<std::vector<std::size_t>> models_;  // of each group
};

}  // namespace

bool looks_like(std::string_view a, std::string_view b) {
  if (!may_slip(a) || !may_slip(b)) {
    return false;
  }
  auto const x = letters_of(a);
  auto const y = letters_of(b);
  return x.front() == y.front() && differ_by_one(x, y);
}

std::map<std::size_t, std::size_t> near_spellings(std::vector<TagGroup> const& groups) {
  std::vector<std::string> words;
  words.reserve(groups.size());
  for (auto const& group : groups) {
    words.push_back(lower_letters(group.word));
  }
  auto const forms = forms_of(words);
  Slips slips(groups, words);
  for (auto start = forms.begin(); start != forms.end();) {
    auto const end = std::find_if(start, forms.end(),
                                  [&](Form const& form) { return form.text != start->text; });
    auto const models = std::min<std::size_t>(k_models_max, static_cast<std::size_t>(end - start));
    for (auto model = start; model != start + static_cast<std::ptrdiff_t>(models); ++model) {
      for (auto slip = model + 1; slip != end; ++slip) {
        slips.offer(model->group, slip->group);
      }
    }
    start = end;
  }
  return slips.settled();
}

}  // namespace stacktag
