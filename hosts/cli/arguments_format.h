// SPDX-License-Identifier: Apache-2.0
// What the arguments of several commands are made of.
#pragma once

namespace stacktag::cli {

enum class Format { table, json };
enum class Consent { asked_for, given };

}  // namespace stacktag::cli
