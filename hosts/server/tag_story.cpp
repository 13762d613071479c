// SPDX-License-Identifier: Apache-2.0
#include "server/tag_story.h"

#include <algorithm>

#include "stacktag/text.h"

namespace stacktag::server {
namespace {

bool has(std::vector<std::string> const& tags, std::string const& tag) {
  return std::ranges::any_of(tags, [&](auto const& other) { return same_text(other, tag); });
}

void add_origin(TagStory& story, AssetChange const& change) {
  for (auto const& origin : change.origins) {
    if (same_text(origin.tag, story.tag)) {
      story.label = origin.label;
      story.confidence = origin.confidence;
      story.rule = origin.rule;
      return;
    }
  }
}

// The last change that added it counts: a tag may have come and gone before.
TagStory story_of(std::string const& tag, AssetView const& view) {
  TagStory story{.tag = tag};
  for (auto past = view.changes.rbegin(); past != view.changes.rend(); ++past) {
    if (has(past->change.added, tag)) {
      story.at = past->at;
      story.run = past->change.run;
      story.version = past->change.version;
      add_origin(story, past->change);
      break;
    }
  }
  return story;
}

}  // namespace

std::vector<TagStory> stories_of(AssetView const& view) {
  std::vector<TagStory> stories;
  for (auto const& tag : view.record.ours) {
    stories.push_back(story_of(tag, view));
  }
  return stories;
}

}  // namespace stacktag::server
