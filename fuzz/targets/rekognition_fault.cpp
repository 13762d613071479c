// SPDX-License-Identifier: Apache-2.0
// Whatever a refusal says, it becomes a short error about the engine; the first two bytes are its
// status.

#include "aws/fault.h"
#include "fuzz/target.h"
#include "rekognition/errors.h"

namespace stacktag::fuzz {

FUZZ_TARGET(rekognition_fault) {
  if (text.size() < 2) {
    return;
  }
  auto const byte = [text](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  int const status = 300 + (byte(0) * 256 + byte(1)) % 300;
  auto const fault =
      aws::read_fault({.status = status, .headers = {}, .body = std::string(text.substr(2))});
  auto const error = rekognition::to_error(fault);
  bool const repeated = aws::repeat_of(fault) == aws::Repeat::throttled;
  bool const known =
      to_string(error.reason).starts_with("labeler_") || error.reason == Reason::refused_by_labeler;
  hold(known);
  hold(error.message.size() <= 600);
  hold(!repeated || error.kind() == ErrorKind::retry);
  hold(fault.code.find_first_of(":#") == std::string::npos);
}

}  // namespace stacktag::fuzz
