// SPDX-License-Identifier: Apache-2.0
#include "pace/system_clock.h"

#include <thread>

namespace stacktag {

SteadyTime SystemClock::now() {
  return std::chrono::steady_clock::now();
}
WallTime SystemClock::wall() {
  return std::chrono::system_clock::now();
}
void SystemClock::sleep_until(SteadyTime until) {
  std::this_thread::sleep_until(until);
}

}  // namespace stacktag
