// SPDX-License-Identifier: Apache-2.0
// What is asked of the engine about each picture, as the environment has it.
#pragma once

#include "delivery/settings.h"
#include "environment/environment.h"
#include "flow/label_query.h"

namespace stacktag {

/// STACKTAG_FEATURES; STACKTAG_PROPERTIES_MIN_CONFIDENCE and so on, one for each feature but
/// labels; STACKTAG_LABELS_INCLUDE, STACKTAG_LABELS_EXCLUDE, STACKTAG_CATEGORIES_INCLUDE and
/// STACKTAG_CATEGORIES_EXCLUDE.
LabelQuery read_questions(SettingsReader& reader);

/// Names what cannot be: a feature that the engine does not have, filters of labels where labels
/// are not asked for.
void check_questions(SettingsReader& reader, LabelQuery const& questions, Engine engine);

}  // namespace stacktag
