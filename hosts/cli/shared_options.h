// SPDX-License-Identifier: Apache-2.0
// Options that several commands have, each described once.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace stacktag::cli {

/// `complaint` gives what is wrong with a value, in words; empty where nothing is.
CLI::Validator check(std::string (*complaint)(std::string const&));

/// Complaints about the uid of an asset, folder or branch, and about a time (moment.h).
std::string check_uid(std::string const& text);
std::string check_moment(std::string const& text);

void add_stack(CLI::App& command, std::string& stack);
void add_branch(CLI::App& command, std::string& branch);
void add_folder(CLI::App& command, std::string& folder);
void add_changed_since(CLI::App& command, std::string& since);
void add_store(CLI::App& command, std::string& store);

}  // namespace stacktag::cli
