// SPDX-License-Identifier: Apache-2.0
// A whole small world for the pipeline: a stack with versions, a host of pictures and an engine,
// all in memory, each of which can be told to fail or to have somebody interfere.
#pragma once

#include <algorithm>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "drawn_images.h"
#include "fakes/fake_clock.h"
#include "fakes/in_turn.h"
#include "flow/pipeline.h"

namespace stacktag::world {

/// One asset with all its versions. A write makes a version, as at Contentstack.
class Stack final : public AssetStore {
 public:
  std::vector<Asset> versions{};                            ///< versions[0] is version 1
  std::deque<std::function<void(Stack&)>> before_writes{};  ///< each runs before one write
  std::deque<Error> read_errors{};
  std::deque<Error> write_errors{};
  std::map<int, Error> broken_versions{};
  std::vector<std::string> others{};  ///< tags of the other assets
  std::optional<Error> words_error{};
  int pages = 1;  ///< that reading the tags in use takes
  int reads = 0;
  int writes = 0;

  void create(std::string const& file, std::vector<std::string> tags = {}) {
    versions = {asset(file, 1, std::move(tags))};
  }
  void editor_sets(std::vector<std::string> tags) {
    auto next = versions.back();
    next.tags = std::move(tags);
    push(std::move(next));
  }
  void editor_describes(std::string description) {
    auto next = versions.back();
    next.description = std::move(description);
    push(std::move(next));
  }
  void editor_replaces(std::string const& file) {
    auto next = asset(file, 0, versions.back().tags);
    next.description = versions.back().description;
    push(std::move(next));
  }
  Asset const& now() const { return versions.back(); }

  Event event(std::string name, int version) const {
    return {.module = "asset",
            .name = std::move(name),
            .api_key = "bltkey",
            .branch = "main",
            .asset = versions[static_cast<std::size_t>(version) - 1]};
  }

  Result<std::optional<Asset>> read(AssetRef const& ref, std::optional<int> version,
                                    Deadline const&) override {
    ++reads;
    if (!read_errors.empty()) {
      return fail(take(read_errors));
    }
    if (version && broken_versions.contains(*version)) {
      return fail(broken_versions.at(*version));
    }
    if (versions.empty() || ref.uid != "blta1") {
      return std::nullopt;
    }
    if (!version) {
      return versions.back();
    }
    auto const index = static_cast<std::size_t>(*version) - 1;
    return index < versions.size() ? std::optional(versions[index]) : std::nullopt;
  }

  Result<std::optional<Asset>> write(AssetRef const&, AssetEdit const& edit,
                                     Deadline const&) override {
    ++writes;
    if (!write_errors.empty()) {
      return fail(take(write_errors));
    }
    if (!before_writes.empty()) {
      auto const interfere = std::move(before_writes.front());
      before_writes.pop_front();
      interfere(*this);
    }
    if (versions.empty()) {
      return std::nullopt;
    }
    auto next = versions.back();
    next.tags = edit.tags;
    next.description = edit.description.value_or(next.description);
    push(std::move(next));
    return versions.back();
  }

  Result<TagsInUse> tags_in_use(std::string const&, Deadline const&) override {
    reads += pages;
    if (!read_errors.empty()) {
      return fail(take(read_errors));
    }
    if (words_error) {
      return fail(*words_error);
    }
    auto all = others;
    if (!versions.empty()) {
      all.insert(all.end(), versions.back().tags.begin(), versions.back().tags.end());
    }
    return TagsInUse{std::move(all), pages};
  }

 private:
  static Asset asset(std::string const& file, int version, std::vector<std::string> tags) {
    return {.uid = "blta1",
            .version = version,
            .url = "https://images.contentstack.io/v3/assets/bltkey/blta1/" + file + "/a.jpeg",
            .content_type = "image/jpeg",
            .tags = std::move(tags)};
  }
  void push(Asset next) {
    next.version = static_cast<int>(versions.size()) + 1;
    versions.push_back(std::move(next));
  }
  static Error take(std::deque<Error>& errors) {
    auto error = std::move(errors.front());
    errors.pop_front();
    return error;
  }
};

class Pictures final : public ImageSource {
 public:
  Result<std::string> original = drawn::jpeg(640, 480);
  Result<std::string> small_jpeg = fail(Reason::unsupported_format, "no rendition");
  int fetches = 0;
  int renditions = 0;
  bool was_cancelled = false;

  Result<std::string> fetch(std::string const&, Rendition rendition,
                            Deadline const& deadline) override {
    was_cancelled = deadline.cancelled.stop_requested();
    ++(rendition == Rendition::original ? fetches : renditions);
    return rendition == Rendition::original ? original : small_jpeg;
  }
};

class Engine final : public Labeler {
 public:
  Result<Labels> answer =
      Labels{.found = {{.name = "Horse", .confidence = 99}, {.name = "Field", .confidence = 90}},
             .engine = "fake"};
  int calls = 0;
  LabelQuery last{};

  LabelAnswer label(Image const&, LabelQuery const& query, Deadline const&) override {
    ++calls;
    last = query;
    auto asked = answer;
    if (asked) {
      std::erase_if(asked->found,
                    [&](Label const& label) { return label.confidence < query.confidence_min; });
      asked->found.resize(
          std::min(asked->found.size(), static_cast<std::size_t>(query.labels_max)));
    }
    return {std::move(asked), answer ? 1 : 0};
  }
};

using fakes::InTurn;

struct World {
  Stack stack{};
  Pictures pictures{};
  Engine engine{};
  InTurn overlap{};
  fakes::FakeClock clock{};
  Memory memory{};
  StackWords stack_words{};
  PipelineSettings settings{.api_key = "bltkey"};

  Report deliver(Event const& event, Deadline const& deadline = {}) {
    return Pipeline{stack, pictures, engine, overlap, clock, memory, stack_words, settings}.run(
        event, deadline);
  }
  Report deliver(std::string name, int version, std::chrono::milliseconds time) {
    return deliver(stack.event(std::move(name), version), {.at = clock.now() + time});
  }
  Report deliver(std::string name, int version) {
    return deliver(stack.event(std::move(name), version));
  }

  /// All calls out of the process so far.
  int calls() const {
    return stack.reads + stack.writes + pictures.fetches + pictures.renditions + engine.calls;
  }
};

}  // namespace stacktag::world
