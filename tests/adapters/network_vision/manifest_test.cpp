// SPDX-License-Identifier: Apache-2.0
// The file model.json: what it may say, and every mistake in it.
#include "network_vision/manifest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "json/json.h"
#include "stacktag/limits.h"

namespace stacktag::network_vision {
namespace {

using json::Json;
using testing::Contains;
using testing::HasSubstr;
using testing::SizeIs;
using testing::StartsWith;

constexpr char const* k_full = R"({
  "name": "tiny", "about": "three colours", "licence": "Apache-2.0", "source": "https://a.example/",
  "kind": "classifier", "format": "onnx", "weights": "model.onnx",
  "files": [
    {"name": "model.onnx", "url": "https://a.example/model.onnx", "bytes": 1234,
     "sha256": "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"},
    {"name": "labels.txt", "git_blob": "0123456789abcdef0123456789abcdef01234567"},
    {"name": "parents.json"}, {"name": "golden.png"}],
  "input": {"width": 224, "height": 192, "fit": "crop", "shorter_side": 256, "order": "bgr",
            "mean": [1, 2, 3.5], "scale": [0.5, 0.25, 1]},
  "activation": "sigmoid", "output": "prob", "label_file": "labels.txt",
  "parents_file": "parents.json", "threshold": 0.25, "thresholds": {"Red": 0.75}, "top": 7,
  "golden": {"picture": "golden.png", "labels": {"Red": 99.5}, "tolerance": 1,
             "origin": "confirmed"}})";

Json full() {
  return *json::parse(k_full);
}

std::vector<std::string> mistakes_in(Json const& object) {
  auto const manifest = decode_manifest(json::dump(object));
  return manifest ? std::vector<std::string>{} : manifest.error();
}

TEST(Manifests, AreReadWithEveryKey) {
  auto const manifest = decode_manifest(k_full);
  ASSERT_TRUE(manifest) << testing::PrintToString(manifest.error());
  EXPECT_EQ(manifest->files.at(0).bytes, 1234u);
  EXPECT_EQ(manifest->files.at(1).git_blob, "0123456789abcdef0123456789abcdef01234567");
  EXPECT_EQ(manifest->input,
            (Input{224, 192, Fit::crop, 256, ChannelOrder::bgr, {1, 2, 3.5}, {0.5, 0.25, 1}}));
  EXPECT_EQ(manifest->activation, Activation::sigmoid);
  EXPECT_EQ(manifest->thresholds, (std::map<std::string, double>{{"Red", 0.75}}));
  EXPECT_EQ(manifest->top, 7);
  EXPECT_EQ(manifest->golden,
            (Golden{"golden.png", {{"Red", 99.5}}, 1, Golden::Origin::confirmed}));
}

TEST(Manifests, AreWrittenAsTheyWereRead) {
  auto const manifest = decode_manifest(k_full).value();
  EXPECT_EQ(decode_manifest(encode_manifest(manifest)), manifest);
  EXPECT_EQ(*json::parse(encode_manifest(manifest)), full());
}

TEST(Manifests, NeedLittle) {
  auto const manifest = decode_manifest(R"({"name": "a", "licence": "MIT", "kind": "classifier",
      "weights": "m", "files": [{"name": "m"}], "input": {"width": 8, "height": 8},
      "labels": ["yes", "no"]})");
  ASSERT_TRUE(manifest) << testing::PrintToString(manifest.error());
  EXPECT_EQ(manifest->threshold, 0.5);
  EXPECT_EQ(manifest->golden, std::nullopt);
}

// Where in the manifest, what stands there, and what the mistake must begin with.
struct Wrong {
  char const* pointer;
  Json value;
  char const* mistake;
};

