// SPDX-License-Identifier: Apache-2.0
// What commands that look at pictures of the user's have in common.
#pragma once

#include <optional>
#include <string>

#include "cli/console.h"
#include "delivery/settings.h"
#include "environment/environment.h"
#include "flow/label_query.h"
#include "flow/labels.h"
#include "ports/image_preparer.h"
#include "ports/labeler.h"
#include "rules/policy.h"
#include "stacktag/clock.h"
#include "stacktag/result.h"

namespace stacktag::cli {

/// That of no asset in particular: the rules for some assets need one. Says so where the words of
/// the stack would count.
TagPolicy read_general_policy(SettingsReader& reader, Console const& console);

/// The one that is asked for; else the one on this machine where a network of the user's is
/// configured or AWS lacks something, which is said; else Rekognition.
Engine choose_engine(std::optional<Engine> asked, SettingsReader& reader, Console const& console);

/// 0 stands for as many as there are cores.
int jobs_of(int asked);

struct Onlooker {
  ImagePreparer& preparer;
  Labeler& labeler;
  LabelQuery const query;

  Result<Labels> label(std::string bytes, Deadline const& deadline) const;
};

}  // namespace stacktag::cli
