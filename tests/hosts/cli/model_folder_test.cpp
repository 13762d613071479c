// SPDX-License-Identifier: Apache-2.0
// Where networks are kept.
#include "engine/model_folder.h"

#include <gtest/gtest.h>

namespace stacktag::cli {
namespace {

TEST(ModelFolder, IsTheOneThatIsNamedElseTheUsersOwn) {
  Environment environment;
  environment.set("HOME", "/home/ada");
  EXPECT_EQ(models_folder(environment), "/home/ada/.local/share/stacktag/models");
  environment.set("XDG_DATA_HOME", "relative");
  EXPECT_EQ(models_folder(environment), "/home/ada/.local/share/stacktag/models");
  environment.set("XDG_DATA_HOME", "/data");
  EXPECT_EQ(models_folder(environment), "/data/stacktag/models");
  environment.set("STACKTAG_MODELS_DIR", "/srv/models");
  EXPECT_EQ(models_folder(environment), "/srv/models");
}

TEST(ModelFolder, OfANameOrOfAPath) {
  Environment environment;
  environment.set("STACKTAG_MODELS_DIR", "/srv/models");
  EXPECT_EQ(model_path("tiny-1.0", environment), "/srv/models/tiny-1.0");
  for (auto const* path : {"./tiny", "/opt/tiny", "../tiny", "."}) {
    EXPECT_EQ(model_path(path, environment), path);
  }
}

}  // namespace
}  // namespace stacktag::cli
