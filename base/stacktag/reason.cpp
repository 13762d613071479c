// SPDX-License-Identifier: Apache-2.0
#include "stacktag/reason.h"

#include <cstddef>

namespace stacktag {
namespace {

using enum Outcome;
using enum ErrorKind;

constexpr std::array<ReasonFacts, 50> k_reasons{{
    {Reason::tags_added, "tags_added", tagged, retry, "New tags were added to the asset."},
    {Reason::tags_replaced, "tags_replaced", tagged, retry, "The asset's tags were replaced."},
    {Reason::alt_text_added, "alt_text_added", tagged, retry,
     "A description was written; the asset already has every tag that was found."},
    {Reason::nothing_to_add, "nothing_to_add", unchanged, retry,
     "The asset already has every tag that was found."},
    {Reason::dry_run, "dry_run", unchanged, retry, "Dry run: nothing was written."},
    {Reason::other_module, "other_module", skipped, retry, "The event is not about an asset."},
    {Reason::other_event, "other_event", skipped, retry,
     "Only create and update events of an asset need work."},
    {Reason::asset_deleted, "asset_deleted", skipped, retry, "The asset was deleted."},
    {Reason::publish_event, "publish_event", skipped, retry,
     "Publishing and unpublishing do not change the picture."},
    {Reason::folder, "folder", skipped, retry, "The asset is a folder."},
    {Reason::other_content_type, "other_content_type", skipped, retry,
     "The asset is not an image by its content type."},
    {Reason::file_unchanged, "file_unchanged", skipped, retry,
     "The update did not replace the asset's file."},
    {Reason::superseded, "superseded", skipped, retry,
     "The file of this event is no longer the asset's file."},
    {Reason::other_stack, "other_stack", skipped, retry, "The event belongs to another stack."},
    {Reason::other_branch, "other_branch", skipped, retry,
     "The event belongs to a branch that is left alone."},
    {Reason::duplicate, "duplicate", skipped, retry, "This event has been finished before."},
    {Reason::own_write, "own_write", skipped, retry, "This update is our own writing of tags."},
    {Reason::asset_gone, "asset_gone", skipped, retry, "The asset does not exist any more."},
    {Reason::skipped_by_rule, "skipped_by_rule", skipped, retry,
     "A rule of stacktag.toml says to leave the asset alone."},
    {Reason::dropped, "dropped", skipped, retry, "An operator took the event out of the queue."},
    {Reason::changed_since_plan, "changed_since_plan", skipped, retry,
     "The asset was changed after it was planned."},
    {Reason::malformed_event, "malformed_event", rejected, reject,
     "The body is not a Contentstack webhook event."},
    {Reason::unauthenticated, "unauthenticated", rejected, reject,
     "The delivery does not carry the configured proof of its sender."},
    {Reason::stale, "stale", rejected, reject, "The delivery was signed too long ago."},
    {Reason::url_not_allowed, "url_not_allowed", rejected, reject,
     "The image's address is not one of Contentstack's."},
    {Reason::unsupported_format, "unsupported_format", rejected, reject,
     "The image is in a format that cannot be labelled or converted."},
    {Reason::too_large, "too_large", rejected, reject, "The image is too large."},
    {Reason::too_small, "too_small", rejected, reject,
     "The image is smaller than 80 pixels on a side."},
    {Reason::not_an_image, "not_an_image", rejected, reject, "The file is not an image."},
    {Reason::corrupt, "corrupt", rejected, reject, "The image is damaged or cut off."},
    {Reason::refused_by_labeler, "refused_by_labeler", rejected, reject,
     "The labelling service cannot read the image."},
    {Reason::image_denied, "image_denied", rejected, reject,
     "The image host refuses access, as it does for secured assets."},
    {Reason::contentstack_unavailable, "contentstack_unavailable", failed, retry,
     "Contentstack did not answer as it should."},
    {Reason::contentstack_throttled, "contentstack_throttled", failed, retry,
     "Contentstack's rate limit is reached."},
    {Reason::write_conflict, "write_conflict", failed, retry,
     "Somebody else kept changing the asset while its tags were written."},
    {Reason::image_unavailable, "image_unavailable", failed, retry,
     "The image could not be fetched."},
    {Reason::labeler_unavailable, "labeler_unavailable", failed, retry,
     "The labelling service did not answer as it should."},
    {Reason::labeler_throttled, "labeler_throttled", failed, retry,
     "The labelling service's rate limit is reached."},
    {Reason::credentials_unavailable, "credentials_unavailable", failed, retry,
     "AWS credentials could not be fetched at the moment."},
    {Reason::keys_unavailable, "keys_unavailable", failed, retry,
     "Contentstack's public key could not be fetched."},
    {Reason::store_unavailable, "store_unavailable", failed, retry,
     "The server's own store could not be read or written."},
    {Reason::budget_spent, "budget_spent", failed, retry,
     "This month's budget for the labelling service is spent."},
    {Reason::out_of_time, "out_of_time", failed, retry, "There was not enough time left."},
    {Reason::contentstack_denied, "contentstack_denied", failed, broken,
     "Contentstack refuses the management token or the stack API key."},
    {Reason::contentstack_refused, "contentstack_refused", failed, broken,
     "Contentstack refuses the request."},
    {Reason::labeler_denied, "labeler_denied", failed, broken,
     "The labelling service refuses the AWS credentials."},
    {Reason::labeler_misused, "labeler_misused", failed, broken,
     "The labelling service refuses the request itself."},
    {Reason::credentials_missing, "credentials_missing", failed, broken,
     "No AWS credentials were found."},
    {Reason::bad_configuration, "bad_configuration", failed, broken,
     "The configuration has mistakes."},
    {Reason::internal, "internal", failed, broken, "stacktag made a mistake; please report it."},
}};

constexpr bool in_order() {
  for (std::size_t i = 0; i < k_reasons.size(); ++i) {
    if (static_cast<std::size_t>(k_reasons[i].reason) != i) {
      return false;
    }
  }
  return true;
}
static_assert(in_order(), "k_reasons must follow the order of enum Reason");
static_assert(static_cast<std::size_t>(Reason::internal) + 1 == k_reasons.size());

}  // namespace

std::array<ReasonFacts, 50> const& all_reasons() {
  return k_reasons;
}

ReasonFacts const& facts(Reason reason) {
  return k_reasons[static_cast<std::size_t>(reason)];
}

std::string_view to_string(Reason reason) {
  return facts(reason).name;
}

std::string_view to_string(Outcome outcome) {
  switch (outcome) {
    case tagged:
      return "tagged";
    case unchanged:
      return "unchanged";
    case skipped:
      return "skipped";
    case rejected:
      return "rejected";
    case failed:
      return "failed";
  }
  return "failed";
}

std::string_view to_string(ErrorKind kind) {
  switch (kind) {
    case retry:
      return "retry";
    case reject:
      return "reject";
    case broken:
      return "broken";
  }
  return "broken";
}

}  // namespace stacktag
