// SPDX-License-Identifier: Apache-2.0
#include "rekognition/errors.h"

#include <algorithm>
#include <array>

namespace stacktag::rekognition {
namespace {

struct Row {
  std::string_view code;
  Reason reason;
};

constexpr std::array k_codes{
    Row{"InvalidImageFormatException", Reason::refused_by_labeler},
    Row{"ImageTooLargeException", Reason::refused_by_labeler},
    Row{"AccessDeniedException", Reason::labeler_denied},
    Row{"UnrecognizedClientException", Reason::labeler_denied},
    Row{"InvalidSignatureException", Reason::labeler_denied},
    Row{"SignatureDoesNotMatch", Reason::labeler_denied},
    Row{"MissingAuthenticationTokenException", Reason::labeler_denied},
    Row{"MissingAuthenticationToken", Reason::labeler_denied},
    Row{"IncompleteSignatureException", Reason::labeler_denied},
    Row{"InvalidClientTokenId", Reason::labeler_denied},
    Row{"ExpiredTokenException", Reason::labeler_denied},
    Row{"ExpiredToken", Reason::labeler_denied},
    Row{"OptInRequired", Reason::labeler_denied},
    Row{"AuthFailure", Reason::labeler_denied},
    Row{"RequestTimeTooSkewed", Reason::labeler_denied},
    Row{"RequestExpired", Reason::labeler_denied},
    Row{"RequestInTheFuture", Reason::labeler_denied},
    Row{"InvalidParameterException", Reason::labeler_misused},
    Row{"InvalidS3ObjectException", Reason::labeler_misused},
    Row{"ValidationException", Reason::labeler_misused},
    Row{"SerializationException", Reason::labeler_misused},
    Row{"UnknownOperationException", Reason::labeler_misused},
    Row{"HumanLoopQuotaExceededException", Reason::labeler_misused},
};

Reason reason_of_status(int status) {
  if (status == 401 || status == 403) {
    return Reason::labeler_denied;
  }
  bool const may_pass = status >= 500 || status < 400 || status == 408;
  return may_pass ? Reason::labeler_unavailable : Reason::labeler_misused;
}

Reason reason_of_transport(http::Fault fault) {
  switch (fault) {
    case http::Fault::timed_out:
    case http::Fault::unresolved:
    case http::Fault::unreachable:
    case http::Fault::broken_off:
    case http::Fault::protocol:
    case http::Fault::too_large:
      return Reason::labeler_unavailable;
    case http::Fault::cancelled:
      return Reason::out_of_time;
    case http::Fault::tls:
    case http::Fault::address_forbidden:
    case http::Fault::bad_url:
      return Reason::labeler_misused;
  }
  return Reason::internal;
}

Reason reason_of(aws::ServiceFault const& fault) {
  if (fault.transport) {
    return reason_of_transport(*fault.transport);
  }
  auto const row = std::ranges::find(k_codes, fault.code, &Row::code);
  if (row != k_codes.end()) {
    return row->reason;
  }
  switch (aws::repeat_of(fault)) {
    case aws::Repeat::throttled:
      return Reason::labeler_throttled;
    case aws::Repeat::transient:
      return Reason::labeler_unavailable;
    case aws::Repeat::no:
      break;
  }
  return reason_of_status(fault.status);
}

}  // namespace

Error to_error(aws::ServiceFault const& fault) {
  std::string text = "Rekognition";
  if (fault.status != 0) {
    text += " answers " + std::to_string(fault.status);
  }
  for (auto const* part : {&fault.code, &fault.message}) {
    if (!part->empty()) {
      text += (part == &fault.code ? " " : ": ") + *part;
    }
  }
  return {reason_of(fault), std::move(text)};
}

}  // namespace stacktag::rekognition
