// SPDX-License-Identifier: Apache-2.0
// How long the local engine takes for a picture of 640 px, decoding included, on one core.
#include <benchmark/benchmark.h>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "local_vision/labeler.h"

namespace {

void look(benchmark::State& state, std::string const& path,
          std::vector<std::string> const& labels) {
  using namespace stacktag;
  auto const engine = local_vision::make_labeler({.labels = labels}).value();
  std::ifstream file(path, std::ios::binary);
  Image const image{.bytes = {std::istreambuf_iterator<char>(file), {}}};
  for (auto _ : state) {
    benchmark::DoNotOptimize(engine->label(image, {}, {}).labels.value());
  }
}

}  // namespace

// Pictures come after the benchmark's own flags.
int main(int count, char** words) {
  benchmark::Initialize(&count, words);
  for (int i = 1; i < count; ++i) {
    std::string const path = words[i];
    auto const name = path.substr(path.rfind('/') + 1);
    benchmark::RegisterBenchmark(name.c_str(), look, path, std::vector<std::string>{})
        ->Unit(benchmark::kMillisecond);
    benchmark::RegisterBenchmark((name + ", without faces").c_str(), look, path,
                                 std::vector<std::string>{"-Face", "-Person", "-Head"})
        ->Unit(benchmark::kMillisecond);
  }
  benchmark::RunSpecifiedBenchmarks();
}
