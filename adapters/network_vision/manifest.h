// SPDX-License-Identifier: Apache-2.0
// What a network is and how it is to be used: the file model.json in its folder, as a value.
// docs/models.md describes every key.
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace stacktag::network_vision {

inline constexpr char const* k_manifest_name = "model.json";

enum class Kind {
  classifier,  ///< one number for each label
  detector,    ///< SSD's output: rows of picture, class, probability and the corners of a box
};
enum class Format { onnx, caffe };
enum class Fit {
  crop,     ///< shrunk so that the shorter side fits, then the middle of it
  stretch,  ///< the whole picture, whatever its shape
};
enum class ChannelOrder { rgb, bgr };
/// What makes probabilities of the network's numbers.
enum class Activation { none, softmax, sigmoid };

struct File {
  std::string name{};      ///< in the model's folder
  std::string url{};       ///< empty: it comes with the folder only
  std::size_t bytes = 0;   ///< 0: not known
  std::string sha256{};    ///< lower-case hexadecimal; empty: not known
  std::string git_blob{};  ///< the SHA-1 by which Git names it; empty: not known

  bool operator==(File const&) const = default;
};

struct Input {
  int width = 0;
  int height = 0;
  Fit fit = Fit::crop;
  int shorter_side = 0;  ///< of the shrunk picture before the crop; 0: that of the input
  ChannelOrder order = ChannelOrder::rgb;
  /// Each channel, 0 to 255, becomes (channel - mean) * scale; in the order of the channels.
  std::array<double, 3> mean{};
  std::array<double, 3> scale{1, 1, 1};

  bool operator==(Input const&) const = default;
};

struct GoldenLabel {
  std::string name{};
  double confidence = 0;

  bool operator==(GoldenLabel const&) const = default;
};

/// What the network must say of one picture before it is believed about any other.
struct Golden {
  enum class Origin {
    given,      ///< by whoever wrote the manifest
    confirmed,  ///< by the user's own picture and label, when it was pulled
    learned,    ///< from a drawn picture: the network is the same as then, and is trained
  };
  std::string picture{};
  std::vector<GoldenLabel> labels{};
  double tolerance = 2;
  Origin origin = Origin::given;

  bool operator==(Golden const&) const = default;
};

struct Manifest {
  std::string name{};
  std::string about{};
  std::string licence{};
  std::string source{};  ///< page of whoever made it
  Kind kind = Kind::classifier;
  Format format = Format::onnx;
  std::string weights{};
  std::string layout{};  ///< Caffe's prototxt; empty for ONNX
  std::vector<File> files{};
  Input input{};
  Activation activation = Activation::none;
  std::string output{};  ///< the layer that is read; empty: the last
  std::string label_file{};
  std::vector<std::string> label_names{};      ///< where there is no file; empty ones never count
  std::string parents_file{};                  ///< empty: none
  double threshold = 0.5;                      ///< the probability that counts for 70 of 100
  std::map<std::string, double> thresholds{};  ///< the same for single labels
  int top = 5;                                 ///< labels looked at, the likeliest first
  std::optional<Golden> golden{};

  bool operator==(Manifest const&) const = default;
};

/// Letters, digits, '.', '_' and '-'; what can name a model and a file of it.
bool is_plain_name(std::string_view name);

/// The manifest, or every mistake in it, each in a sentence that names the key.
tl::expected<Manifest, std::vector<std::string>> decode_manifest(std::string_view text);
std::string encode_manifest(Manifest const& manifest);

}  // namespace stacktag::network_vision
