// SPDX-License-Identifier: Apache-2.0
// How the operators' API reads parameters and words its answers.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "http_server/server.h"
#include "json/json.h"
#include "stacktag/error.h"

namespace stacktag::server {

http::ServerReply json_reply(int status, json::OrderedJson const& body);
/// {"error": message}; `parameter` names the one that is wrong.
http::ServerReply error_reply(int status, std::string_view message,
                              std::string_view parameter = {});
/// What the store could not do.
http::ServerReply error_reply(Error const& error);

/// The query of a request, each parameter checked. The first mistake counts; a parameter that
/// nobody has asked for is one.
class Parameters final {
 public:
  explicit Parameters(std::map<std::string, std::string> const& query) : query_(query) {}

  /// Nothing where it is not given; one that is given must not be empty.
  std::optional<std::string> text(std::string const& name);
  std::int64_t number(std::string const& name, std::int64_t otherwise, std::int64_t min,
                      std::int64_t max);
  void refuse(std::string const& name, std::string const& why);
  /// A 400, where there is a mistake.
  std::optional<http::ServerReply> mistake();

 private:
  std::map<std::string, std::string> const& query_;
  std::set<std::string> asked_{};
  std::optional<http::ServerReply> mistake_{};
};

/// Of digits only; nothing where it is another text or does not fit.
std::optional<std::int64_t> whole_number(std::string_view text);

}  // namespace stacktag::server
