// SPDX-License-Identifier: Apache-2.0
#include "vips/image_preparer.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <utility>

#include "stacktag/limits.h"

namespace stacktag::vips {
namespace {

constexpr int k_side_min = 256;
constexpr int k_side_max = 4096;
constexpr int k_jpeg_quality = 85;

bool is_document(ImageHeader const& header) {
  return header.format == ImageFormat::svg || header.format == ImageFormat::pdf;
}

Error error_of(raster::Problem const& problem, ImageHeader const& header) {
  auto const format = std::string(to_string(header.format));
  if (problem.fault == raster::Fault::too_large) {
    return {Reason::too_large, problem.message};
  }
  if (problem.fault == raster::Fault::unknown_format && is_document(header)) {
    return {Reason::unsupported_format,
            "the image is a " + format + "; STACKTAG_IMAGE_DOCUMENTS says whether it is read"};
  }
  return {Reason::corrupt, "the " + format + " is damaged: " + problem.message};
}

Error too_small(int width, int height) {
  return {Reason::too_small,
          "the image has " + std::to_string(width) + " x " + std::to_string(height) +
              "; the engine needs at least 80 pixels on each side, and at most 10000"};
}

// The longer side of what the engine gets. A panorama may need a longer one, so that its shorter
// side keeps the pixels that the engine asks for.
int side_of(raster::Size const& size, int side) {
  auto const [shorter, longer] = std::minmax(size.width, size.height);
  auto const needed =
      (std::int64_t{limits::labeler_side_pixels_min} * longer + shorter - 1) / std::max(shorter, 1);
  return static_cast<int>(std::clamp<std::int64_t>(needed, side, limits::labeler_side_pixels_max));
}

// A PNG or a JPEG states its size to us, too: two readers that read two sizes read two pictures.
bool tells_two_sizes(ImageHeader const& header, raster::Size const& size) {
  return header.width > 0 && (header.width != size.width || header.height != size.height);
}

class Preparer final : public ImagePreparer {
 public:
  Preparer(Options const& options, Clock& clock) : options_(options), clock_(clock) {}

  Result<Image> prepare(std::string bytes, Deadline const& deadline) override {
    TRY(auto const header, read_image_header(bytes));
    auto const fitness = judge_fitness(header, bytes.size());
    if (fitness == Fitness::too_small) {
      return fail(too_small(header.width, header.height));
    }
    auto const size = raster::measure(bytes, options_.limits);
    bool const is_fit = fitness == Fitness::fit;
    if (is_fit && goes_as_it_is(header, size)) {
      return Image{std::move(bytes), header};
    }
    if (!size) {
      return fail(error_of(size.error(), header));
    }
    if (tells_two_sizes(header, *size)) {
      return fail(Reason::corrupt, "the image states two sizes");
    }
    return convert(bytes, header, *size, deadline);
  }

 private:
  // What libvips cannot read, though it is small and of the right form, the engine shall judge.
  bool goes_as_it_is(ImageHeader const& header,
                     tl::expected<raster::Size, raster::Problem> const& size) const {
    auto const longer = std::max(header.width, header.height);
    return size ? size->is_plain && longer <= side_of(*size, options_.side)
                : longer <= options_.side;
  }

  Result<Image> convert(std::string const& bytes, ImageHeader const& header,
                        raster::Size const& size, Deadline const& deadline) const {
    auto const shorter = std::min(size.width, size.height);
    if (shorter < limits::labeler_side_pixels_min && !is_document(header)) {
      return fail(too_small(size.width, size.height));
    }
    // Fine noise at the longest side can make more bytes than an engine takes.
    for (auto side = side_of(size, options_.side);; side /= 2) {
      TRY(auto image, jpeg_of(bytes, header, side, deadline));
      auto const fitness = judge_fitness(image.header, image.bytes.size());
      if (fitness == Fitness::fit) {
        return image;
      }
      if (fitness == Fitness::too_small) {
        return fail(too_small(size.width, size.height));
      }
    }
  }

  Result<Image> jpeg_of(std::string const& bytes, ImageHeader const& header, int side,
                        Deadline const& deadline) const {
    auto limits = options_.limits;
    auto const left = deadline.at - clock_.now();
    limits.time_max =
        std::min(limits.time_max, std::chrono::duration_cast<std::chrono::milliseconds>(left));
    if (deadline.cancelled.stop_requested() || limits.time_max <= std::chrono::milliseconds(0)) {
      return fail(Reason::out_of_time, "no time is left to prepare the image");
    }
    auto jpeg = raster::to_jpeg(bytes, side, side, k_jpeg_quality, limits);
    if (!jpeg) {
      return clock_.now() >= deadline.at
                 ? Result<Image>(fail(Reason::out_of_time, jpeg.error().message))
                 : fail(error_of(jpeg.error(), header));
    }
    TRY(auto const made, read_image_header(*jpeg));
    return Image{*std::move(jpeg), made};
  }

  Options const options_;
  Clock& clock_;
};

}  // namespace

Options read_options(SettingsReader& reader) {
  Options options;
  options.side = reader.integer("STACKTAG_IMAGE_SIDE", options.side, k_side_min, k_side_max);
  if (reader.choice("STACKTAG_IMAGE_DOCUMENTS", 0, {"leave_out", "read"}) == 1) {
    options.limits.documents = raster::Documents::read;
  }
  return options;
}

std::unique_ptr<ImagePreparer> make_image_preparer(Options const& options, Clock& clock) {
  return std::make_unique<Preparer>(options, clock);
}

}  // namespace stacktag::vips
