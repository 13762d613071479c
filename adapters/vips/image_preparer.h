// SPDX-License-Identifier: Apache-2.0
// Pictures of any format made fit for an engine, by libvips on this machine.
#pragma once

#include <memory>

#include "environment/environment.h"
#include "ports/image_preparer.h"
#include "raster/raster.h"
#include "stacktag/clock.h"

namespace stacktag::vips {

struct Options {
  /// The longer side, in pixels; that of a panorama may be longer. About 1,024 are enough to label:
  /// https://docs.aws.amazon.com/rekognition/latest/dg/operation-latency.html
  int side = 1024;
  raster::Limits limits{};
};

/// STACKTAG_IMAGE_SIDE, and STACKTAG_IMAGE_DOCUMENTS: whether SVG and PDF are read.
Options read_options(SettingsReader& reader);

/// The clock outlives it.
std::unique_ptr<ImagePreparer> make_image_preparer(Options const& options, Clock& clock);

}  // namespace stacktag::vips
