// SPDX-License-Identifier: Apache-2.0
// Which engine looks at pictures, and the one on this machine.
#pragma once

#include <memory>
#include <optional>

#include "delivery/settings.h"
#include "environment/environment.h"
#include "ports/labeler.h"
#include "stacktag/result.h"

namespace stacktag {

/// As asked for on the command line, else by STACKTAG_ENGINE (rekognition, local), else nothing.
std::optional<Engine> asked_engine(std::optional<Engine> asked, SettingsReader& reader);

/// The engine on this machine, together with the network that STACKTAG_MODEL names, where it does.
Result<std::unique_ptr<Labeler>> make_local_engine(Environment const& environment);

}  // namespace stacktag
