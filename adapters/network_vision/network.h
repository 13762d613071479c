// SPDX-License-Identifier: Apache-2.0
// A network that OpenCV runs: pixels in, numbers out.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "flow/labels.h"
#include "network_vision/manifest.h"
#include "raster/raster.h"
#include "stacktag/result.h"

namespace stacktag::network_vision {

struct Detection {
  std::size_t index = 0;  ///< of the class
  double probability = 0;
  Box box{};
};

/// What a network says of one picture: of a classifier a probability for each class, of a detector
/// what it has found.
struct Output {
  std::vector<double> probabilities{};
  std::vector<Detection> detections{};
};

class Network {
 public:
  virtual ~Network() = default;
  /// One picture at a time: whoever comes while another one is looked at waits.
  virtual Result<Output> run(raster::Pixels const& pixels) = 0;
};

/// The bytes of the files that the manifest names as weights and layout. `classes` is how many
/// numbers a classifier must give. Errors: `bad_configuration` where OpenCV cannot load or run it,
/// or where it would take too long for one picture.
Result<std::unique_ptr<Network>> load_network(Manifest const& manifest, std::string const& weights,
                                              std::string const& layout, std::size_t classes);

}  // namespace stacktag::network_vision
