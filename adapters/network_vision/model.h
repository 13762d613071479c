// SPDX-License-Identifier: Apache-2.0
// A model's folder, opened: every file of it checked, its words read, its network loaded.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "flow/labels.h"
#include "network_vision/manifest.h"
#include "network_vision/network.h"
#include "network_vision/words.h"
#include "stacktag/result.h"

namespace stacktag::network_vision {

struct Model {
  Manifest manifest{};
  std::string folder{};
  std::vector<Word> words{};
  std::unique_ptr<Network> network{};
};

/// Errors: `bad_configuration`, with every mistake of the manifest.
Result<Manifest> read_manifest(std::string const& folder);

/// Errors: `bad_configuration`, and `corrupt` where a file is another one than the manifest says.
Result<Model> open_model(std::string const& folder, Manifest manifest);

/// Pixels of a picture as networks see it. Errors: `unsupported_format`, `too_large`, `corrupt`.
Result<raster::Pixels> decode_picture(std::string_view bytes);

/// Every label that the network finds, best first.
Result<std::vector<Label>> look(Model const& model, raster::Pixels const& pixels);

/// Whether the network says of its golden picture what it should; without one it is not believed.
/// Errors: `bad_configuration`.
Result<void> check_golden(Model const& model);

}  // namespace stacktag::network_vision
