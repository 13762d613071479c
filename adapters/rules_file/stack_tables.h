// SPDX-License-Identifier: Apache-2.0
// The stacks that a server looks after, as [[stack]] has them.
#pragma once

#include <vector>

#include "rules_file/rules_file.h"
#include "rules_file/table_reader.h"

namespace stacktag::rules_file {

/// Reads every [[stack]] of the file's top table.
std::vector<StackTable> read_stack_tables(TableReader& top);

}  // namespace stacktag::rules_file
