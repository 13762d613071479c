// SPDX-License-Identifier: Apache-2.0
// A terminal that tests can type at and read from, with a scripted network behind it and a folder
// for pictures.
#pragma once

#include <cstdint>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "cli/program.h"
#include "core/flow/drawn_images.h"
#include "fakes/fake_clock.h"
#include "fakes/fake_http_client.h"
#include "fakes/folder.h"
#include "raster/raster.h"

namespace stacktag::cli {

/// A grey picture, for an engine that really looks.
inline std::string drawn_png(int width, int height, std::uint8_t shade = 200) {
  raster::Pixels pixels{.width = width, .height = height};
  pixels.rgb.assign(static_cast<std::size_t>(width * height) * 3, shade);
  return *raster::encode_png(pixels);
}

class Terminal {
 public:
  Terminal() {
    environment.set("HOME", folder());  // no credentials of whoever runs the tests
  }

  int run(std::vector<std::string> words) {
    out.str("");
    err.str("");
    Console const console{environment, http, clock, in, out, err, out_columns, err_columns};
    return static_cast<int>(run_program(std::move(words), console));
  }

  std::string file(std::string const& name, std::string const& bytes) const {
    return folder_.write(name, bytes);
  }

  void configure_aws() {
    environment.set("REKOGNITION_AWS_ID", "AKIDEXAMPLE");
    environment.set("REKOGNITION_AWS_SECRET", "s3cret");
    environment.set("REKOGNITION_AWS_REGION", "us-east-1");
  }

  Environment environment{};
  fakes::FakeHttpClient http{};
  fakes::FakeClock clock{};
  std::istringstream in{};
  std::ostringstream out{};
  std::ostringstream err{};
  int out_columns = 0;
  int err_columns = 0;

  std::string const& folder() const { return folder_.path(); }

 private:
  fakes::Folder folder_{};
};

inline constexpr char const* k_labels =
    R"({"LabelModelVersion":"3.0","Labels":[)"
    R"({"Name":"Horse","Confidence":99.46,"Parents":[{"Name":"Animal"}],)"
    R"("Aliases":[{"Name":"Pony"}],"Categories":[{"Name":"Animals and Pets"}],)"
    R"("Instances":[{"Confidence":98.5,)"
    R"("BoundingBox":{"Left":0.25,"Top":0.5,"Width":0.125,"Height":0.375}}]},)"
    R"({"Name":"Field","Confidence":80.0,"Parents":[]}]})";

}  // namespace stacktag::cli
