// SPDX-License-Identifier: Apache-2.0
// An engine that finds the same in every picture, at once: for measuring what is around it.
#pragma once

#include "ports/labeler.h"

namespace stacktag::sandbox {

class FixedEngine final : public Labeler {
 public:
  LabelAnswer label(Image const&, LabelQuery const&, Deadline const&) override {
    LabelInstance const face{{.left = 0.25, .top = 0.125, .width = 0.25, .height = 0.5}, 99.5};
    Appearance const red{
        .quality = {.brightness = 50, .sharpness = 75, .contrast = 25},
        .colours = {{.red = 255, .css_name = "red", .simplified = "red", .pixel_percent = 60}}};
    return {
        Labels{
            .found = {{.name = "Horse",
                       .confidence = 97.5,
                       .parents = {"Animal"},
                       .categories = {"Animals and Pets"}},
                      {.name = "Animal", .confidence = 97.5, .categories = {"Animals and Pets"}},
                      {.name = "Field", .confidence = 88.25, .categories = {"Nature and Outdoors"}},
                      {.name = "Face",
                       .confidence = 99.5,
                       .instances = {face},
                       .feature = Feature::faces}},
            .engine = "fixed",
            .properties = ImageProperties{red, red, red}},
        1};
  }
};

}  // namespace stacktag::sandbox
