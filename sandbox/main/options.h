// SPDX-License-Identifier: Apache-2.0
// The sandbox's command line.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "cloud/cloud.h"
#include "stack/stack.h"

namespace stacktag::sandbox {

enum class Engine { local, fixed };

struct Options {
  std::uint16_t port = 0;
  StackOptions stack{};
  CloudOptions cloud{};
  Engine engine = Engine::local;
  std::map<std::string, std::chrono::milliseconds> latencies{};  ///< by service
  std::string ready_file{};
  std::string images{};       ///< a folder that is uploaded at start
  std::string webhook_url{};  ///< a webhook that is there from the start
  std::string webhook_header{};
  std::string webhook_basic{};
  bool print_environment = false;
};

/// Nothing where the program has said what it had to say (--help, a mistake); `exit_code` is then
/// set.
std::optional<Options> read_command_line(int argc, char** argv, int& exit_code);

}  // namespace stacktag::sandbox
