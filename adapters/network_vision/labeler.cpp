// SPDX-License-Identifier: Apache-2.0
#include "network_vision/labeler.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "network_vision/digests.h"
#include "network_vision/model.h"

namespace stacktag::network_vision {
namespace {

constexpr std::size_t k_version_digits = 12;

class NetworkVision final : public Labeler {
 public:
  explicit NetworkVision(Model model)
      : model_(std::move(model)),
        version_(measure(encode_manifest(model_.manifest)).sha256.substr(0, k_version_digits)) {}

  LabelAnswer label(Image const& image, LabelQuery const& query,
                    Deadline const& deadline) override {
    auto pixels = decode_picture(image.bytes);
    if (!pixels) {
      return {fail(pixels.error()), 0};
    }
    // Nothing stops a network that runs; limits::model_work_max bounds how long it may.
    if (deadline.cancelled.stop_requested()) {
      return {fail(Reason::out_of_time, "cancelled before the network had looked"), 0};
    }
    return {choose(look(model_, *pixels), query), 0};
  }

 private:
  Result<Labels> choose(Result<std::vector<Label>> found, LabelQuery const& query) const {
    if (!found) {
      return fail(std::move(found.error()));
    }
    Labels labels{.found = *std::move(found),
                  .engine = "network:" + model_.manifest.name,
                  .model_version = version_};
    std::erase_if(labels.found,
                  [&](Label const& label) { return label.confidence < query.confidence_min; });
    auto const most = static_cast<std::size_t>(std::max(query.labels_max, 0));
    labels.found.resize(std::min(labels.found.size(), most));
    return labels;
  }

  Model const model_;
  std::string const version_;
};

}  // namespace

Result<std::unique_ptr<Labeler>> make_labeler(std::string const& folder) {
  TRY(auto manifest, read_manifest(folder));
  TRY(auto model, open_model(folder, std::move(manifest)));
  TRY_VOID(check_golden(model));
  return std::make_unique<NetworkVision>(std::move(model));
}

}  // namespace stacktag::network_vision
