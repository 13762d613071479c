// SPDX-License-Identifier: Apache-2.0
#include "aws/ini.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace stacktag::aws {
namespace {

using testing::IsEmpty;
using testing::Pair;
using testing::UnorderedElementsAre;

TEST(ini, has_sections_of_names_and_values) {
  EXPECT_THAT(parse_ini("[default]\naws_access_key_id = AKID\naws_secret_access_key=a/b+c=\n"
                        "[profile other]\nregion\t=\teu-west-1\r\n[empty]"),
              UnorderedElementsAre(
                  Pair("default", UnorderedElementsAre(Pair("aws_access_key_id", "AKID"),
                                                       Pair("aws_secret_access_key", "a/b+c="))),
                  Pair("profile other", UnorderedElementsAre(Pair("region", "eu-west-1"))),
                  Pair("empty", IsEmpty())));
}

TEST(ini, passes_over_comments_and_blank_lines) {
  EXPECT_THAT(
      parse_ini("# a = 1\n\n[s] # section\n; b = 2\nc = 3 # three\nd = 4 ; four\n"
                "e = 5#6\nf =\t7\t#8\n"),
      UnorderedElementsAre(Pair("s", UnorderedElementsAre(Pair("c", "3"), Pair("d", "4"),
                                                          Pair("e", "5#6"), Pair("f", "7")))));
}

TEST(ini, passes_over_nested_settings) {
  EXPECT_THAT(parse_ini("[s]\ns3 =\n  region = nested\n\tother = nested\nregion = plain\n"),
              UnorderedElementsAre(
                  Pair("s", UnorderedElementsAre(Pair("s3", ""), Pair("region", "plain")))));
}

TEST(ini, lets_the_last_setting_of_a_name_count_also_in_a_section_that_comes_again) {
  EXPECT_THAT(parse_ini("[s]\na = 1\na = 2\n[t]\n[s]\nb = 3\n"),
              UnorderedElementsAre(Pair("s", UnorderedElementsAre(Pair("a", "2"), Pair("b", "3"))),
                                   Pair("t", IsEmpty())));
}

TEST(ini, takes_nothing_from_what_is_no_ini) {
  EXPECT_THAT(parse_ini(""), IsEmpty());
  EXPECT_THAT(parse_ini("a = 1\n"), IsEmpty());
  EXPECT_THAT(parse_ini(std::string_view("\0\xFF\n=\n", 5)), IsEmpty());
  EXPECT_THAT(parse_ini("[s\njust words\n"), UnorderedElementsAre(Pair("s", IsEmpty())));
  EXPECT_THAT(parse_ini("["), UnorderedElementsAre(Pair("", IsEmpty())));
}

}  // namespace
}  // namespace stacktag::aws
