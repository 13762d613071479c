// SPDX-License-Identifier: Apache-2.0
#include "study/truth_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace stacktag::study {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(TruthFile, PicturesAndTheirTags) {
  EXPECT_THAT(*parse_truth("picture,tags\na.jpg,dog|Palm Tree\nb/c.png,\n"),
              ElementsAre(Truth{"a.jpg", {"dog", "Palm Tree"}}, Truth{"b/c.png", {}}));
}

TEST(TruthFile, AsSpreadsheetsWriteIt) {
  EXPECT_THAT(
      *parse_truth("\xEF\xBB\xBFid,Tags,Picture\r\n1,\"dog | \"\"old\"\" cat|\",\"a, "
                   "b.jpg\"\r\n\r\n2,x,\"two\nlines.jpg\""),
      ElementsAre(Truth{"a, b.jpg", {"dog", "\"old\" cat"}}, Truth{"two\nlines.jpg", {"x"}}));
  EXPECT_THAT(*parse_truth("picture,tags"), IsEmpty());
}

TEST(TruthFile, SaysWhatIsWrongAndWhere) {
  struct Row {
    std::string csv;
    std::string says;
  };
  for (auto const& [csv, says] : {
           Row{"", "line 1: it has to name the columns"},
           Row{"a.jpg,dog\n", "line 1: it has to name the columns"},
           Row{"picture,tags\na.jpg,dog,cat\n", "line 2: it needs a picture, and 2 columns"},
           Row{"picture,tags\na.jpg,dog\n ,dog\n", "line 3: it needs a picture"},
           Row{"picture,tags\n\"a\nb.jpg\",dog\n\"c.jpg,dog\n", "line 4: a quote is not closed"},
           Row{"picture,tags\n\"a\" b,dog\n",
               "line 2: a quote is not closed, or text stands behind one"},
       }) {
    auto const read = parse_truth(csv);
    ASSERT_FALSE(read) << csv;
    EXPECT_EQ(read.error().reason, Reason::bad_configuration);
    EXPECT_THAT(read.error().message, HasSubstr(says));
  }
}

}  // namespace
}  // namespace stacktag::study
