// SPDX-License-Identifier: Apache-2.0
#include <cstring>
#include <ctime>
#include <fstream>
#include <iterator>

#include "aws/source.h"
#include "json/json.h"
#include "stacktag/limits.h"

namespace stacktag::aws {

std::optional<WallTime> parse_expiration(std::string_view text) {
  std::tm parts{};
  std::string const terminated(text);
  auto const* end = strptime(terminated.c_str(), "%Y-%m-%dT%H:%M:%S", &parts);
  if (end != nullptr && *end == '.') {
    end += 1 + std::strspn(end + 1, "0123456789");
  }
  end = end == nullptr ? nullptr : strptime(end, "%z", &parts);  // Z or +hh:mm
  if (end == nullptr || *end != '\0') {
    return std::nullopt;
  }
  auto const offset = std::chrono::seconds(parts.tm_gmtoff);  // timegm() takes no notice of it
  return std::chrono::system_clock::from_time_t(timegm(&parts)) - offset;
}

std::optional<Credentials> decode_credentials(std::string_view text) {
  auto const body = json::parse(text);
  if (!body) {
    return std::nullopt;
  }
  Credentials credentials{
      .access_key_id = json::text_or_empty(*body, "AccessKeyId"),
      .secret_access_key = json::text_or_empty(*body, "SecretAccessKey"),
      .session_token =
          json::text(*body, "Token").value_or(json::text_or_empty(*body, "SessionToken"))};
  if (auto const expiration = json::text(*body, "Expiration")) {
    credentials.expires = parse_expiration(*expiration);
    if (!credentials.expires) {
      return std::nullopt;
    }
  }
  if (credentials.access_key_id.empty() || credentials.secret_access_key.empty()) {
    return std::nullopt;
  }
  return credentials;
}

std::optional<std::string> read_small_file(std::string const& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    return std::nullopt;
  }
  std::string text(limits::small_reply_bytes_max + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(file.gcount()));
  if (file.bad() || text.size() > limits::small_reply_bytes_max) {
    return std::nullopt;
  }
  return text;
}

}  // namespace stacktag::aws
