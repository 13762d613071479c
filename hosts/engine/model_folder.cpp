// SPDX-License-Identifier: Apache-2.0
#include "engine/model_folder.h"

#include "network_vision/manifest.h"

namespace stacktag {

std::string models_folder(Environment const& environment) {
  if (auto const folder = environment.get("STACKTAG_MODELS_DIR")) {
    return *folder;
  }
  // A relative path is to be ignored: https://specifications.freedesktop.org/basedir-spec/latest
  auto const shared = environment.get_or("XDG_DATA_HOME", "");
  auto const base =
      shared.starts_with('/') ? shared : environment.get_or("HOME", ".") + "/.local/share";
  return base + "/stacktag/models";
}

std::string model_path(std::string const& name_or_folder, Environment const& environment) {
  return network_vision::is_plain_name(name_or_folder)
             ? models_folder(environment) + "/" + name_or_folder
             : name_or_folder;
}

std::string unfinished(std::string const& folder) {
  return folder + ".partial";
}

Result<FileLock> lock_model(std::string const& folder) {
  return FileLock::take(folder + ".lock",
                        {Reason::labeler_unavailable,
                         "another stacktag is at work on this model; wait for it, or end it"});
}

}  // namespace stacktag
