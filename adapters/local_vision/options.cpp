// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "local_vision/known_labels.h"
#include "local_vision/labeler.h"
#include "stacktag/text.h"

namespace stacktag::local_vision {
namespace {

std::string unknown(std::string const& name) {
  std::string names;
  for (auto const& label : known_labels()) {
    names.append(", ").append(label.name);
  }
  return "has \"" + name + "\", which the engine does not know; it knows all" + names;
}

}  // namespace

Options read_options(SettingsReader& reader) {
  Options options{.labels = reader.list("STACKTAG_LOCAL_LABELS")};
  for (auto const& change : options.labels) {
    auto const name = trim(std::string_view(change).substr(change.starts_with('-') ? 1 : 0));
    if (find_known_label(name) == nullptr && !same_text(name, "all")) {
      reader.mistake("STACKTAG_LOCAL_LABELS", unknown(change));
    }
  }
  return options;
}

}  // namespace stacktag::local_vision
