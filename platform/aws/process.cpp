// SPDX-License-Identifier: Apache-2.0
#include "aws/process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>

#include "stacktag/limits.h"

namespace stacktag::aws {
namespace {

using std::chrono::milliseconds;

// The child and the reading end of its standard output; both are gone when this is.
class Child final {
 public:
  explicit Child(std::string const& command) {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) {
      return;
    }
    output_ = ends[0];
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    // A group of its own, so that what the shell starts ends with it.
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    std::string shell = "sh";
    std::string option = "-c";
    std::string line = command;
    std::array<char*, 4> arguments{shell.data(), option.data(), line.data(), nullptr};
    if (posix_spawn(&pid_, "/bin/sh", &actions, &attributes, arguments.data(), environ) != 0) {
      pid_ = -1;
    }
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
  }
  ~Child() {
    if (pid_ > 0) {
      kill(-pid_, SIGKILL);
      waitpid(pid_, nullptr, 0);
    }
    if (output_ >= 0) {
      close(output_);
    }
  }
  Child(Child const&) = delete;
  Child& operator=(Child const&) = delete;

  bool started() const { return pid_ > 0; }
  int output() const { return output_; }
  /// Something to wait for the end with; -1 where the system has none.
  int end_signal() const { return static_cast<int>(syscall(SYS_pidfd_open, pid_, 0)); }
  bool ended_well() {
    int status = 0;
    bool const known = waitpid(pid_, &status, 0) == pid_;
    pid_ = -1;
    return known && WIFEXITED(status) && WEXITSTATUS(status) == 0;
  }

 private:
  pid_t pid_ = -1;
  int output_ = -1;
};

bool wait_for(int file, Clock& clock, SteadyTime end) {
  auto const left = std::chrono::duration_cast<milliseconds>(end - clock.now()).count();
  pollfd waiting{file, POLLIN, 0};
  return left > 0 && poll(&waiting, 1, static_cast<int>(left)) > 0;
}

// A command may close its output long before it ends.
bool wait_for_end(Child const& child, Clock& clock, SteadyTime end) {
  auto const signal = child.end_signal();
  if (signal < 0) {
    return false;
  }
  bool const ended = wait_for(signal, clock, end);
  close(signal);
  return ended;
}

tl::unexpected<std::string> too_late() {
  return tl::unexpected(std::string("the command did not end in time"));
}

}  // namespace

tl::expected<std::string, std::string> run_command(std::string const& command, Clock& clock,
                                                   Deadline const& deadline) {
  Child child(command);
  if (!child.started()) {
    return tl::unexpected(std::string("the command cannot be started"));
  }
  auto const end = std::min(deadline.at, clock.now() + limits::small_call_time_max);
  std::string output;
  std::array<char, 4096> buffer{};
  while (true) {
    if (!wait_for(child.output(), clock, end)) {
      return too_late();
    }
    auto const count = read(child.output(), buffer.data(), buffer.size());
    if (count <= 0) {
      break;
    }
    output.append(buffer.data(), static_cast<std::size_t>(count));
    if (output.size() > limits::small_reply_bytes_max) {
      return tl::unexpected(std::string("the command printed too much"));
    }
  }
  if (!wait_for_end(child, clock, end)) {
    return too_late();
  }
  if (!child.ended_well()) {
    return tl::unexpected(std::string("the command failed"));
  }
  return output;
}

}  // namespace stacktag::aws
