// SPDX-License-Identifier: Apache-2.0
// Runs a fuzz target over the files of a folder, where there is no libFuzzer.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include "fuzz/target.h"

namespace {

using stacktag::fuzz::Target;

void run(Target target, std::filesystem::path const& path) {
  std::ifstream file(path, std::ios::binary);
  std::string const text{std::istreambuf_iterator<char>(file), {}};
  // Said first, so that it is known which file a crash is about.
  std::cout << path.string() << ", " << text.size() << " bytes" << std::endl;
  target(text);
}

int run_folder(Target target, std::filesystem::path const& folder) {
  int files = 0;
  for (auto const& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.is_regular_file()) {
      run(target, entry.path());
      ++files;
    }
  }
  return files;
}

}  // namespace

int main(int count, char** arguments) {
  auto const& targets = stacktag::fuzz::targets();
  auto const target = count == 3 ? targets.find(arguments[1]) : targets.end();
  if (target == targets.end()) {
    std::cerr << "usage: " << arguments[0] << " TARGET FOLDER\n";
    return 2;
  }
  auto const files = run_folder(target->second, arguments[2]);
  if (files == 0) {
    std::cerr << arguments[2] << " holds no file\n";
    return 1;
  }
  std::cout << files << " inputs ran\n";
  return 0;
}
