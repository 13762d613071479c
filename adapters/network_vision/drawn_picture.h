// SPDX-License-Identifier: Apache-2.0
// Pictures that are drawn, always the same, for networks that come without one to be tested by.
#pragma once

#include "raster/raster.h"

namespace stacktag::network_vision {

/// A house below a sky, with the grain of a photograph.
raster::Pixels draw_scene();
/// Nothing of the kind: dark tiles.
raster::Pixels draw_tiles();

}  // namespace stacktag::network_vision
