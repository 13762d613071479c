// SPDX-License-Identifier: Apache-2.0
// How far a file has come.
#include "cli/models_progress.h"

#include <gtest/gtest.h>

#include <sstream>

#include "fakes/fake_clock.h"

namespace stacktag::cli {
namespace {

using namespace std::chrono_literals;

TEST(ProgressLines, ComeNowAndThenAndAtTheEnd) {
  std::ostringstream err;
  fakes::FakeClock clock;
  auto const progress = make_progress(err, clock, ProgressForm::lines);
  progress->moved("model", 1'000'000, 4'000'000);
  progress->moved("model", 2'000'000, 4'000'000);
  clock.advance(10s);
  progress->moved("model", 3'000'000, 4'000'000);
  progress->moved("model", 4'000'000, 4'000'000);
  EXPECT_EQ(err.str(), "model 1.0 of 4.0 MB\nmodel 3.0 of 4.0 MB\nmodel 4.0 of 4.0 MB\n");
}

TEST(ProgressLines, DoWithoutATotalAndCommandNoTerminal) {
  std::ostringstream err;
  fakes::FakeClock clock;
  make_progress(err, clock, ProgressForm::lines)
      ->moved(
          "mo\x1B"
          "del",
          1'500'000, 0);
  EXPECT_EQ(err.str(), "mo?del 1.5 MB\n");
}

TEST(ProgressBar, GrowsInItsLine) {
  std::ostringstream err;
  fakes::FakeClock clock;
  auto const progress = make_progress(err, clock, ProgressForm::bar);
  progress->moved("model", 1'000'000, 4'000'000);
  progress->moved("model", 1'100'000, 4'000'000);
  clock.advance(100ms);
  progress->moved("model", 2'000'000, 4'000'000);
  progress->moved("model", 4'000'000, 4'000'000);
  EXPECT_EQ(err.str(),
            "\rmodel [######                  ] 1.0 of 4.0 MB\x1B[K"
            "\rmodel [############            ] 2.0 of 4.0 MB\x1B[K"
            "\rmodel [########################] 4.0 of 4.0 MB\x1B[K\n");
}

TEST(ProgressForms, AreLinesWhereNobodyWatches) {
  std::ostringstream const err;
  EXPECT_EQ(form_for(err), ProgressForm::lines);
}

}  // namespace
}  // namespace stacktag::cli
