// SPDX-License-Identifier: Apache-2.0
// One plain English sentence for who cannot see the picture, made from its best labels.
#pragma once

#include <string>

#include "flow/labels.h"
#include "rules/choose.h"
#include "rules/policy.h"

namespace stacktag {

/// "A horse in a field.": at most three things, of those whose tags were kept. Empty where the
/// policy wants none, and where no label names a thing that such a sentence can be made of.
std::string alt_text(Labels const& labels, Choice const& choice, TagPolicy const& policy);

}  // namespace stacktag
