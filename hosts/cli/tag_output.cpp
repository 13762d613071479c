// SPDX-License-Identifier: Apache-2.0
#include "cli/tag_output.h"

#include <algorithm>
#include <cstdio>
#include <ostream>

#include "cli/printable.h"
#include "flow/tags.h"
#include "json/json.h"
#include "stacktag/text.h"

namespace stacktag::cli {
namespace {

using json::OrderedJson;

std::string percent(double confidence) {
  char text[16];
  std::snprintf(text, sizeof text, "%.1f", std::clamp(confidence, 0.0, 100.0));
  return text;
}

std::string with_confidence(std::string const& tag, Labels const& labels) {
  auto const found = std::ranges::find_if(
      labels.found, [&](Label const& label) { return same_tag(label.name, tag); });
  return found == labels.found.end() ? tag : tag + " " + percent(found->confidence);
}

class Table final : public TagOutput {
 public:
  Table(std::vector<std::string> const& pictures, Console const& console) : console_(console) {
    for (auto const& picture : pictures) {
      first_column_ = std::max(first_column_, characters(printable(picture)));
    }
    row("PICTURE", "TAGS, WITH CONFIDENCE IN PERCENT");
  }

  void put(std::string const& picture, Labels const& labels,
           std::vector<std::string> const& tags) override {
    std::string cell;
    for (auto const& tag : tags) {
      cell += (cell.empty() ? "" : ", ") + with_confidence(tag, labels);
    }
    row(printable(picture), cell.empty() ? "(none)" : printable(cell));
  }

  void put(std::string const& picture, Error const& error) override {
    console_.err << "stacktag: " << printable(picture) << ": " << printable(sentence(error))
                 << '\n';
  }

 private:
  void row(std::string const& picture, std::string const& tags) const {
    auto const gap = first_column_ - std::min(characters(picture), first_column_) + 2;
    console_.out << picture << std::string(gap, ' ') << tags << '\n' << std::flush;
  }

  Console const console_;
  std::size_t first_column_ = characters("PICTURE");
};

OrderedJson instance_of(LabelInstance const& instance) {
  auto const& box = instance.box;
  return {{"confidence", instance.confidence},
          {"box",
           {{"left", box.left}, {"top", box.top}, {"width", box.width}, {"height", box.height}}}};
}

OrderedJson label_of(Label const& label) {
  OrderedJson instances = OrderedJson::array();
  std::ranges::transform(label.instances, std::back_inserter(instances), instance_of);
  return {{"name", label.name},
          {"confidence", label.confidence},
          {"parents", label.parents},
          {"aliases", label.aliases},
          {"categories", label.categories},
          {"instances", std::move(instances)}};
}

class JsonLines final : public TagOutput {
 public:
  explicit JsonLines(Console const& console) : console_(console) {}

  void put(std::string const& picture, Labels const& labels,
           std::vector<std::string> const& tags) override {
    OrderedJson all = OrderedJson::array();
    std::ranges::transform(labels.found, std::back_inserter(all), label_of);
    line({{"picture", picture},
          {"engine", labels.engine},
          {"model", labels.model_version},
          {"tags", tags},
          {"labels", std::move(all)}});
  }

  void put(std::string const& picture, Error const& error) override {
    line({{"picture", picture}, {"reason", to_string(error.reason)}, {"message", sentence(error)}});
  }

 private:
  void line(OrderedJson const& object) const {
    console_.out << json::dump_in_order(object) << '\n' << std::flush;
  }

  Console const console_;
};

}  // namespace

std::unique_ptr<TagOutput> make_tag_output(Format format, std::vector<std::string> const& pictures,
                                           Console const& console) {
  if (format == Format::json) {
    return std::make_unique<JsonLines>(console);
  }
  return std::make_unique<Table>(pictures, console);
}

std::string sentence(Error const& error) {
  return error.message.empty() ? std::string(facts(error.reason).text) : error.message;
}

}  // namespace stacktag::cli
