// SPDX-License-Identifier: Apache-2.0
// The stack's webhooks: what is stored, and the API to it.
// https://www.contentstack.com/docs/developers/apis/content-management-api#webhooks
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "http/server.h"
#include "json/json.h"

namespace stacktag::sandbox {

class Webhooks {
 public:
  /// `path` is what stands behind /v3, and begins with /webhooks. Nothing where there is no such
  /// resource.
  std::optional<Reply> answer(Request const& request, std::string const& path);

  /// Those that are enabled and listen to the channel, with their passwords.
  std::vector<json::Json> listening(std::string const& channel, std::string const& branch) const;

  /// Switched off by ten failures in a row, until a person switches it on again.
  bool is_enabled(std::string const& uid) const;
  void delivered(std::string const& uid, bool well);

  void clear();

 private:
  struct Hook {
    json::Json document = json::Json::object();
    int failures_in_a_row = 0;
  };

  Reply create(Request const& request);
  Reply update(Request const& request, std::string const& uid);
  Reply list(Request const& request) const;
  static json::Json shown(Hook const& hook);

  mutable std::mutex mutex_;
  std::map<std::string, Hook> hooks_;
};

}  // namespace stacktag::sandbox
