// SPDX-License-Identifier: Apache-2.0
// Token, region, write access, rate limit and clock.
#include <chrono>
#include <string>

#include "care/checks.h"
#include "flow/asset_record.h"

namespace stacktag::care {
namespace {

using contentstack::ReadAccess;
using contentstack::WriteAccess;

constexpr auto k_new_token =
    "Make a management token with read and write access to assets and webhooks (Settings > "
    "Tokens), set CONTENTSTACK_STACK_MANAGEMENT_TOKEN, and compare CONTENTSTACK_STACK_API_KEY with "
    "Settings > Stack.";

bool is_denied(ReadAccess const& access) {
  return access.judgement.error.reason == Reason::contentstack_denied;
}

bool is_good(ReadAccess const& access) {
  return access.judgement.ending == contentstack::Ending::good;
}

Finding token_finding(Examination const& examination, ReadAccess const& access) {
  constexpr auto k_check = "token";
  if (is_good(access)) {
    return {k_check, Level::good,
            "the token is valid and reads the stack: " + std::to_string(access.images) +
                " images on branch " + ledger_branch(first_branch(examination.settings()))};
  }
  auto const& error = access.judgement.error;
  auto const* const remedy =
      is_denied(access) ? k_new_token
      : error.reason == Reason::contentstack_refused
          ? "Check STACKTAG_BRANCHES: the stack must have each of them, and the token must reach "
            "them."
      : error.reason == Reason::contentstack_throttled
          ? "Something uses up the organisation's rate limit: try again later."
          : "Check that this machine reaches the address: network, proxy (HTTPS_PROXY), "
            "CONTENTSTACK_REGION, CONTENTSTACK_API_URL; and status.contentstack.com.";
  return {k_check, Level::broken, error.message, remedy};
}

Finding region_finding(Examination const& examination, ReadAccess const& access,
                       contentstack::Pace pace) {
  constexpr auto k_check = "region";
  auto const& settings = examination.settings();
  auto const& options = settings.settings.contentstack;
  bool const is_own_url = settings.environment.get("CONTENTSTACK_API_URL").has_value();
  if (is_good(access)) {
    return {k_check, Level::good,
            is_own_url ? "the stack is at CONTENTSTACK_API_URL"
                       : "the stack is in " + options.region.id};
  }
  if (!is_denied(access)) {
    return not_checked(k_check, "the stack could not be asked");
  }
  if (is_own_url) {
    return not_checked(k_check, "CONTENTSTACK_API_URL says where the stack is");
  }
  auto const found =
      contentstack::find_region_of_stack({options, examination.client, examination.clock, pace, {}},
                                         examination.overlap, examination.deadline());
  if (!found) {
    return {k_check, Level::note, "no region of Contentstack takes this key with this token"};
  }
  return {k_check, Level::broken,
          "the key and the token are good in " + found->id + ", not in " + options.region.id,
          "Set CONTENTSTACK_REGION=" + found->id + "."};
}

Finding write_finding(Examination const& examination, contentstack::AccessCheck const& check) {
  constexpr auto k_check = "write access";
  if (examination.writes == Writes::none) {
    return not_checked(k_check, "--read-only");
  }
  auto const answer = check_write_access(check, examination.deadline());
  switch (answer.access) {
    case WriteAccess::granted:
      return {k_check, Level::good, "the token may write (nothing was written)"};
    case WriteAccess::denied:
      return {k_check, Level::broken, "the token may not write: " + answer.message, k_new_token};
    case WriteAccess::unknown:
      break;
  }
  return {k_check, Level::warning, "whether the token may write is not known: " + answer.message,
          "Run stacktag doctor again; if it stays so, write one asset's tags by hand."};
}

Finding rate_finding(Examination const& examination, ReadAccess const& access) {
  constexpr auto k_check = "rate limit";
  if (!access.limit || !access.remaining) {
    return not_checked(k_check, "Contentstack's answer names no limit");
  }
  auto const own = examination.settings().settings.reads_per_second;
  auto const text = std::to_string(*access.remaining) + " of " + std::to_string(*access.limit) +
                    " reads were left in this second";
  if (own > *access.limit) {
    return {k_check, Level::warning, text + "; stacktag is set to more than that",
            "Set STACKTAG_CONTENTSTACK_READS_PER_SECOND=" + std::to_string(*access.limit) +
                ", and the same for writes."};
  }
  if (*access.remaining * 5 < *access.limit) {
    return {k_check, Level::warning, text + ": others use it up",
            "Find what else calls the API of this organisation, or ask Contentstack for a higher "
            "limit."};
  }
  return {k_check, Level::good, text};
}

Finding clock_finding(ReadAccess const& access, WallTime now) {
  using std::chrono::seconds;
  constexpr auto k_check = "clock";
  constexpr seconds k_tolerated{60};
  constexpr seconds k_harmful{300};
  constexpr auto k_remedy =
      "Let the clock be set by NTP (timedatectl set-ntp true): signed deliveries are refused as "
      "stale, and AWS refuses signatures that are five minutes off.";
  if (!access.clock) {
    return not_checked(k_check, "Contentstack's answer has no date");
  }
  auto const ahead = std::chrono::round<seconds>(now - *access.clock);
  auto const off = std::chrono::abs(ahead);
  if (off <= k_tolerated) {
    return {k_check, Level::good, "it agrees with Contentstack's"};
  }
  auto const text = "it is " + std::to_string(off.count()) + " s " +
                    (ahead.count() > 0 ? "ahead of" : "behind") + " Contentstack's";
  return {k_check, off > k_harmful ? Level::broken : Level::warning, text, k_remedy};
}

}  // namespace

ReadAccess check_stack(Examination const& examination, contentstack::Pace pace,
                       Findings& findings) {
  auto const& settings = examination.settings();
  contentstack::AccessCheck const check{settings.settings.contentstack, examination.client,
                                        examination.clock, pace, first_branch(settings)};
  auto access = check_read_access(check, examination.deadline());
  auto const now = examination.clock.wall();
  findings.push_back(token_finding(examination, access));
  findings.push_back(region_finding(examination, access, pace));
  if (is_good(access)) {
    findings.push_back(write_finding(examination, check));
    findings.push_back(rate_finding(examination, access));
  } else {
    findings.push_back(not_checked("write access", "the token could not be used"));
    findings.push_back(not_checked("rate limit", "the token could not be used"));
  }
  findings.push_back(clock_finding(access, now));
  return access;
}

}  // namespace stacktag::care
