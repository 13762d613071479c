// SPDX-License-Identifier: Apache-2.0
// What the function is configured with: its environment, and a secret where one is named.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "delivery/settings.h"
#include "environment/environment.h"
#include "lambda/runtime_client.h"
#include "stacktag/result.h"

namespace stacktag::lambda {

using Secrets = std::map<std::string, std::string>;
/// Reads the secret that STACKTAG_SECRET_ARN names: variables by name; none where it is not set.
using SecretReader = std::function<Result<Secrets>()>;

struct Configuration {
  Environment environment{};  ///< with what the secret adds
  Settings settings{};
  Level log_level = Level::info;
};

/// Why the function cannot start: every mistake, and the form in which Lambda shows them.
struct StartMistakes {
  std::string type{};
  std::vector<std::string> all{};
};
FunctionError to_function_error(StartMistakes const& mistakes);

/// A secret may hold variables which the environment does not set: the environment is readable by
/// whoever may look at the function, the secret is not.
tl::expected<Configuration, StartMistakes> configure(Environment environment,
                                                     SecretReader const& read_secret);

}  // namespace stacktag::lambda
