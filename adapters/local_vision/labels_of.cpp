// SPDX-License-Identifier: Apache-2.0
#include "local_vision/labels_of.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace stacktag::local_vision {
namespace {

// 70 at `from`, 99 at `to`, straight between them and below: a threshold of 70 asks for at least
// `from`.
double scaled(double value, double from, double to) {
  return std::clamp(70 + 29 * (value - from) / (to - from), 0.0, 99.0);
}

// The labels of one picture while they are found.
class Found {
 public:
  Found(Signals const& signals, Switches const& switches)
      : whole_(signals.width, signals.height), switches_(switches) {}

  void add(std::string_view name, double confidence, std::vector<LabelInstance> boxes = {}) {
    auto const* known = find_known_label(name);
    if (known != nullptr && switches_.is_on(name)) {
      labels_.push_back({std::string(name),
                         confidence,
                         known->parents,
                         known->aliases,
                         {std::string(known->category)},
                         std::move(boxes)});
    }
  }

  LabelInstance instance(cv::Rect const& box, double confidence) const {
    auto const width = static_cast<double>(whole_.width);
    auto const height = static_cast<double>(whole_.height);
    return {{box.x / width, box.y / height, box.width / width, box.height / height}, confidence};
  }

  std::vector<LabelInstance> instances(std::vector<Face> const& faces) const {
    std::vector<LabelInstance> boxes(faces.size());
    std::ranges::transform(faces, boxes.begin(), [this](Face const& face) {
      return instance(face.box, face.confidence);
    });
    return boxes;
  }

  std::vector<Label> take() {
    std::ranges::stable_sort(labels_, std::ranges::greater{}, &Label::confidence);
    return std::move(labels_);
  }

 private:
  cv::Size whole_;
  Switches const& switches_;
  std::vector<Label> labels_{};
};

double best(std::vector<Face> const& faces) {
  return std::ranges::max_element(faces, {}, &Face::confidence)->confidence;
}

// The body below a face, by the proportions of a person who stands or sits upright: three heads
// wide and, where the picture is high enough, seven high.
Face person_of(Face const& face, cv::Size whole) {
  auto const& box = face.box;
  cv::Rect const body(box.x - box.width, box.y - box.height / 4, 3 * box.width, 7 * box.height);
  return {body & cv::Rect({}, whole), face.confidence};
}

void add_people(Found& found, Measured const& in) {
  // The cascades fire on drawn faces that are no person's: robots, dolls.
  constexpr double k_drawn = 0.5;
  auto const drawn = judge_kind(in.signals)[static_cast<std::size_t>(Kind::illustration)];
  if (!in.people.empty() && drawn < k_drawn) {
    std::vector<Face> persons;
    for (auto const& face : in.people) {
      persons.push_back(person_of(face, {in.signals.width, in.signals.height}));
    }
    auto const confidence = best(in.people);
    found.add("Person", confidence, found.instances(persons));
    found.add("Face", confidence, found.instances(in.people));
    found.add("Head", confidence);
  }
  if (!in.pedestrians.empty()) {
    found.add("Pedestrian", best(in.pedestrians), found.instances(in.pedestrians));
  }
}

void add_cats(Found& found, Measured const& in) {
  if (in.cats.empty()) {
    return;
  }
  auto const confidence = best(in.cats);
  found.add("Cat", confidence, found.instances(in.cats));
  for (auto const* name : {"Pet", "Mammal", "Animal"}) {
    found.add(name, confidence);
  }
}

constexpr std::array<std::string_view, k_kinds> k_kind_names{"Photography", "Illustration",
                                                             "Screenshot", "Document", "Logo"};

// The likeliest kind, and whether there is text.
void add_kind(Found& found, Signals const& signals) {
  auto const likely = judge_kind(signals);
  auto const kind = std::ranges::max_element(likely) - likely.begin();
  auto const sure = 100 * likely[static_cast<std::size_t>(kind)];
  found.add(k_kind_names[static_cast<std::size_t>(kind)], sure);
  auto const text = 100 * judge_text(signals);
  found.add("Text",
            kind == static_cast<std::ptrdiff_t>(Kind::document) ? std::max(text, sure) : text);
}

void add_codes(Found& found, Measured const& in) {
  if (in.qr_code) {
    found.add("QR Code", 95, {found.instance(*in.qr_code, 95)});
  }
  if (in.barcode) {
    found.add("Barcode", 99, {found.instance(*in.barcode, 99)});
  }
}

void add_composition(Found& found, Signals const& signals) {
  auto const& seen = signals.composition;
  auto const photo = judge_kind(signals)[static_cast<std::size_t>(Kind::photo)];
  auto const ratio = static_cast<double>(signals.width) / signals.height;
  // A page or a terminal on a dark screen is no night, and a wide banner no panorama.
  auto const wordless = judge_text(signals) < 0.5 ? scaled(photo, 0.7, 1) : 0;
  auto const opaque = signals.transparent < 0.02 ? 99.0 : 0.0;
  found.add("Grayscale", std::min(scaled(1.5 - seen.grey_distance, 0, 1.5), opaque));
  found.add("Night", std::min(scaled(seen.dark, 0.5, 0.9), wordless));
  found.add("Panoramic", std::min(scaled(ratio, 2, 3), wordless));
  found.add("Landscape Orientation", scaled(ratio, 1.15, 1.6));
  found.add("Portrait Orientation", scaled(1 / ratio, 1.15, 1.6));
  found.add("Transparency", scaled(signals.transparent, 0.02, 0.2));
}

}  // namespace

std::vector<Label> labels_of(Measured const& measured, Switches const& switches) {
  Found found(measured.signals, switches);
  add_people(found, measured);
  add_cats(found, measured);
  add_kind(found, measured.signals);
  add_codes(found, measured);
  add_composition(found, measured.signals);
  return found.take();
}

}  // namespace stacktag::local_vision
