// SPDX-License-Identifier: Apache-2.0
#include "cli/tag_output.h"

#include <algorithm>
#include <ostream>

#include "cli/columns.h"
#include "cli/printable.h"
#include "cli/properties_json.h"
#include "flow/features.h"
#include "json/json.h"
#include "stacktag/text.h"

namespace stacktag::cli {
namespace {

using json::OrderedJson;

// That of the label which became the tag, whatever it is called now.
std::string with_confidence(std::string const& tag, Choice const& choice) {
  auto const found = std::ranges::find_if(choice.decisions, [&tag](Decision const& decision) {
    return std::ranges::find(decision.tags, tag) != decision.tags.end();
  });
  return found == choice.decisions.end() ? tag : tag + " " + percent(found->confidence);
}

enum class Shade { bold, green, red };

// Colours for who looks at a terminal and has not asked for none: https://no-color.org
class Paint {
 public:
  Paint(Console const& console, int columns)
      : is_on_(columns > 0 && !console.environment.get("NO_COLOR") &&
               console.environment.get("TERM") != "dumb") {}

  std::string on(std::string const& text, Shade shade) const {
    if (!is_on_) {
      return text;
    }
    auto const* const code = shade == Shade::bold ? "1" : shade == Shade::green ? "32" : "31";
    return std::string("\x1B[") + code + "m" + text + "\x1B[0m";
  }

 private:
  bool const is_on_;
};

class Table final : public TagOutput {
 public:
  Table(std::vector<std::string> const& pictures, Console const& console)
      : console_(console), out_(console, console.out_columns), err_(console, console.err_columns) {
    for (auto const& picture : pictures) {
      first_column_ = std::max(first_column_, columns(printable(picture)));
    }
    row("PICTURE", "TAGS, WITH CONFIDENCE IN PERCENT", Shade::bold);
  }

  void put(std::string const& picture, Labels const& /*labels*/, Choice const& choice) override {
    std::string cell;
    for (auto const& tag : choice.tags) {
      cell += (cell.empty() ? "" : ", ") + with_confidence(tag, choice);
    }
    row(printable(picture), cell.empty() ? "(none)" : printable(cell), Shade::green);
  }

  void put(std::string const& picture, Error const& error) override {
    console_.err << err_.on("stacktag: " + printable(picture) + ":", Shade::red) << ' '
                 << printable(sentence(error)) << '\n';
  }

 private:
  void row(std::string const& picture, std::string const& tags, Shade shade) const {
    auto const gap = first_column_ - std::min(columns(picture), first_column_) + 2;
    auto const first = shade == Shade::bold ? out_.on(picture, shade) : picture;
    console_.out << first << std::string(gap, ' ') << out_.on(tags, shade) << '\n' << std::flush;
  }

  Console const console_;
  Paint const out_;
  Paint const err_;
  std::size_t first_column_ = columns("PICTURE");
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
          {"feature", to_string(label.feature)},
          {"confidence", label.confidence},
          {"parents", label.parents},
          {"aliases", label.aliases},
          {"categories", label.categories},
          {"instances", std::move(instances)}};
}

class JsonLines final : public TagOutput {
 public:
  explicit JsonLines(Console const& console) : console_(console) {}

  void put(std::string const& picture, Labels const& labels, Choice const& choice) override {
    OrderedJson all = OrderedJson::array();
    std::ranges::transform(labels.found, std::back_inserter(all), label_of);
    OrderedJson told{{"picture", picture},
                     {"engine", labels.engine},
                     {"model", labels.model_version},
                     {"tags", choice.tags},
                     {"labels", std::move(all)}};
    if (labels.properties) {
      told["properties"] = properties_json(*labels.properties);
    }
    line(told);
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
