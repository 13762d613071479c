// SPDX-License-Identifier: Apache-2.0
// Everything that stacktag needs, looked at, with how to mend what is wrong. Nothing is changed.
#pragma once

#include "care/examination.h"

namespace stacktag::care {

/// In an order that does not change, whatever is wrong. Ends within a few minutes where nobody
/// answers, within seconds else.
Findings examine(Examination const& examination);

}  // namespace stacktag::care
