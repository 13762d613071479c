// SPDX-License-Identifier: Apache-2.0
// Labels that guess who somebody is.
#pragma once

#include <string_view>

namespace stacktag {

/// A label that guesses a person's gender or age (Man, Girl, Senior Citizen, ...).
bool guesses_person(std::string_view label);

int person_guesses_count();

}  // namespace stacktag
