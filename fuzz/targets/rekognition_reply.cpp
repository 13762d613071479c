// SPDX-License-Identifier: Apache-2.0
// Whatever Rekognition answers to any of its operations, labels come best first, answer the
// question of that operation, and never tell gender or age.
#include <algorithm>
#include <array>
#include <utility>

#include "fuzz/target.h"
#include "rekognition/reply.h"

namespace stacktag::fuzz {

FUZZ_TARGET(rekognition_reply) {
  using Decode = Result<Labels> (*)(std::string_view);
  constexpr std::array<std::pair<Decode, Feature>, 4> k_decoders{
      {{rekognition::decode_moderation, Feature::moderation},
       {rekognition::decode_text, Feature::text},
       {rekognition::decode_faces, Feature::faces},
       {rekognition::decode_celebrities, Feature::celebrities}}};
  for (auto const& [decode, feature] : k_decoders) {
    auto const labels = decode(text);
    if (!labels) {
      hold(labels.error().reason == Reason::labeler_unavailable);
      continue;
    }
    bool const sound = std::ranges::all_of(labels->found, [wanted = feature](Label const& label) {
      bool const known_face = label.name == "Face" || label.name == "Smile" ||
                              label.name == "Glasses" || label.name == "Sunglasses";
      return !label.name.empty() && label.feature == wanted && label.categories.size() == 1 &&
             (wanted != Feature::faces || known_face);
    });
    hold(sound);
    hold(!labels->properties);
    hold(std::ranges::is_sorted(labels->found, std::ranges::greater{}, &Label::confidence));
  }
}

}  // namespace stacktag::fuzz
