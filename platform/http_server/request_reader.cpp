// SPDX-License-Identifier: Apache-2.0
#include "http_server/request_reader.h"

#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "http_server/chunks.h"
#include "http_server/target.h"
#include "stacktag/text.h"

namespace stacktag::http {
namespace {

namespace beast_http = boost::beast::http;
using BeastError = boost::beast::error_code;
using BeastText = boost::beast::string_view;

// More is only set aside as it comes: a length is quickly claimed.
constexpr std::size_t k_body_bytes_reserved = 16'384;

std::string_view view(BeastText text) {
  return {text.data(), text.size()};
}

bool is_decimal(char letter) {
  return letter >= '0' && letter <= '9';
}

bool is_letter(char letter) {
  return lower(letter) >= 'a' && lower(letter) <= 'z';
}

// Beast's callbacks, each with the rules that Beast does not have.
class RequestParser final : public beast_http::basic_parser<true> {
 public:
  explicit RequestParser(ServerLimits const& limits) : headers_max_(limits.headers_max) {
    header_limit(static_cast<std::uint32_t>(limits.header_bytes_max));
    body_limit(limits.body_bytes_max);
  }

  ServerRequest request{};
  std::optional<Refusal> refusal{};
  bool expects_continue = false;
  bool is_1_1 = false;

 private:
  void refuse(Refusal why, BeastError& error) {
    refusal = why;
    error = beast_http::error::bad_value;
  }

  void on_request_impl(beast_http::verb /*known*/, BeastText method, BeastText target, int version,
                       BeastError& error) override {
    auto decoded = decode_target(view(target));
    if (!decoded) {
      return refuse(Refusal::malformed, error);
    }
    request.method = view(method);
    request.target = view(target);
    request.path = std::move(decoded->path);
    request.query = std::move(decoded->query);
    is_1_1 = version == 11;
  }

  void on_field_impl(beast_http::field known, BeastText name, BeastText value,
                     BeastError& error) override {
    if (request.headers.size() == headers_max_) {
      return refuse(Refusal::head_too_large, error);
    }
    request.headers.push_back({std::string(view(name)), std::string(view(value))});
    switch (known) {
      case beast_http::field::host:
        ++hosts_;
        break;
      case beast_http::field::content_length:
        if (++lengths_ > 1 || !std::ranges::all_of(view(value), is_decimal)) {
          refuse(Refusal::malformed, error);
        }
        break;
      case beast_http::field::transfer_encoding:
        if (!same_text(view(value), "chunked")) {
          refuse(Refusal::unknown_coding, error);
        }
        ++codings_;
        break;
      case beast_http::field::expect:
        expects_continue = same_text(view(value), "100-continue");
        if (!expects_continue) {
          refuse(Refusal::unknown_expectation, error);
        }
        break;
      default:
        break;
    }
  }

  void on_header_impl(BeastError& error) override {
    auto const one_body = codings_ == 0 || (codings_ == 1 && lengths_ == 0 && is_1_1);
    if (hosts_ > 1 || (hosts_ == 0 && is_1_1) || !one_body) {
      return refuse(Refusal::malformed, error);
    }
    expects_continue = expects_continue && is_1_1;
  }

  // Beast is given no bodies.
  void on_body_init_impl(boost::optional<std::uint64_t> const&, BeastError&) override {}
  std::size_t on_body_impl(BeastText, BeastError&) override { return 0; }
  std::size_t on_chunk_body_impl(std::uint64_t, BeastText, BeastError&) override { return 0; }
  void on_chunk_header_impl(std::uint64_t, BeastText, BeastError&) override {}
  void on_finish_impl(BeastError&) override {}
  void on_response_impl(int, BeastText, int, BeastError&) override {}

  std::size_t const headers_max_;
  int hosts_ = 0;
  int lengths_ = 0;
  int codings_ = 0;
};

Refusal refusal_of(BeastError const& error) {
  if (error == beast_http::error::body_limit) {
    return Refusal::body_too_large;
  }
  return error == beast_http::error::header_limit ? Refusal::head_too_large : Refusal::malformed;
}

// What is wrong with a request line, by its end; the rest is Beast's.
std::optional<Refusal> judge_version(std::string_view line) {
  if (line.ends_with(" HTTP/1.1") || line.ends_with(" HTTP/1.0")) {
    return std::nullopt;
  }
  constexpr std::string_view k_form = " HTTP/d.d";
  auto const end = line.substr(line.size() - std::min(line.size(), k_form.size()));
  auto const is_version = std::ranges::equal(end, k_form, [](char letter, char wanted) {
    return wanted == 'd' ? is_decimal(letter) : letter == wanted;
  });
  return is_version ? Refusal::unknown_version : Refusal::malformed;
}

// Looks at each line of a head as soon as it is there: an end of line that is not CR LF, or a line
// that goes on in the next, would otherwise be waited for in vain, or be understood too well.
class HeadLines {
 public:
  /// The length of the head, or 0 where its end is not there yet or a line is refused.
  std::size_t scan(std::string_view bytes) {
    if (!bytes.empty() && !is_letter(bytes.front())) {
      refusal = Refusal::malformed;  // not even a method, as where TLS is spoken
    }
    while (!refusal) {
      auto const at = bytes.find('\n', scanned_);
      if (at == std::string_view::npos) {
        scanned_ = bytes.size();
        return 0;
      }
      scanned_ = at + 1;
      if (bytes[at - 1] != '\r') {
        refusal = Refusal::malformed;
        break;
      }
      auto const line = bytes.substr(begin_, at - 1 - begin_);
      if (line.empty()) {
        return scanned_;
      }
      refusal = begin_ == 0 ? judge_version(line) : judge_field(line);
      begin_ = scanned_;
    }
    return 0;
  }

