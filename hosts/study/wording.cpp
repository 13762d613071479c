// SPDX-License-Identifier: Apache-2.0
#include "study/wording.h"

#include <cstdio>

namespace stacktag::study {

std::string counted(int count, std::string_view noun) {
  return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

std::string three_digits(std::optional<double> share, std::string_view otherwise) {
  if (!share) {
    return std::string(otherwise);
  }
  char text[16];
  std::snprintf(text, sizeof text, "%.3f", *share);
  return text;
}

std::string_view because(ChosenBy chosen) {
  switch (chosen) {
    case ChosenBy::only_one:
      return "only one";
    case ChosenBy::most_used:
      return "most used";
    case ChosenBy::by_form:
      return "as much used as another; no plural, small letters, no hyphen, alphabet";
    case ChosenBy::writable:
      return "the most used that stacktag could write";
    case ChosenBy::none:
      break;
  }
  return "stacktag could write none";
}

}  // namespace stacktag::study
