// SPDX-License-Identifier: Apache-2.0
#include "web_image/errors.h"

#include <string>
#include <utility>

#include "http/retry_after.h"

namespace stacktag::web_image {
namespace {

Judgement failed(Reason reason, std::string message, bool try_again) {
  return {false, false, {reason, "the image: " + std::move(message)}, try_again};
}

Judgement judge_fault(http::TransportError const& error) {
  switch (error.fault) {
    case http::Fault::timed_out:
    case http::Fault::broken_off:
    case http::Fault::protocol:
    case http::Fault::unresolved:
    case http::Fault::unreachable:
      return failed(Reason::image_unavailable, error.message, true);
    case http::Fault::tls:
      return failed(Reason::image_unavailable, error.message, false);
    case http::Fault::cancelled:
      return failed(Reason::out_of_time, error.message, false);
    case http::Fault::too_large:
      return failed(Reason::too_large, error.message, false);
    case http::Fault::address_forbidden:
    case http::Fault::bad_url:
      return failed(Reason::url_not_allowed, error.message, false);
  }
  return failed(Reason::internal, error.message, false);
}

// The original is there but its host cannot make a JPEG of it, as with a draft or a format it does
// not read: https://www.contentstack.com/docs/developers/apis/image-delivery-api
bool is_no_rendition(int status) {
  return status == 400 || status == 404 || status == 410 || status == 415 || status == 422;
}

Judgement judge_status(http::Response const& response, Rendition rendition) {
  auto const status = response.status;
  auto const text = "its host answers " + std::to_string(status);
  if (status >= 200 && status < 300) {
    return response.body.empty() ? failed(Reason::image_unavailable, "it has no bytes", true)
                                 : Judgement{.good = true};
  }
  if (status >= 300 && status < 400) {
    return {.redirect = true};
  }
  if (rendition == Rendition::small_jpeg && is_no_rendition(status)) {
    return failed(Reason::unsupported_format, text, false);
  }
  if (status == 401 || status == 403) {
    return failed(Reason::image_denied, text, false);
  }
  // A new asset may not be there yet, so that a 404 is worth a repeat, but not at once.
  bool const soon = status == 408 || status == 429 || status >= 500;
  auto judgement = failed(Reason::image_unavailable, text, soon);
  if (status == 429) {
    // The management API counts by the second, and serves the files of unpublished assets.
    constexpr std::chrono::seconds k_window{1};
    judgement.error.retry_after = http::retry_after(response).value_or(k_window);
  }
  return judgement;
}

}  // namespace

Judgement judge(http::Exchange const& exchange, Rendition rendition) {
  return exchange ? judge_status(*exchange, rendition) : judge_fault(exchange.error());
}

}  // namespace stacktag::web_image
