// SPDX-License-Identifier: Apache-2.0
// Numbers and reasons in words.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "library/variants.h"

namespace stacktag::study {

/// "1 asset", "12 assets".
std::string counted(int count, std::string_view noun);

/// A share of 0 to 1 with three digits behind the point; `otherwise` where there is none.
std::string three_digits(std::optional<double> share, std::string_view otherwise);

std::string_view because(ChosenBy chosen);

}  // namespace stacktag::study
