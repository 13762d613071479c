// SPDX-License-Identifier: Apache-2.0
#include "server/signals.h"

namespace stacktag::server {

Signals::Signals() {
  sigemptyset(&awaited_);
  sigaddset(&awaited_, SIGTERM);
  sigaddset(&awaited_, SIGINT);
  sigaddset(&awaited_, SIGHUP);
  pthread_sigmask(SIG_BLOCK, &awaited_, &before_);
  // A write beyond a limit of file sizes is an error of the store, not the end.
  std::signal(SIGXFSZ, SIG_IGN);
}

Signals::~Signals() {
  pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

Signals::Wish Signals::wait() const {
  int signal = 0;
  sigwait(&awaited_, &signal);
  return signal == SIGHUP ? Wish::reload : Wish::end;
}

}  // namespace stacktag::server
