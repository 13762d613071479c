// SPDX-License-Identifier: Apache-2.0
#include "server/readiness.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <fstream>

namespace stacktag::server {

void notify(Environment const& environment, std::string_view state) {
  auto const path = environment.get_or("NOTIFY_SOCKET", "");
  sockaddr_un address{};
  if (path.empty() || path.size() >= sizeof address.sun_path) {
    return;
  }
  address.sun_family = AF_UNIX;
  std::ranges::copy(path, address.sun_path);
  if (path.front() == '@') {
    address.sun_path[0] = '\0';  // a name outside of the file system
  }
  auto const socket = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (socket < 0) {
    return;
  }
  auto const size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + path.size());
  static_cast<void>(::sendto(socket, state.data(), state.size(), MSG_NOSIGNAL,
                             reinterpret_cast<sockaddr const*>(&address), size));
  ::close(socket);
}

Result<void> write_ready_file(std::string const& path, std::uint16_t port) {
  if (path.empty()) {
    return {};
  }
  auto const beside = path + ".new";
  std::ofstream file(beside);
  file << port << '\n';
  file.close();
  if (!file || std::rename(beside.c_str(), path.c_str()) != 0) {
    return fail(Reason::bad_configuration, "STACKTAG_READY_FILE: " + path + " cannot be written");
  }
  return {};
}

}  // namespace stacktag::server
