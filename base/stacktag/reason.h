// SPDX-License-Identifier: Apache-2.0
// The closed list of ways an event can end. Each reason belongs to exactly one outcome, and each
// reason of an outcome `rejected` or `failed` says what the caller should do about it, so none of
// this is stored twice.
#pragma once

#include <array>
#include <string_view>

namespace stacktag {

enum class Outcome { tagged, unchanged, skipped, rejected, failed };

/// What the caller should do about an error.
enum class ErrorKind {
  retry,   ///< the same thing may work later
  reject,  ///< this input will never work
  broken,  ///< our configuration or credentials are wrong; a person has to mend them
};

enum class Reason {
  // tagged
  tags_added,
  tags_replaced,
  alt_text_added,
  // unchanged
  nothing_to_add,
  dry_run,
  // skipped
  other_module,
  other_event,
  asset_deleted,
  publish_event,
  folder,
  other_content_type,
  file_unchanged,
  superseded,
  other_stack,
  other_branch,
  duplicate,
  own_write,
  asset_gone,
  skipped_by_rule,
  dropped,
  changed_since_plan,
  // rejected
  malformed_event,
  unauthenticated,
  stale,
  url_not_allowed,
  unsupported_format,
  too_large,
  too_small,
  not_an_image,
  corrupt,
  refused_by_labeler,
  image_denied,
  // failed, worth a repeat
  contentstack_unavailable,
  contentstack_throttled,
  write_conflict,
  image_unavailable,
  labeler_unavailable,
  labeler_throttled,
  credentials_unavailable,
  keys_unavailable,
  store_unavailable,
  budget_spent,
  out_of_time,
  // failed until a person mends the configuration
  contentstack_denied,
  contentstack_refused,
  labeler_denied,
  labeler_misused,
  credentials_missing,
  bad_configuration,
  internal,
};

struct ReasonFacts {
  Reason reason;
  std::string_view name;  ///< in answers, log lines and counters
  Outcome outcome;
  ErrorKind kind;         ///< means something for `rejected` and `failed` only
  std::string_view text;  ///< one sentence for people
};

/// Every reason, in the order of the enumeration.
std::array<ReasonFacts, 50> const& all_reasons();

ReasonFacts const& facts(Reason reason);
std::string_view to_string(Reason reason);
std::string_view to_string(Outcome outcome);
std::string_view to_string(ErrorKind kind);

}  // namespace stacktag
