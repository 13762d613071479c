// SPDX-License-Identifier: Apache-2.0
// From the files of a model to a model that is ready to be used: what is not known of it yet is
// found out and written into its manifest.
#pragma once

#include <string>
#include <vector>

#include "network_vision/manifest.h"
#include "stacktag/result.h"

namespace stacktag::network_vision {

struct Lesson {
  std::string wordnet_folder{};  ///< where WordNet's files may be
  std::string picture{};         ///< bytes of the user's own picture; empty: none
  std::string expected{};        ///< the label that it must get
};

struct Installed {
  Manifest manifest{};
  std::vector<std::string> notes{};  ///< what the user should know, each a sentence
};

/// Checks every file in the folder against the manifest, keeps the digests of those of which none
/// was known, adds parents, and has the network say something of a golden picture: the manifest's
/// own, else the user's, else a drawn one. Then the manifest is written into the folder.
/// Errors: `corrupt` where a file is another one than it should be, `bad_configuration` where the
/// network cannot be used, looks untrained, or says something else of the user's picture.
Result<Installed> install(std::string const& folder, Manifest manifest, Lesson const& lesson);

}  // namespace stacktag::network_vision
