// SPDX-License-Identifier: Apache-2.0
#include "library/looking.h"

#include <utility>

#include "flow/fetch_image.h"
#include "flow/labelling.h"

namespace stacktag {

Result<std::optional<Labels>> labels_of(Pipeline const& parts, Event const& event, Looking looking,
                                        Deadline const& deadline, Report& report) {
  TRY(auto known, known_labels(parts, event));
  if (known || looking == Looking::known_only) {
    return known;
  }
  TRY(auto const image,
      fetch_image(parts.images, parts.preparer, parts.clock, event.asset.url, deadline, report));
  TRY(auto labels, label(parts, event, image, deadline, report));
  return std::optional(std::move(labels));
}

}  // namespace stacktag
