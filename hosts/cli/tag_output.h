// SPDX-License-Identifier: Apache-2.0
// How `stacktag tag` shows what it found, picture by picture as they come.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "cli/arguments.h"
#include "cli/console.h"
#include "flow/labels.h"
#include "rules/choose.h"
#include "stacktag/error.h"

namespace stacktag::cli {

class TagOutput {
 public:
  virtual ~TagOutput() = default;
  virtual void put(std::string const& picture, Labels const& labels, Choice const& choice) = 0;
  virtual void put(std::string const& picture, Error const& error) = 0;
};

/// `pictures`: the names of all that will come, so that the table's columns stand from the start.
std::unique_ptr<TagOutput> make_tag_output(Format format, std::vector<std::string> const& pictures,
                                           Console const& console);

/// The error in a sentence: what is known about this one, else what its reason always means.
std::string sentence(Error const& error);

}  // namespace stacktag::cli
