// SPDX-License-Identifier: Apache-2.0
#include "aws/process.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <string>

#include "fakes/folder.h"
#include "pace/system_clock.h"
#include "stacktag/limits.h"

namespace stacktag::aws {
namespace {

using std::chrono::milliseconds;

tl::expected<std::string, std::string> run(std::string const& command,
                                           milliseconds time = std::chrono::seconds(5)) {
  SystemClock clock;
  return run_command(command, clock, {.at = clock.now() + time});
}

TEST(process, gives_what_the_command_prints) {
  EXPECT_EQ(run("printf 'a b\\n'; X=c; echo \"$X\""), "a b\nc\n");
  EXPECT_EQ(run("true"), "");
}

TEST(process, takes_no_output_of_a_command_that_fails) {
  EXPECT_EQ(run("echo secret; exit 3"), tl::unexpected(std::string("the command failed")));
  EXPECT_EQ(run("echo secret; kill -9 $$"), tl::unexpected(std::string("the command failed")));
  EXPECT_EQ(run("exec /no/such/program 2>/dev/null"),
            tl::unexpected(std::string("the command failed")));
}

TEST(process, leaves_standard_error_alone) {
  EXPECT_EQ(run("echo out; echo 'the command says this on purpose' >&2"), "out\n");
}

TEST(process, stops_a_command_that_prints_too_much) {
  auto const most = std::to_string(limits::small_reply_bytes_max);
  auto const output = run("head -c " + most + " /dev/zero");
  ASSERT_TRUE(output);
  EXPECT_EQ(output->size(), limits::small_reply_bytes_max);
  EXPECT_EQ(run("cat /dev/zero"), tl::unexpected(std::string("the command printed too much")));
}

TEST(process, ends_a_command_that_takes_too_long_with_all_that_it_started) {
  fakes::Folder folder;
  auto const pid_file = folder.path("pid");
  auto const begin = std::chrono::steady_clock::now();
  EXPECT_EQ(run("sleep 60 & echo $! > " + pid_file + "; wait", milliseconds(300)),
            tl::unexpected(std::string("the command did not end in time")));
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(30));
  pid_t sleeper = 0;
  std::ifstream(pid_file) >> sleeper;
  ASSERT_GT(sleeper, 1);
  // Whoever inherits the sleeper may take a moment to bury it.
  std::string state;
  auto const give_up = begin + std::chrono::seconds(30);
  do {
    std::ifstream stat("/proc/" + std::to_string(sleeper) + "/stat");
    std::string word;
    state = stat >> word >> word >> word ? word : "gone";
  } while (state != "Z" && state != "gone" && std::chrono::steady_clock::now() < give_up);
  EXPECT_TRUE(state == "Z" || state == "gone") << state;
}

TEST(process, does_not_wait_for_a_command_that_has_only_closed_its_output) {
  auto const begin = std::chrono::steady_clock::now();
  EXPECT_EQ(run("echo early; exec >&-; exec sleep 60", milliseconds(300)),
            tl::unexpected(std::string("the command did not end in time")));
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(30));
}

TEST(process, waits_for_nothing_once_the_time_is_over) {
  EXPECT_EQ(run("echo late", milliseconds(-1)),
            tl::unexpected(std::string("the command did not end in time")));
}

}  // namespace
}  // namespace stacktag::aws
