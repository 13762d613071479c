// SPDX-License-Identifier: Apache-2.0
#include "network_vision/small_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace stacktag::network_vision {
namespace {

class Opened final {
 public:
  explicit Opened(int file) : file_(file) {}
  ~Opened() {
    if (file_ >= 0) {
      close(file_);
    }
  }
  Opened(Opened const&) = delete;
  Opened& operator=(Opened const&) = delete;
  int get() const { return file_; }

 private:
  int file_;
};

tl::unexpected<Error> cannot(char const* what, std::string const& path) {
  return fail(Reason::bad_configuration, path + " cannot be " + what + ": " + std::strerror(errno));
}

bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    auto const written = write(file, bytes.data(), bytes.size());
    if (written < 0 && errno != EINTR) {
      return false;
    }
    bytes.remove_prefix(static_cast<std::size_t>(written < 0 ? 0 : written));
  }
  return true;
}

}  // namespace

Result<std::string> read_small_file(std::string const& path, std::size_t bytes_max) {
  // A pipe would be waited for without end; only a file has a size to look at.
  Opened const file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  struct stat facts {};
  if (file.get() < 0 || fstat(file.get(), &facts) != 0) {
    return cannot("read", path);
  }
  if (!S_ISREG(facts.st_mode) || facts.st_size > static_cast<off_t>(bytes_max)) {
    return fail(Reason::bad_configuration,
                path + " is no file, or has more than " + std::to_string(bytes_max) + " bytes");
  }
  std::string bytes(static_cast<std::size_t>(facts.st_size), '\0');
  std::size_t have = 0;
  while (have < bytes.size()) {
    auto const got = read(file.get(), bytes.data() + have, bytes.size() - have);
    if (got == 0 || (got < 0 && errno != EINTR)) {
      return cannot("read to its end", path);
    }
    have += static_cast<std::size_t>(got < 0 ? 0 : got);
  }
  return bytes;
}

Result<void> write_small_file(std::string const& path, std::string_view bytes) {
  auto const beside = path + ".new";
  Opened const file(open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
  if (file.get() < 0 || !write_all(file.get(), bytes) || fsync(file.get()) != 0 ||
      rename(beside.c_str(), path.c_str()) != 0) {
    return cannot("written", path);
  }
  return {};
}

}  // namespace stacktag::network_vision
