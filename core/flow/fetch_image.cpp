// SPDX-License-Identifier: Apache-2.0
#include "flow/fetch_image.h"

#include <utility>

#include "flow/stopwatch.h"

namespace stacktag {
namespace {

std::string describe(Image const& image) {
  auto const& header = image.header;
  std::string text(to_string(header.format));
  if (header.width > 0) {
    text +=
        " of " + std::to_string(header.width) + " x " + std::to_string(header.height) + " pixels";
  }
  return text + ", " + std::to_string(image.bytes.size()) + " bytes";
}

// What came, with what its header says. What is too small can be made fit by nobody.
Result<Image> examine(std::string bytes, Report& report) {
  report.image_bytes += bytes.size();
  TRY(auto const header, read_image_header(bytes));
  if (judge_fitness(header, bytes.size()) == Fitness::too_small) {
    return fail(Reason::too_small, "the image has " + std::to_string(header.width) + " x " +
                                       std::to_string(header.height) +
                                       " pixels; the engine needs 80 on each side");
  }
  return Image{std::move(bytes), header};
}

bool is_fit(Image const& image) {
  return judge_fitness(image.header, image.bytes.size()) == Fitness::fit;
}

constexpr auto k_no_rendition = ", and no smaller JPEG of it can be had: ";

// What is wrong with the original when no smaller JPEG of it can be had; the reason for that comes
// behind.
Error unfit(Image const& image) {
  auto const format = image.header.format;
  bool const format_fits = format == ImageFormat::png || format == ImageFormat::jpeg;
  return {format_fits ? Reason::too_large : Reason::unsupported_format,
          "the image is a " + describe(image) + k_no_rendition};
}

// The rendition, judged like any other file from outside: the host may have ignored what we asked
// for.
Result<Image> fetch_rendition(ImageSource& images, std::string const& url, Deadline const& deadline,
                              Report& report) {
  TRY(auto bytes, images.fetch(url, Rendition::small_jpeg, deadline));
  TRY(auto image, examine(std::move(bytes), report));
  if (is_fit(image)) {
    return image;
  }
  return fail(Reason::unsupported_format, "the host sent a " + describe(image));
}

// The rendition's error, told of the original: why the original cannot go as it is, and why nothing
// else can.
Result<Image> rendition_of(ImageSource& images, Clock& clock, std::string const& url,
                           Error const& without, Deadline const& deadline, Report& report) {
  Stopwatch const watch(clock, report.steps.rendition);
  auto rendition = fetch_rendition(images, url, deadline, report);
  if (rendition || rendition.error().kind() != ErrorKind::reject ||
      rendition.error().reason == Reason::too_small ||
      rendition.error().reason == Reason::image_denied) {
    return rendition;
  }
  return fail(without.reason, without.message + rendition.error().message);
}

// The host's rendition, and where that cannot be had, one made on this side. A repeat may bring
// what the host could not give this time.
Result<Image> rendition_or_prepared(ImageSource& images, ImagePreparer& preparer, Clock& clock,
                                    std::string const& url, Image original,
                                    Deadline const& deadline, Report& report) {
  auto rendition = rendition_of(images, clock, url, unfit(original), deadline, report);
  if (rendition || rendition.error().reason == Reason::out_of_time) {
    return rendition;
  }
  auto prepared = preparer.prepare(std::move(original.bytes), deadline);
  if (!prepared && rendition.error().kind() == ErrorKind::retry) {
    return rendition;
  }
  return prepared;
}

}  // namespace

Result<Image> fetch_image(ImageSource& images, ImagePreparer* preparer, Clock& clock,
                          std::string const& url, Deadline const& deadline, Report& report) {
  auto original = [&] {
    Stopwatch const watch(clock, report.steps.image);
    return images.fetch(url, Rendition::original, deadline);
  }();
  if (!original && original.error().reason == Reason::too_large) {
    Error const without{Reason::too_large, original.error().message + k_no_rendition};
    return rendition_of(images, clock, url, without, deadline, report);
  }
  TRY(auto bytes, std::move(original));
  TRY(auto image, examine(std::move(bytes), report));
  if (is_fit(image)) {
    return preparer == nullptr ? image : preparer->prepare(std::move(image.bytes), deadline);
  }
  if (preparer != nullptr) {
    return rendition_or_prepared(images, *preparer, clock, url, std::move(image), deadline, report);
  }
  auto const without = unfit(image);
  // The original is of no more use; the memory is, and assigning nothing would keep it.
  std::string().swap(image.bytes);
  return rendition_of(images, clock, url, without, deadline, report);
}

}  // namespace stacktag
