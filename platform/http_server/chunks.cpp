// SPDX-License-Identifier: Apache-2.0
#include "http_server/chunks.h"

#include <algorithm>

#include "http_server/letters.h"

namespace stacktag::http {
namespace {

// Leading zeros among them; sixteen fit into the 64 bits of a size.
constexpr std::size_t k_digits_max = 16;

}  // namespace

std::size_t Chunks::take(std::string_view bytes, std::string& body) {
  std::size_t taken = 0;
  while (taken < bytes.size() && !refusal_ && state_ != State::done) {
    if (state_ != State::data) {
      take_framing(bytes[taken++]);
      continue;
    }
    auto const part = bytes.substr(taken, chunk_bytes_);
    body.append(part);
    taken += part.size();
    chunk_bytes_ -= part.size();
    if (chunk_bytes_ == 0) {
      state_ = State::data_cr;
    }
  }
  return taken;
}

void Chunks::take_framing(char byte) {
  switch (state_) {
    case State::size:
      return take_size(byte);
    case State::extension:
      return take_line(byte, State::size_end);
    case State::size_end:
      return byte == '\n' ? begin_data() : refuse(Refusal::malformed);
    case State::data_cr:
      return expect('\r', byte, State::data_lf);
    case State::data_lf:
      return expect('\n', byte, State::size);
    case State::trailer:
      return take_line(byte, State::trailer_end);
    case State::trailer_end:
      return byte == '\n' ? end_trailer() : refuse(Refusal::malformed);
    default:
      return;
  }
}

void Chunks::take_size(char byte) {
  auto const digit = hex_digit(byte);
  if (digit >= 0 && digits_ < k_digits_max) {
    ++digits_;
    chunk_bytes_ = chunk_bytes_ * 16 + static_cast<std::uint64_t>(digit);
  } else if (digits_ > 0 && byte == ';') {
    state_ = State::extension;
  } else if (digits_ > 0 && byte == '\r') {
    state_ = State::size_end;
  } else {
    refuse(Refusal::malformed);
  }
}

void Chunks::take_line(char byte, State end) {
  if (byte == '\r') {
    state_ = end;
  } else if (++line_bytes_ > line_bytes_max_ || (is_control(byte) && byte != '\t')) {
    refuse(Refusal::malformed);
  } else {
    is_line_empty_ = false;
  }
}

void Chunks::begin_data() {
  digits_ = 0;
  line_bytes_ = 0;
  is_line_empty_ = true;
  if (chunk_bytes_ > body_bytes_max_ - body_bytes_) {
    return refuse(Refusal::body_too_large);
  }
  body_bytes_ += static_cast<std::size_t>(chunk_bytes_);
  state_ = chunk_bytes_ == 0 ? State::trailer : State::data;
}

void Chunks::end_trailer() {
  state_ = is_line_empty_ ? State::done : State::trailer;
  is_line_empty_ = true;
}

void Chunks::expect(char wanted, char byte, State then) {
  if (byte == wanted) {
    state_ = then;
  } else {
    refuse(Refusal::malformed);
  }
}

void Chunks::refuse(Refusal why) {
  refusal_ = why;
}

}  // namespace stacktag::http
