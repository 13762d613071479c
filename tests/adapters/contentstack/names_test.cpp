// SPDX-License-Identifier: Apache-2.0
#include "contentstack/names.h"

#include <gtest/gtest.h>

#include <string>

namespace stacktag::contentstack {
namespace {

TEST(Names, AUidHasNothingThatMeansSomethingInAPathOrAHeader) {
  for (std::string const uid : {"blt0123456789abcdef", "am01", "main", "My-Branch_2", "x"}) {
    EXPECT_TRUE(is_uid(uid)) << uid;
  }
  EXPECT_TRUE(is_uid(std::string(64, 'a')));
  EXPECT_FALSE(is_uid(std::string(65, 'a')));
  for (char const c : std::string(" /\\.?#%&:@'\"\r\n\t{}+=") + '\0' + '\x7f' + '\xc3') {
    EXPECT_FALSE(is_uid(std::string("blt") + c + "a")) << static_cast<int>(c);
    EXPECT_FALSE(is_uid(std::string(1, c))) << static_cast<int>(c);
  }
  EXPECT_FALSE(is_uid(""));
}

TEST(Names, AHeadersValueIsPrintableWithoutBlanksAtItsEnds) {
  EXPECT_TRUE(is_header_value("Bearer x, y; z=\"~\""));
  for (std::string const value :
       {"", " ", " x", "x ", "a\r\nb: c", "a\nb", "a\tb", "caf\xc3\xa9"}) {
    EXPECT_FALSE(is_header_value(value)) << value;
  }
  EXPECT_FALSE(is_header_value(std::string("a\0b", 3)));
}

}  // namespace
}  // namespace stacktag::contentstack
