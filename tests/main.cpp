// SPDX-License-Identifier: Apache-2.0
// Runs GoogleTest's tests. A program holds the suites of several folders, so that a build is quick:
//   core_test [--folder=core/rules] [GoogleTest's options]
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <iostream>
#include <string>
#include <string_view>

namespace {

constexpr std::string_view k_folder_option = "--folder=";

/// The names of the tests whose source is in tests/`folder`, as GoogleTest's filter wants them.
std::string tests_in(std::string const& folder) {
  auto const& all = *testing::UnitTest::GetInstance();
  std::string names;
  for (int i = 0; i < all.total_test_suite_count(); ++i) {
    auto const& suite = *all.GetTestSuite(i);
    for (int j = 0; j < suite.total_test_count(); ++j) {
      auto const& test = *suite.GetTestInfo(j);
      if (std::string_view(test.file()).find("tests/" + folder + "/") != std::string_view::npos) {
        names.append(suite.name()).append(".").append(test.name()).append(":");
      }
    }
  }
  return names;
}

}  // namespace

int main(int count, char** arguments) {
  testing::InitGoogleMock(&count, arguments);
  if (count < 2) {
    return RUN_ALL_TESTS();
  }
  std::string_view const option = arguments[1];
  auto const names = count == 2 && option.starts_with(k_folder_option)
                         ? tests_in(std::string(option.substr(k_folder_option.size())))
                         : std::string();
  if (names.empty()) {
    std::cerr << arguments[0] << ": no tests for " << option << "; --folder=core/rules names one\n";
    return 2;
  }
  testing::GTEST_FLAG(filter) = names;
  return RUN_ALL_TESTS();
}