  std::optional<Refusal> refusal{};

 private:
  static std::optional<Refusal> judge_field(std::string_view line) {
    return line.front() == ' ' || line.front() == '\t' ? std::optional(Refusal::malformed)
                                                       : std::nullopt;
  }

  std::size_t scanned_ = 0;
  std::size_t begin_ = 0;  // of the line
};

}  // namespace

class RequestReader::Parts {
 public:
  explicit Parts(ServerLimits const& limits) : limits_(limits) { begin(); }

  void begin() {
    lines_ = {};
    parser_.emplace(limits_);
    chunks_.reset();
    stage_ = Stage::head;
  }

  std::size_t take(std::string_view bytes) {
    switch (stage_) {
      case Stage::head:
        return take_head(bytes);
      case Stage::body:
        return take_body(bytes);
      default:
        return 0;
    }
  }

  Stage stage() const { return stage_; }
  Refusal refusal() const { return refusal_; }
  RequestParser& parser() { return *parser_; }

 private:
  std::size_t take_head(std::string_view bytes) {
    auto const window = bytes.substr(0, limits_.header_bytes_max);
    auto const length = lines_.scan(window);
    if (lines_.refusal) {
      refuse(*lines_.refusal);
    } else if (length > 0) {
      take_apart(window.substr(0, length));
      return length;
    } else if (window.size() == limits_.header_bytes_max) {
      refuse(Refusal::head_too_large);
    }
    return 0;
  }

  void take_apart(std::string_view head) {
    BeastError error;
    parser_->put({head.data(), head.size()}, error);
    if (parser_->refusal) {
      refuse(*parser_->refusal);
    } else if (error) {
      refuse(refusal_of(error));
    } else if (parser_->is_done()) {
      stage_ = Stage::done;
    } else {
      begin_body();
    }
  }

  void begin_body() {
    stage_ = Stage::body;
    if (parser_->chunked()) {
      chunks_.emplace(limits_.body_bytes_max, limits_.header_bytes_max);
      return;
    }
    body_bytes_left_ = static_cast<std::size_t>(parser_->content_length().value_or(0));
    parser_->request.body.reserve(std::min(body_bytes_left_, k_body_bytes_reserved));
  }

  std::size_t take_body(std::string_view bytes) {
    auto& body = parser_->request.body;
    if (chunks_) {
      auto const taken = chunks_->take(bytes, body);
      if (chunks_->refusal()) {
        refuse(*chunks_->refusal());
      } else if (chunks_->is_done()) {
        stage_ = Stage::done;
      }
      return taken;
    }
    auto const part = bytes.substr(0, body_bytes_left_);
    body.append(part);
    body_bytes_left_ -= part.size();
    if (body_bytes_left_ == 0) {
      stage_ = Stage::done;
    }
    return part.size();
  }

  void refuse(Refusal why) {
    refusal_ = why;
    stage_ = Stage::refused;
  }

  ServerLimits const limits_;
  HeadLines lines_;
  std::optional<RequestParser> parser_;
  std::optional<Chunks> chunks_;
  std::size_t body_bytes_left_ = 0;  // where there are no chunks
  Stage stage_ = Stage::head;
  Refusal refusal_ = Refusal::malformed;
};

RequestReader::RequestReader(ServerLimits const& limits)
    : parts_(std::make_unique<Parts>(limits)) {}
RequestReader::~RequestReader() = default;

std::size_t RequestReader::take(std::string_view bytes) {
  return parts_->take(bytes);
}
RequestReader::Stage RequestReader::stage() const {
  return parts_->stage();
}
Refusal RequestReader::refusal() const {
  return parts_->refusal();
}
bool RequestReader::expects_continue() const {
  return parts_->parser().expects_continue;
}
bool RequestReader::keep_alive() const {
  // A client of HTTP/1.0 would have to be told that its wish is granted.
  return parts_->parser().keep_alive() && parts_->parser().is_1_1;
}
bool RequestReader::is_head() const {
  return parts_->parser().request.method == "HEAD";
}
std::size_t RequestReader::body_bytes() const {
  return parts_->parser().request.body.size();
}
ServerRequest RequestReader::release() {
  auto request = std::move(parts_->parser().request);
  parts_->begin();
  return request;
}

}  // namespace stacktag::http
