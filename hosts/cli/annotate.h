// SPDX-License-Identifier: Apache-2.0
// A picture with what was found drawn on it, for people to look at.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "flow/labels.h"
#include "stacktag/result.h"

namespace stacktag::cli {

/// A JPEG of the picture, at most 4,096 px on the longer side and a tiny one enlarged: a box for
/// each instance with its labels and scores, and the labels that have no box in a strip below.
Result<std::string> annotate(std::string const& bytes, Labels const& labels);

/// The files that the annotated pictures get, one for each name and no two alike: photo.jpg for
/// photo.png, photo-2.jpg for the next of that name.
std::vector<std::string> annotated_names(std::vector<std::string> const& pictures);

/// One of the pictures that lies in the folder itself: there, an annotated one might take its
/// place.
std::optional<std::string> one_inside(std::string const& folder,
                                      std::vector<std::string> const& pictures);

/// Writes the whole file or none.
Result<void> write_annotated(std::string const& folder, std::string const& name,
                             std::string const& bytes);

}  // namespace stacktag::cli
