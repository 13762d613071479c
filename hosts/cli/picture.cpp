// SPDX-License-Identifier: Apache-2.0
#include "cli/picture.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <istream>
#include <optional>
#include <utility>

#include "http/url.h"
#include "stacktag/limits.h"

namespace stacktag::cli {
namespace {

constexpr std::size_t k_block_bytes = 65'536;

Result<std::string> read_stream(std::istream& stream, std::size_t bytes_max) {
  std::string bytes;
  std::string block(k_block_bytes, '\0');
  while (stream) {
    stream.read(block.data(), static_cast<std::streamsize>(block.size()));
    bytes.append(block, 0, static_cast<std::size_t>(stream.gcount()));
    if (bytes.size() > bytes_max) {
      return fail(Reason::too_large, "it has more than " + std::to_string(bytes_max) + " bytes");
    }
  }
  if (stream.bad()) {
    return fail(Reason::image_unavailable, "it could not be read to its end");
  }
  return bytes;
}

Result<http::Url> check_url(std::optional<http::Url> url) {
  if (!url || url->scheme != "https") {
    return fail(Reason::url_not_allowed, "only files and https URLs can be read");
  }
  return *std::move(url);
}

Error error_of(http::TransportError const& error) {
  switch (error.fault) {
    case http::Fault::too_large:
      return {Reason::too_large, error.message};
    case http::Fault::address_forbidden:
    case http::Fault::bad_url:
      return {Reason::url_not_allowed, error.message};
    default:
      return {Reason::image_unavailable, error.message};
  }
}

Result<http::Response> get(http::Url const& url, Console const& console, Deadline const& deadline) {
  auto exchange = console.client.send({.url = http::to_string(url),
                                       .response_bytes_max = limits::image_bytes_max,
                                       .time_max = limits::image_time_max,
                                       .deadline = deadline,
                                       .reach = http::Reach::public_only});
  if (!exchange) {
    return fail(error_of(exchange.error()));
  }
  return *std::move(exchange);
}

Result<std::string> fetch(std::string const& name, Console const& console,
                          Deadline const& deadline) {
  TRY(auto url, check_url(http::parse_url(name)));
  for (int redirects = 0; redirects <= limits::image_redirects_max; ++redirects) {
    TRY(auto response, get(url, console, deadline));
    if (response.status == 200) {
      return std::move(response.body);
    }
    if (!http::is_redirect(response.status)) {
      return fail(Reason::image_unavailable,
                  "the host answered with status " + std::to_string(response.status));
    }
    TRY(url, check_url(http::resolve(url, response.header("Location"))));
  }
  return fail(Reason::image_unavailable, "the host redirects too often");
}

}  // namespace

bool is_url(std::string const& name) {
  return name.find("://") != std::string::npos;
}

Result<void> check_file(std::string const& name) {
  std::error_code ignored;
  if (name != "-" && std::filesystem::is_directory(name, ignored)) {
    return fail(Reason::image_unavailable, "it is a folder, and there are no pictures in it");
  }
  if (name != "-" && access(name.c_str(), R_OK) != 0) {
    return fail(Reason::image_unavailable, "there is no such file, or it may not be read");
  }
  return {};
}

Result<std::string> read_file(std::string const& name, Console const& console,
                              std::size_t bytes_max) {
  TRY_VOID(check_file(name));
  if (name == "-") {
    return read_stream(console.in, bytes_max);
  }
  std::ifstream file(name, std::ios::binary);
  if (!file) {
    return fail(Reason::image_unavailable, "it cannot be opened");
  }
  return read_stream(file, bytes_max);
}

Result<std::string> read_picture(std::string const& name, Console const& console,
                                 Deadline const& deadline) {
  return is_url(name) ? fetch(name, console, deadline)
                      : read_file(name, console, limits::image_bytes_max);
}

}  // namespace stacktag::cli
