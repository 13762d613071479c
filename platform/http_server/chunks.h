// SPDX-License-Identifier: Apache-2.0
// A body in chunks: https://www.rfc-editor.org/rfc/rfc9112#section-7.1. Not Beast's: its parser
// looks for the end of an extension beyond the end of the line, and ends the process over a last
// chunk that comes byte by byte (both seen in 1.81).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "http_server/refusal.h"

namespace stacktag::http {

/// Extensions and trailers are thrown away: no proxy has looked at them.
class Chunks final {
 public:
  /// `line_bytes_max`: of one chunk's first line, and of all trailers together.
  Chunks(std::size_t body_bytes_max, std::size_t line_bytes_max)
      : body_bytes_max_(body_bytes_max), line_bytes_max_(line_bytes_max) {}

  /// Appends to `body` what is in `bytes`, and returns how much of them it took: all, unless the
  /// body is done or refused.
  std::size_t take(std::string_view bytes, std::string& body);

  bool is_done() const { return state_ == State::done; }
  std::optional<Refusal> refusal() const { return refusal_; }

 private:
  enum class State {
    size,
    extension,
    size_end,
    data,
    data_cr,
    data_lf,
    trailer,
    trailer_end,
    done
  };

  void take_framing(char byte);
  void take_size(char byte);
  void take_line(char byte, State end);
  void begin_data();
  void end_trailer();
  void expect(char wanted, char byte, State then);
  void refuse(Refusal why);

  std::size_t const body_bytes_max_;
  std::size_t const line_bytes_max_;
  State state_ = State::size;
  std::optional<Refusal> refusal_{};
  std::size_t body_bytes_ = 0;
  std::uint64_t chunk_bytes_ = 0;  // that are still to come
  std::size_t digits_ = 0;
  std::size_t line_bytes_ = 0;
  bool is_line_empty_ = true;  // of trailers
};

}  // namespace stacktag::http
