// SPDX-License-Identifier: Apache-2.0
#include "aws/canonical.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace stacktag::aws {
namespace {

using Cases = std::vector<std::pair<std::string, std::string>>;

constexpr auto k_unreserved = "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

TEST(canonical_path, removes_dot_segments_and_double_slashes) {
  Cases const cases{{"", "/"},
                    {"/", "/"},
                    {"//", "/"},
                    {"//example//", "/example/"},
                    {"/./", "/"},
                    {"/.", "/"},
                    {"/./example", "/example"},
                    {"/example/.", "/example/"},
                    {"/example/..", "/"},
                    {"/example1/example2/../..", "/"},
                    {"/a/b/../c", "/a/c"},
                    {"/a/b/..", "/a/"},
                    {"/../../a", "/a"},
                    {"/a/.../b", "/a/.../b"},
                    {"/..a/.b", "/..a/.b"}};
  for (auto const& [path, expected] : cases) {
    EXPECT_EQ(canonical_path(path), expected) << path;
  }
}

TEST(canonical_path, encodes_what_it_is_given_once_more) {
  Cases const cases{{"/example space/", "/example%20space/"},
                    {"/example%20space", "/example%2520space"},
                    {"/a%2Fb", "/a%252Fb"},
                    {"/\xE1\x88\xB4", "/%E1%88%B4"},
                    {"/a+b=c:d@e", "/a%2Bb%3Dc%3Ad%40e"},
                    {std::string("/") + k_unreserved, std::string("/") + k_unreserved}};
  for (auto const& [path, expected] : cases) {
    EXPECT_EQ(canonical_path(path), expected) << path;
  }
}

TEST(canonical_query, is_sorted_by_name_and_then_by_value) {
  Cases const cases{{"", ""},
                    {"Param2=value2&Param1=value1", "Param1=value1&Param2=value2"},
                    {"Param1=value2&Param1=Value1", "Param1=Value1&Param1=value2"},
                    {"b=1&B=1&a=1", "B=1&a=1&b=1"},
                    {"a=2&a=10&a=", "a=&a=10&a=2"},
                    {"Param-3=Value3&Param=Value2&%E1%88%B4=Value1",
                     "%E1%88%B4=Value1&Param=Value2&Param-3=Value3"}};
  for (auto const& [query, expected] : cases) {
    EXPECT_EQ(canonical_query(query), expected) << query;
  }
}

TEST(canonical_query, gives_a_name_without_value_an_empty_one) {
  Cases const cases{{"acl", "acl="},
                    {"acl=", "acl="},
                    {"b&a", "a=&b="},
                    {"=value", "=value"},
                    {"a&&b&", "a=&b="}};
  for (auto const& [query, expected] : cases) {
    EXPECT_EQ(canonical_query(query), expected) << query;
  }
}

TEST(canonical_query, has_one_spelling_for_each_meaning) {
  auto const unreserved = std::string(k_unreserved) + "=" + k_unreserved;
  Cases const cases{{"a=b%2fc", "a=b%2Fc"},  {"a=b/c", "a=b%2Fc"},
                    {"%61=%7e%41", "a=~A"},  {"a=b c", "a=b%20c"},
                    {"a=b+c", "a=b%2Bc"},    {"a=b=c", "a=b%3Dc"},
                    {"a=100%", "a=100%25"},  {"a=%4", "a=%254"},
                    {"a=%zz", "a=%25zz"},    {"\xE1\x88\xB4=bar", "%E1%88%B4=bar"},
                    {unreserved, unreserved}};
  for (auto const& [query, expected] : cases) {
    EXPECT_EQ(canonical_query(query), expected) << query;
  }
}

TEST(canonical_headers, are_in_lower_case_and_sorted_by_the_whole_name) {
  auto const canonical = canonical_headers(
      {{"X-Amz-Meta-Test", "2"}, {"Host", "Example.com"}, {"X-Amz-Meta", "1"}, {"accept", "3"}});
  EXPECT_EQ(canonical.block, "accept:3\nhost:Example.com\nx-amz-meta:1\nx-amz-meta-test:2\n");
  EXPECT_EQ(canonical.names, "accept;host;x-amz-meta;x-amz-meta-test");
}

TEST(canonical_headers, are_trimmed_with_inner_blanks_collapsed) {
  auto const canonical = canonical_headers(
      {{"My-Header1", "  value1\t"}, {"My-Header2", "\"a   b \t c\""}, {"My-Header3", "  "}});
  EXPECT_EQ(canonical.block, "my-header1:value1\nmy-header2:\"a b c\"\nmy-header3:\n");
}

TEST(canonical_headers, join_repeated_ones_in_the_order_they_are_sent) {
  auto const canonical = canonical_headers({{"My-Header1", "value4"},
                                            {"MY-HEADER1", " value1 "},
                                            {"my-header1", ""},
                                            {"My-Header1", "value2"}});
  EXPECT_EQ(canonical.block, "my-header1:value4,value1,,value2\n");
  EXPECT_EQ(canonical.names, "my-header1");
}

}  // namespace
}  // namespace stacktag::aws
