// SPDX-License-Identifier: Apache-2.0
// libvips' pictures as values with an owner. For this module only: nobody else sees libvips.
#pragma once

#include <vips/vips.h>

#include <memory>
#include <tl/expected.hpp>

#include "raster/raster.h"

namespace stacktag::raster {

struct Unref {
  void operator()(VipsImage* image) const { g_object_unref(image); }
};
using Picture = std::unique_ptr<VipsImage, Unref>;

struct Free {
  void operator()(void* memory) const { g_free(memory); }
};
using Bytes = std::unique_ptr<void, Free>;

/// Once for the process, before anything of libvips is used.
void start_vips();

/// From here on the process can read SVG and PDF; whether it does, each call's limits say.
void allow_documents();

/// What libvips has just complained of, as one line of bounded length.
tl::unexpected<Problem> problem(Fault fault);

}  // namespace stacktag::raster
