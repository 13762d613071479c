// SPDX-License-Identifier: Apache-2.0
// Whatever a refusal says, it becomes a short error about the engine; the first two bytes are its
// status.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "aws/fault.h"
#include "rekognition/errors.h"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* bytes, std::size_t size) {
  using namespace stacktag;
  if (size < 2) {
    return 0;
  }
  std::string_view const text(reinterpret_cast<char const*>(bytes), size);
  int const status = 300 + (bytes[0] * 256 + bytes[1]) % 300;
  auto const fault =
      aws::read_fault({.status = status, .headers = {}, .body = std::string(text.substr(2))});
  auto const error = rekognition::to_error(fault);
  bool const repeated = aws::repeat_of(fault) == aws::Repeat::throttled;
  bool const known =
      to_string(error.reason).starts_with("labeler_") || error.reason == Reason::refused_by_labeler;
  if (!known || error.message.size() > 600 || (repeated && error.kind() != ErrorKind::retry) ||
      fault.code.find_first_of(":#") != std::string::npos) {
    std::abort();
  }
  return 0;
}
