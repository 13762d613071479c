// SPDX-License-Identifier: Apache-2.0
// From a network's probabilities to labels in Rekognition's manner.
#pragma once

#include <vector>

#include "flow/labels.h"
#include "network_vision/manifest.h"
#include "network_vision/network.h"
#include "network_vision/words.h"

namespace stacktag::network_vision {

/// How sure a probability is, 0 to 100: 70 at the label's own threshold, so that one least
/// confidence (MIN_CONFIDENCE) serves networks of few classes and of many.
double confidence_of(double probability, double threshold);

/// Best first. Of a classifier the likeliest classes, and the kinds of things that these are: a
/// kind is as likely as all its classes together, so a dog of a doubtful breed is still a dog. Of a
/// detector one label for each class that was found, with its boxes.
std::vector<Label> labels_of(Output const& output, std::vector<Word> const& words,
                             Manifest const& manifest);

}  // namespace stacktag::network_vision