TEST(ManifestMistakes, NameTheKey) {
  Wrong const table[]{
      {"/name", nullptr, "name is missing"},
      {"/name", "../up", "name must be made of"},
      {"/name", ".hidden", "name must be made of"},
      {"/name", std::string(101, 'a'), "name must be made of"},
      {"/name", 7, "name must be a text"},
      {"/licence", nullptr, "licence is missing"},
      {"/about", "", "about must be a text"},
      {"/kind", nullptr, "kind must be one of classifier, detector"},
      {"/kind", "wizard", "kind must be one of"},
      {"/format", "torch", "format must be one of onnx, caffe"},
      {"/format", "caffe", "layout belongs to the format caffe"},
      {"/layout", "labels.txt", "layout belongs to the format caffe"},
      {"/weights", "other.onnx", "weights names other.onnx, which is not in files"},
      {"/weights", "/etc/passwd", "weights must be made of"},
      {"/label_file", "other.txt", "label_file names other.txt"},
      {"/parents_file", "other.txt", "parents_file names other.txt"},
      {"/golden/picture", "other.png", "golden.picture names other.png"},
      {"/label_file", nullptr, "labels must be there, or label_file"},
      {"/labels", Json::array({"a"}), "labels must be there, or label_file instead; not both"},
      {"/labels", "a", "labels must be a list"},
      {"/labels", Json::array({1}), "labels must be a list"},
      {"/files", nullptr, "files must be a list of 1 to 16"},
      {"/files", Json::array(), "files must be a list"},
      {"/files/0", 7, "files[0] must be an object"},
      {"/files/0/name", nullptr, "files[0].name is missing"},
      {"/files/0/name", "model.json", "files[0].name must not be that of the manifest"},
      {"/files/1/name", "model.onnx", "files names model.onnx twice"},
      {"/files/0/bytes", 0, "files[0].bytes must be a whole number"},
      {"/files/0/bytes", -5, "files[0].bytes must be a whole number"},
      {"/files/0/bytes", limits::model_file_bytes_max + 1, "files[0].bytes must be a whole number"},
      {"/files/0/sha256", "abc", "files[0].sha256 must be 64 hexadecimal digits"},
      {"/files/0/sha256", std::string(64, 'G'), "files[0].sha256 must be 64"},
      {"/files/1/git_blob", std::string(64, 'a'), "files[1].git_blob must be 40"},
      {"/files/0/size", 3, "files[0].size is no key"},
      {"/input", nullptr, "input must be an object"},
      {"/input/width", nullptr, "input.width is missing"},
      {"/input/width", 1025, "input.width must be a whole number from 1 to 1024"},
      {"/input/height", 8.5, "input.height must be a whole number"},
      {"/input/fit", "shrink", "input.fit must be one of crop, stretch"},
      {"/input/order", "grb", "input.order must be one of rgb, bgr"},
      {"/input/mean", Json::array({1, 2}), "input.mean must be a list of three numbers"},
      {"/input/scale", Json::array({1, 2, "3"}), "input.scale must be a list of three"},
      {"/input/scale", Json::array({1, 2, 1e9}), "input.scale must be a list of three"},
      {"/activation", "relu", "activation must be one of none, softmax, sigmoid"},
      {"/threshold", 0, "threshold must be a number from 0.001 to 0.999"},
      {"/threshold", "much", "threshold must be a number"},
      {"/thresholds", Json{{"Red", 1}}, "thresholds must be numbers between 0 and 1"},
      {"/thresholds", 7, "thresholds must be numbers"},
      {"/top", 0, "top must be a whole number from 1 to 100"},
      {"/golden/labels", Json::object(), "golden.labels must be at least one"},
      {"/golden/labels", Json{{"Red", 101}}, "golden.labels must be at least one"},
      {"/golden/tolerance", 21, "golden.tolerance must be a number from 0 to 20"},
      {"/golden/origin", "heard", "golden.origin must be one of given, confirmed, learned"},
      {"/golden", 7, "golden must be an object"},
      {"/licenze", "MIT", "licenze is no key that is known here"},
  };
  for (auto const& [pointer, value, mistake] : table) {
    auto object = full();
    object[Json::json_pointer(pointer)] = value;
    EXPECT_THAT(mistakes_in(object), Contains(StartsWith(mistake))) << pointer << " " << value;
  }
}

TEST(ManifestMistakes, OfADetector) {
  auto object = full();
  object["kind"] = "detector";
  EXPECT_THAT(mistakes_in(object), Contains(StartsWith("activation must be none")));
  EXPECT_THAT(mistakes_in(object), Contains(StartsWith("input.fit must be stretch")));
}

TEST(ManifestMistakes, AreAllNamedAtOnceUpToFifty) {
  auto object = full();
  object["kind"] = "wizard";
  object["top"] = 0;
  object["input"]["width"] = 0;
  object["files"][0]["sha256"] = "";
  EXPECT_THAT(mistakes_in(object), SizeIs(4));
  for (int i = 0; i < 100; ++i) {
    object["unknown" + std::to_string(i)] = i;
  }
  EXPECT_THAT(mistakes_in(object), SizeIs(50));
}

TEST(ManifestMistakes, WhatIsNoJsonOrTooLong) {
  for (auto const& text : {std::string{}, std::string("{"), std::string("[]"),
                           std::string(limits::model_manifest_bytes_max + 1, ' ')}) {
    auto const manifest = decode_manifest(text);
    ASSERT_FALSE(manifest);
    EXPECT_FALSE(manifest.error().empty());
  }
}

}  // namespace
}  // namespace stacktag::network_vision
