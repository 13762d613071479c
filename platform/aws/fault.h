// SPDX-License-Identifier: Apache-2.0
// How a call to an AWS JSON service went wrong, in the service's own terms.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "http/client.h"

namespace stacktag::aws {

enum class Repeat { no, throttled, transient };

struct ServiceFault {
  int status = 0;         ///< 0 where no answer came
  std::string code{};     ///< ThrottlingException; empty where the answer names none
  std::string message{};  ///< the service's or the transport's words
  std::optional<http::Fault> transport{};
  bool request_sent = false;  ///< where no answer came: whether the service may have worked on it

  bool operator==(ServiceFault const&) const = default;
};

/// An answer that is no success, read leniently: the code from the header x-amzn-errortype or the
/// body's __type or code, cut at ':' and behind '#'; "message" as well as "Message"; a body that is
/// not JSON is no error of ours.
ServiceFault read_fault(http::Response const& response);
ServiceFault read_fault(http::TransportError const& error);

/// Whether, and at which price, the SDKs' standard mode repeats it; the code counts more than the
/// status. https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
Repeat repeat_of(ServiceFault const& fault);

/// Codes by which a service may mean that our clock is wrong.
bool may_be_clock_skew(ServiceFault const& fault);
bool is_expired_token(ServiceFault const& fault);

}  // namespace stacktag::aws
