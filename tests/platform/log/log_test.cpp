// SPDX-License-Identifier: Apache-2.0
#include "log/log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include "fakes/fake_clock.h"
#include "stacktag/limits.h"

namespace stacktag {
namespace {

using testing::HasSubstr;
using testing::SizeIs;
using testing::StartsWith;

// A log that writes into memory.
class LogLines : public testing::Test {
 protected:
  ~LogLines() override {
    std::fclose(stream_);
    std::free(buffer_);
  }

  std::vector<std::string> lines() {
    std::fflush(stream_);
    std::vector<std::string> found;
    std::string_view rest(buffer_, size_);
    while (!rest.empty()) {
      auto const end = rest.find('\n');
      EXPECT_NE(end, std::string_view::npos) << "a line without its end";
      found.emplace_back(rest.substr(0, end));
      rest.remove_prefix(end + 1);
    }
    return found;
  }

  char* buffer_ = nullptr;
  std::size_t size_ = 0;
  std::FILE* stream_ = open_memstream(&buffer_, &size_);
  fakes::FakeClock clock_;
  std::unique_ptr<Log> log_ = make_log(stream_, clock_);
};

TEST_F(LogLines, begin_with_time_level_and_message) {
  clock_.advance(std::chrono::milliseconds(7));
  log_->write(Level::warn, "it's\nso", {{"asset", "blt1"}, {"ms", 12}});
  ASSERT_THAT(lines(), SizeIs(1));
  EXPECT_EQ(lines()[0],
            R"({"timestamp":"2026-03-01T12:00:00.007Z","level":"WARN","message":"it's\nso",)"
            R"("asset":"blt1","ms":12})");
}

TEST_F(LogLines, below_the_least_level_are_dropped) {
  log_->write(Level::debug, "no", {});
  log_->write(Level::info, "yes", {});
  make_log(stream_, clock_, Level::error)->write(Level::warn, "no", {});
  make_log(stream_, clock_, Level::debug)->write(Level::debug, "yes", {});
  EXPECT_THAT(lines(), testing::Each(HasSubstr("yes")));
  EXPECT_THAT(lines(), SizeIs(2));
}

TEST_F(LogLines, keep_their_front_whatever_the_fields_are_called) {
  log_->write(Level::error, "true", {{"level", "INFO"}, {"message", "forged"}, {"timestamp", 0}});
  EXPECT_EQ(lines()[0],
            R"({"timestamp":"2026-03-01T12:00:00.000Z","level":"ERROR","message":"true"})");
}

TEST_F(LogLines, survive_bytes_that_are_not_utf8_and_fields_that_are_no_object) {
  log_->write(Level::info, "a\xff", {{"b", "\xc3"}});
  log_->write(Level::info, "null", nullptr);
  for (auto const& line : lines()) {
    EXPECT_TRUE(json::parse(line)) << line;
  }
}

TEST_F(LogLines, are_cut_where_they_are_too_long) {
  log_->write(Level::info, "big", {{"body", std::string(limits::log_line_bytes_max, 'x')}});
  log_->write(Level::info, std::string(limits::log_line_bytes_max, '\x01'), {});
  ASSERT_THAT(lines(), SizeIs(2));
  for (auto const& line : lines()) {
    EXPECT_LE(line.size(), limits::log_line_bytes_max);
    EXPECT_THAT(line, StartsWith(R"({"timestamp":"2026-03-01T12:00:00.000Z","level":"INFO",)"));
    EXPECT_THAT(line, HasSubstr("\"cut\":"));
    EXPECT_TRUE(json::parse(line)) << line;
  }
}

TEST_F(LogLines, are_not_mixed_by_threads) {
  {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < 4; ++thread) {
      threads.emplace_back([this] {
        for (int i = 0; i < 100; ++i) {
          log_->write(Level::info, std::string(500, 'x'), {{"i", i}});
        }
      });
    }
  }
  ASSERT_THAT(lines(), SizeIs(400));
  for (auto const& line : lines()) {
    EXPECT_TRUE(json::parse(line)) << line;
  }
}

TEST_F(LogLines, may_be_of_a_services_own_form) {
  log_->write_raw({{"_aws", {{"Timestamp", 1}}}});
  EXPECT_EQ(lines()[0], R"({"_aws":{"Timestamp":1}})");
}

}  // namespace
}  // namespace stacktag
