// SPDX-License-Identifier: Apache-2.0
#include "flow/labelling.h"

#include <utility>

#include "flow/stopwatch.h"

namespace stacktag {
namespace {

// Kept by file, whatever rule counts for the asset when it comes again: so all ask the same.
LabelQuery query_of(PipelineSettings const& settings) {
  return enough_for(needs_of(settings.tags), settings.questions);
}

Picture picture_of(Event const& event, std::string_view bytes) {
  return {asset_key(event), file_uid(event.asset), bytes};
}

// What of the query is still to be asked.
LabelQuery open_questions(LabelQuery query, Answered const& known) {
  std::erase_if(query.features, [&](Feature asked) { return known.features.contains(asked); });
  return query;
}

// What was answered before: by the memory of the process, else by the ledger.
Result<Answered> answers_so_far(Pipeline const& parts, Event const& event, Picture const& picture) {
  auto known = parts.memory.answers_of(event, picture.file);
  auto const open = open_questions(query_of(parts.settings), known);
  if (parts.ledgers.labels != nullptr && !open.features.empty()) {
    TRY(auto more, parts.ledgers.labels->known(picture, open, parts.settings.engine));
    add(known, std::move(more));
  }
  return known;
}

}  // namespace

// Asks what of the questions is not answered yet. Answers are kept also where another question
// failed, so that a repeat pays for what is missing only.
Result<Labels> label(Pipeline const& parts, Event const& event, Image const& image,
                     Deadline const& deadline, Report& report) {
  auto const picture = picture_of(event, image.bytes);
  TRY(auto known, answers_so_far(parts, event, picture));
  auto const query = open_questions(query_of(parts.settings), known);
  if (query.features.empty()) {
    return std::move(known.labels);
  }
  Stopwatch const watch(parts.clock, report.steps.label);
  auto answer = parts.labeler.label(image, query, deadline);
  report.label_calls += answer.calls_paid;
  add(report.cost, answer.cost);
  auto fresh = answer.labels ? Answered{query.features, *std::move(answer.labels)}
                             : std::move(answer.partial);
  keep_asked(fresh.labels, query);
  add(known, fresh);
  if (!known.features.empty()) {
    parts.memory.answered(event, picture.file, known);
  }
  if (parts.ledgers.labels != nullptr) {
    TRY_VOID(parts.ledgers.labels->learned(picture, query, fresh, answer.cost));
  }
  if (!answer.labels) {
    return fail(std::move(answer.labels.error()));
  }
  return std::move(known.labels);
}

Result<std::optional<Labels>> known_labels(Pipeline const& parts, Event const& event) {
  TRY(auto known, answers_so_far(parts, event, picture_of(event, {})));
  auto const open = open_questions(query_of(parts.settings), known);
  return open.features.empty() ? std::optional(std::move(known.labels)) : std::nullopt;
}

}  // namespace stacktag
