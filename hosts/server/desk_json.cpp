// SPDX-License-Identifier: Apache-2.0
#include "server/desk_json.h"

#include <optional>
#include <utility>

#include "flow/features.h"
#include "log/log.h"
#include "server/tag_story.h"

namespace stacktag::server {
namespace {

using json::OrderedJson;

OrderedJson time_json(std::optional<WallTime> const& time) {
  return time ? OrderedJson(iso_time(*time)) : OrderedJson(nullptr);
}

OrderedJson text_json(std::string const& text) {
  return text.empty() ? OrderedJson(nullptr) : OrderedJson(text);
}

OrderedJson story_json(TagStory const& story) {
  return {
      {"tag", story.tag},
      {"label", text_json(story.label)},
      {"confidence", story.label.empty() ? OrderedJson(nullptr) : OrderedJson(story.confidence)},
      {"rule", text_json(story.rule)},
      {"at", time_json(story.at)},
      {"run", text_json(story.run)},
      {"version", story.version == 0 ? OrderedJson(nullptr) : OrderedJson(story.version)}};
}

OrderedJson change_json(PastChange const& past) {
  return {{"at", iso_time(past.at)},
          {"version", past.change.version},
          {"run", past.change.run},
          {"added", past.change.added},
          {"removed", past.change.removed}};
}

OrderedJson answer_json(PastAnswer const& answer) {
  auto labels = OrderedJson::array();
  for (auto const& label : answer.labels.found) {
    labels.push_back({{"name", label.name},
                      {"confidence", label.confidence},
                      {"parents", label.parents},
                      {"categories", label.categories}});
  }
  return {{"feature", to_string(answer.feature)},
          {"learned", iso_time(answer.learned)},
          {"engine", answer.labels.engine},
          {"modelVersion", answer.labels.model_version},
          {"labels", std::move(labels)}};
}

}  // namespace

OrderedJson job_json(JobView const& view, StackNames const& names) {
  auto const& job = view.job;
  auto const& event = job.event;
  bool const waits = view.state == JobState::waiting;
  return {{"id", job.id},
          {"state", to_string(view.state)},
          {"stack", names.shown(event.api_key)},
          {"branch", text_json(event.branch)},
          {"asset", event.asset.uid},
          {"version", event.asset.version},
          {"event", event.module + "." + event.name},
          {"requestId", job.request_id},
          {"accepted", iso_time(job.accepted)},
          {"due", waits ? OrderedJson(iso_time(view.due)) : OrderedJson(nullptr)},
          {"settled", time_json(view.settled)},
          {"attempts", job.attempts},
          {"reason", text_json(view.reason)},
          {"message", text_json(names.cleaned(view.message, event.api_key))}};
}

OrderedJson history_json(JobView const& view, std::vector<PastAttempt> const& history,
                         StackNames const& names) {
  auto all = OrderedJson::array();
  for (auto const& attempt : history) {
    all.push_back({{"ended", iso_time(attempt.ended)},
                   {"reason", attempt.reason},
                   {"message", text_json(names.cleaned(attempt.message, view.job.event.api_key))},
                   {"tookMs", attempt.took.count()},
                   {"waitMs", attempt.wait.count()}});
  }
  return all;
}

OrderedJson asset_json(AssetView const& view, StackNames const& names) {
  auto const& record = view.record;
  return {{"asset", view.key.asset},
          {"stack", names.shown(view.key.stack)},
          {"branch", text_json(view.key.branch)},
          {"updated", iso_time(view.updated)},
          {"file", text_json(record.file)},
          {"tags", record.ours},
          {"removed", record.removed},
          {"engine", text_json(record.engine)},
          {"modelVersion", text_json(record.model_version)},
          {"rules", text_json(record.rules)}};
}

OrderedJson whole_asset_json(AssetView const& view, StackNames const& names) {
  auto whole = asset_json(view, names);
  auto stories = OrderedJson::array();
  for (auto const& story : stories_of(view)) {
    stories.push_back(story_json(story));
  }
  auto changes = OrderedJson::array();
  for (auto const& past : view.changes) {
    changes.push_back(change_json(past));
  }
  auto answers = OrderedJson::array();
  for (auto const& answer : view.answers) {
    answers.push_back(answer_json(answer));
  }
  whole["content"] = text_json(view.content);
  whole["why"] = std::move(stories);
  whole["changes"] = std::move(changes);
  whole["answers"] = std::move(answers);
  return whole;
}

}  // namespace stacktag::server
