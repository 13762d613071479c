// SPDX-License-Identifier: Apache-2.0
// Labels that only name the kind of another one: which of them stay, and which come along.
#pragma once

#include <functional>
#include <vector>

#include "rules/candidate.h"
#include "rules/policy.h"

namespace stacktag {

/// `candidates` are all labels of the picture, those that are out included. Drops parents that the
/// policy does not want, and puts those that it adds behind the label that they belong to, each
/// after `judge` has looked at it.
std::vector<Candidate> settle_parents(std::vector<Candidate> candidates, TagPolicy const& policy,
                                      std::function<void(Candidate&)> const& judge);

}  // namespace stacktag
