// SPDX-License-Identifier: Apache-2.0
// The files of the AWS command line: sections of names and values.
// https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace stacktag::aws {

using Section = std::map<std::string, std::string, std::less<>>;
using Ini = std::map<std::string, Section, std::less<>>;

/// Lenient: what is neither a section, a setting nor a comment is passed over; nested settings
/// (indented lines) too.
Ini parse_ini(std::string_view text);

}  // namespace stacktag::aws
