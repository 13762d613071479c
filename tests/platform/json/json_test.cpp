// SPDX-License-Identifier: Apache-2.0
#include "json/json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

#include "stacktag/limits.h"

namespace stacktag::json {
namespace {

using namespace std::string_literals;
using testing::ElementsAre;
using testing::IsEmpty;

std::string nested(std::size_t depth, std::string const& open, std::string const& close) {
  std::string text;
  for (std::size_t i = 0; i < depth; ++i) {
    text += open;
  }
  text += "1";
  for (std::size_t i = 0; i < depth; ++i) {
    text += close;
  }
  return text;
}

TEST(parse, refuses_what_is_not_one_json_value) {
  for (auto const& text :
       {""s,         " "s,        "1 2"s,         "{}{}"s,        "[1,2"s,     "[1,]"s,
        "{\"a\":}"s, "{a:1}"s,    "'a'"s,         "NaN"s,         "01"s,       "/**/1"s,
        "\xff"s,     "\"\xff\""s, "\"\xc3\""s,    "\"\\ud800\""s, "\"a\nb\""s, "1e999"s,
        "\0"s,       "{}\0"s,     "{}\0garbage"s, "\"\0\""s}) {
    EXPECT_FALSE(parse(text)) << text;
  }
}

TEST(parse, limits_the_depth) {
  auto const max = limits::json_depth_max;
  EXPECT_TRUE(parse(nested(max, "[", "]")));
  EXPECT_TRUE(parse(nested(max, "{\"a\":", "}")));
  EXPECT_FALSE(parse(nested(max + 1, "[", "]")));
  EXPECT_FALSE(parse(nested(max + 1, "{\"a\":", "}")));
  EXPECT_FALSE(parse(std::string(1'000'000, '[')));
}

TEST(parse, takes_any_value) {
  EXPECT_EQ(parse("null"), Json(nullptr));
  EXPECT_EQ(parse(" [1, \"\\u00e4\"] "), Json({1, "\xc3\xa4"}));
  EXPECT_EQ(parse("\"\\u0000\""), Json("\0"s));
}

TEST(dump, makes_one_line_of_anything) {
  EXPECT_EQ(dump({{"b", "x\ny"}, {"a", {1, nullptr}}}), R"({"a":[1,null],"b":"x\ny"})");
  EXPECT_EQ(dump("a\xff"s + "b"),
            "\"a\xef\xbf\xbd"
            "b\"");
  EXPECT_EQ(dump(std::numeric_limits<double>::infinity()), "null");
}

TEST(member, is_null_where_there_is_none) {
  auto const object = *parse(R"({"a":{"b":1}})");
  EXPECT_EQ(member(member(object, "a"), "b"), Json(1));
  for (auto const& value : {Json(), Json(1), Json("text"), Json::array({1}), Json::object()}) {
    EXPECT_TRUE(member(value, "a").is_null()) << value;
  }
}

// One value of each kind under its own key.
Json const& sample() {
  static Json const value = *parse(R"({
    "text": "t", "empty": "", "null": null, "true": true, "false": false, "list": ["a", 1, null, "b"],
    "int": -7, "digits": "20480", "minus": "-3", "float": 1.5, "whole": 3.0, "big": 9223372036854775808,
    "bigger": "9223372036854775808", "largest": 9223372036854775807, "words": "12 MB", "hex": "0x10"})");
  return value;
}

TEST(text, reads_strings_only) {
  EXPECT_EQ(text(sample(), "text"), "t");
  EXPECT_EQ(text(sample(), "empty"), "");
  for (auto const* key : {"null", "true", "int", "list", "missing"}) {
    EXPECT_FALSE(text(sample(), key)) << key;
    EXPECT_EQ(text_or_empty(sample(), key), "") << key;
  }
}

TEST(integer, reads_whole_numbers_and_strings_of_digits) {
  EXPECT_EQ(integer(sample(), "int"), -7);
  EXPECT_EQ(integer(sample(), "digits"), 20480);
  EXPECT_EQ(integer(sample(), "minus"), -3);
  EXPECT_EQ(integer(sample(), "largest"), std::numeric_limits<std::int64_t>::max());
  for (auto const* key : {"float", "whole", "big", "bigger", "words", "hex", "empty", "null",
                          "true", "list", "missing"}) {
    EXPECT_FALSE(integer(sample(), key)) << key;
  }
}

TEST(number, reads_numbers_only) {
  EXPECT_EQ(number(sample(), "float"), 1.5);
  EXPECT_EQ(number(sample(), "int"), -7.0);
  for (auto const* key : {"digits", "null", "true", "missing"}) {
    EXPECT_FALSE(number(sample(), key)) << key;
  }
}

TEST(truth, is_the_word_true_alone) {
  EXPECT_TRUE(truth(sample(), "true"));
  for (auto const* key : {"false", "null", "int", "text", "list", "missing"}) {
    EXPECT_FALSE(truth(sample(), key)) << key;
  }
}

TEST(texts, leaves_out_what_is_no_string) {
  EXPECT_THAT(texts(sample(), "list"), ElementsAre("a", "b"));
  for (auto const* key : {"text", "null", "int", "missing"}) {
    EXPECT_THAT(texts(sample(), key), IsEmpty()) << key;
  }
}

}  // namespace
}  // namespace stacktag::json
