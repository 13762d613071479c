# SPDX-License-Identifier: Apache-2.0
# Every Debian 12 package the project needs, and how they get onto the machine. Sourced by ./dev.

# To build everything and run the tests. The second line is what a static libcurl needs beside itself.
BUILD_PACKAGES=(
  g++ cmake ninja-build ccache pkg-config git curl python3 python3-yaml openssl ca-certificates
  libcurl4-openssl-dev libssl-dev libnghttp2-dev libssh2-1-dev libpsl-dev libidn2-dev libunistring-dev libzstd-dev libbrotli-dev zlib1g-dev
  nlohmann-json3-dev libexpected-dev libtomlplusplus-dev libcli11-dev libboost1.81-dev
  libsqlite3-dev prometheus-cpp-dev
  libvips-dev fonts-dejavu-core libopencv-objdetect-dev libopencv-dnn-dev opencv-data
  libgtest-dev libgmock-dev
)
# For ./dev check, fuzz and fmt. Version 14, as newer ones format differently.
CHECK_PACKAGES=(clang-14 clang clang-format-14 clang-format clang-tidy-14 clang-tidy libclang-rt-14-dev)
BENCH_PACKAGES=(libvips-tools python3-pil python3-numpy python3-qrcodegen poppler-utils libbenchmark-dev wrk)
# For the tests that run the official SDKs; any Node.js of version 18 or later does.
NODE_PACKAGES=(nodejs npm)

missing_packages() {
  local name
  for name in "$@"; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null || true)" = installed ] || echo "$name"
  done
}

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
    sudo "$@"
  else
    return 77
  fi
}

refresh_package_lists() { as_root apt-get update -qq >&2; }

# need PACKAGE...: installs those that are missing.
need() {
  local missing log code=0
  mapfile -t missing < <(missing_packages "$@")
  [ "${#missing[@]}" = 0 ] && return
  command -v apt-get >/dev/null || { say "stacktag is built on Debian 12; there is no apt-get here."; return 1; }
  say "Installing ${#missing[@]} Debian packages and what they need: ${missing[*]}"
  log=$(mktemp)
  { refresh_package_lists &&
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >"$log" 2>&1 || code=$?
  if [ "$code" = 77 ]; then
    say "Neither root nor sudo: have somebody run   apt-get install --no-install-recommends ${missing[*]}"
  elif [ "$code" != 0 ]; then
    tail -n 20 "$log" >&2
  fi
  rm -f "$log"
  return "$code"
}

# Without Node.js the SDK tests say that they were skipped; nothing else needs it.
need_node() {
  { command -v node && command -v npm; } >/dev/null || need "${NODE_PACKAGES[@]}" ||
    say "Going on without Node.js: the tests of the official SDKs will be skipped."
}
