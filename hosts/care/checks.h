// SPDX-License-Identifier: Apache-2.0
// The checks of `stacktag doctor`, by what they look at. Each ends within its time, and what
// depends on something that failed says so instead of failing, too.
#pragma once

#include "care/examination.h"

namespace stacktag::care {

/// Token, region, write access, rate limit, clock; gives what was learned to those that follow.
contentstack::ReadAccess check_stack(Examination const& examination, contentstack::Pace pace,
                                     Findings& findings);

/// The webhook that brings the events, and what became of the latest.
void check_webhook(Examination const& examination, contentstack::Pace pace, Findings& findings);

void check_signature_keys(Examination const& examination, Findings& findings);

/// `image_url`: of an image of the stack; empty where it has none.
void check_image_host(Examination const& examination, std::string const& image_url,
                      Findings& findings);

/// AWS credentials and Rekognition.
void check_engine(Examination const& examination, Findings& findings);

/// Ledger, disk, versions.
void check_machine(Examination const& examination, Findings& findings);

}  // namespace stacktag::care
