// SPDX-License-Identifier: Apache-2.0
// Whatever the engine answers, labels come best first and only sound tags leave.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "rekognition/reply.h"
#include "rules/choose.h"
#include "rules/plan.h"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* bytes, std::size_t size) {
  using namespace stacktag;
  auto const labels = rekognition::decode_labels({reinterpret_cast<char const*>(bytes), size});
  if (!labels) {
    return labels.error().reason == Reason::labeler_unavailable ? 0 : (std::abort(), 1);
  }
  TagPolicy const policy{.tags_max = 5};
  auto const tags = choose_tags(*labels, policy);
  bool const sound = std::ranges::all_of(tags, [](std::string const& tag) {
    return !tag.empty() && tag.find(',') == std::string::npos && tag.size() <= 4 * 50;
  });
  auto const plan = plan_tags({"kept"}, tags, Merge::add);
  bool const again = plan_tags(plan.tags, tags, Merge::add).changes;
  if (!std::ranges::is_sorted(labels->found, std::ranges::greater{}, &Label::confidence) ||
      !sound || tags.size() > 5 || plan.tags.front() != "kept" || again) {
    std::abort();
  }
  return 0;
}
