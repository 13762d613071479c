// SPDX-License-Identifier: Apache-2.0
// Runs a fuzz target over the files of the folders that are given, where there is no libFuzzer.
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* bytes, std::size_t size);

namespace {

void run(std::filesystem::path const& path) {
  std::ifstream file(path, std::ios::binary);
  std::string const text{std::istreambuf_iterator<char>(file), {}};
  // Said first, so that it is known which file a crash is about.
  std::cout << path.string() << ", " << text.size() << " bytes" << std::endl;
  LLVMFuzzerTestOneInput(reinterpret_cast<std::uint8_t const*>(text.data()), text.size());
}

int run_folder(std::filesystem::path const& folder) {
  int files = 0;
  for (auto const& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.is_regular_file()) {
      run(entry.path());
      ++files;
    }
  }
  return files;
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 2) {
    std::cerr << "usage: " << arguments[0] << " FOLDER...\n";
    return 2;
  }
  int files = 0;
  for (int i = 1; i < count; ++i) {
    auto const found = run_folder(arguments[i]);
    if (found == 0) {
      std::cerr << arguments[i] << " holds no file\n";
      return 1;
    }
    files += found;
  }
  std::cout << files << " inputs ran\n";
  return 0;
}
