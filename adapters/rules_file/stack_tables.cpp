// SPDX-License-Identifier: Apache-2.0
#include "rules_file/stack_tables.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "stacktag/limits.h"

namespace stacktag::rules_file {
namespace {

struct Key {
  std::string_view key;
  char const* variable;
};

constexpr std::array k_texts{
    Key{"api_key", "CONTENTSTACK_STACK_API_KEY"},
    Key{"management_token", "CONTENTSTACK_STACK_MANAGEMENT_TOKEN"},
    Key{"management_token_file", "CONTENTSTACK_STACK_MANAGEMENT_TOKEN_FILE"},
    Key{"region", "CONTENTSTACK_REGION"},
    Key{"api_url", "CONTENTSTACK_API_URL"},
    Key{"rules", "STACKTAG_CONFIG"},
    Key{"webhook_header", "STACKTAG_WEBHOOK_HEADER"},
    Key{"webhook_basic_auth", "STACKTAG_WEBHOOK_BASIC_AUTH"},
    Key{"webhook_keys_url", "STACKTAG_WEBHOOK_KEYS_URL"},
    Key{"engine", "STACKTAG_ENGINE"},
    Key{"rekognition_region", "REKOGNITION_AWS_REGION"},
    Key{"budget_beyond", "STACKTAG_BUDGET_BEYOND"},
};
constexpr std::array k_lists{
    Key{"image_hosts", "CONTENTSTACK_IMAGE_HOSTS"},
    Key{"branches", "STACKTAG_BRANCHES"},
    Key{"features", "STACKTAG_FEATURES"},
    Key{"webhook_hmac_keys", "STACKTAG_WEBHOOK_HMAC_KEYS"},
};
constexpr std::array k_numbers{
    Key{"budget", "STACKTAG_BUDGET"},
    Key{"reads_per_second", "STACKTAG_CONTENTSTACK_READS_PER_SECOND"},
    Key{"writes_per_second", "STACKTAG_CONTENTSTACK_WRITES_PER_SECOND"},
    Key{"label_calls_per_second", "STACKTAG_LABEL_CALLS_PER_SECOND"},
};
constexpr double k_number_max = 1'000'000;
constexpr std::size_t k_name_bytes_max = 32;

// Part of an address, of a metric and of log lines.
bool is_name(std::string_view name) {
  return !name.empty() && name.size() <= k_name_bytes_max &&
         std::ranges::all_of(name, [](char letter) {
           return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') ||
                  letter == '-' || letter == '_';
         });
}

std::string joined(std::vector<Text> const& texts, std::string_view key, Mistakes& mistakes) {
  std::string all;
  for (auto const& [text, place] : texts) {
    if (text.find(',') != std::string::npos) {
      mistakes.add(place, std::string(key) + " must not have a comma inside of a text");
    }
    all += (all.empty() ? "" : ",") + text;
  }
  return all;
}

std::string plain(double number) {
  auto text = std::to_string(number);
  text.erase(text.find_last_not_of('0') + 1);
  return text.ends_with('.') ? text.substr(0, text.size() - 1) : text;
}

void read_keys(TableReader& reader, StackTable& stack) {
  for (auto const& [key, variable] : k_texts) {
    if (auto text = reader.text(key)) {
      stack.variables[variable] = std::move(text->text);
    }
  }
  for (auto const& [key, variable] : k_lists) {
    if (auto const texts = reader.texts(key, TableReader::One::is_a_list)) {
      stack.variables[variable] = joined(*texts, key, reader.mistakes());
    }
  }
  for (auto const& [key, variable] : k_numbers) {
    if (auto const number = reader.number(key, 0, k_number_max)) {
      stack.variables[variable] = plain(*number);
    }
  }
  if (auto const asked = reader.truth("webhook_signature")) {
    stack.variables["STACKTAG_WEBHOOK_SIGNATURE"] = *asked ? "true" : "false";
  }
}

StackTable read_stack(toml_text::Value const& value, std::size_t number, Mistakes& mistakes) {
  auto const ordinal = "stack " + std::to_string(number);
  TableReader reader(std::get<toml_text::Table>(value.content), ordinal, mistakes);
  StackTable stack;
  auto const name = reader.text("name");
  if (!name || !is_name(name->text)) {
    mistakes.add(name ? name->place : value.place,
                 ordinal + " needs a name of small letters, digits, - and _, at most " +
                     std::to_string(k_name_bytes_max) + " of them");
  } else {
    stack.name = name->text;
  }
  read_keys(reader, stack);
  if (!stack.variables.contains("CONTENTSTACK_STACK_API_KEY")) {
    mistakes.add(value.place, ordinal + " needs api_key");
  }
  reader.finish();
  return stack;
}

}  // namespace

std::vector<StackTable> read_stack_tables(TableReader& top) {
  std::vector<StackTable> stacks;
  std::set<std::string> names;
  std::set<std::string> keys;
  auto const given = top.tables("stack");
  if (given.size() > limits::stacks_max) {
    top.mistakes().add(given[limits::stacks_max]->place,
                       "there are more than " + std::to_string(limits::stacks_max) + " stacks");
    return {};
  }
  for (auto const* const value : given) {
    auto stack = read_stack(*value, stacks.size() + 1, top.mistakes());
    if (!stack.name.empty() && !names.insert(stack.name).second) {
      top.mistakes().add(value->place, "another stack has the name " + in_quotes(stack.name));
    }
    if (!keys.insert(stack.variables["CONTENTSTACK_STACK_API_KEY"]).second) {
      top.mistakes().add(value->place, "another stack has the same api_key");
    }
    stacks.push_back(std::move(stack));
  }
  return stacks;
}

}  // namespace stacktag::rules_file
