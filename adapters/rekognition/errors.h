// SPDX-License-Identifier: Apache-2.0
// What each way a call to Rekognition can end means for us: one table.
// https://docs.aws.amazon.com/rekognition/latest/dg/error-handling.html
#pragma once

#include "aws/fault.h"
#include "stacktag/error.h"

namespace stacktag::rekognition {

Error to_error(aws::ServiceFault const& fault);

}  // namespace stacktag::rekognition
