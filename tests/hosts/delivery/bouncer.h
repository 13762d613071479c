// SPDX-License-Identifier: Apache-2.0
// A check of the sender that says what the test wants, and remembers what it was shown.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "contentstack/webhook_auth.h"

namespace stacktag::fakes {

class Bouncer final : public contentstack::WebhookAuth {
 public:
  Result<void> verdict{};
  std::vector<http::Header> headers{};
  std::string body{};
  int checks = 0;

  Result<void> check(std::vector<http::Header> const& shown, std::string_view raw_body,
                     Deadline const&) override {
    ++checks;
    headers = shown;
    body = raw_body;
    return verdict;
  }
};

}  // namespace stacktag::fakes
