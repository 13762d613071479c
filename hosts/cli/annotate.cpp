// SPDX-License-Identifier: Apache-2.0
#include "cli/annotate.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>

#include "cli/canvas.h"
#include "cli/printable.h"
#include "raster/lettering.h"
#include "stacktag/text.h"

namespace stacktag::cli {
namespace {

constexpr int k_side_max = 4096;
// A picture that is smaller has no room for letters that can be read.
constexpr int k_side_min = 640;
constexpr int k_quality = 90;
constexpr std::size_t k_boxes_max = 100;
constexpr Colour k_dark{24, 24, 24};
constexpr Colour k_light{255, 255, 255};

// Told apart by people who see no red or no green, too: https://jfly.uni-koeln.de/color/
constexpr std::array k_colours{Colour{230, 159, 0},  Colour{86, 180, 233}, Colour{0, 158, 115},
                               Colour{240, 228, 66}, Colour{0, 114, 178},  Colour{213, 94, 0},
                               Colour{204, 121, 167}};

std::string scored(std::string const& name, double confidence) {
  return printable(name) + " " + percent(confidence);
}

struct Mark {
  Area area{};
  std::string text{};
};

bool same_place(Area const& a, Area const& b) {
  auto const near = [](int x, int y) { return std::abs(x - y) <= 2; };
  return near(a.left, b.left) && near(a.top, b.top) && near(a.right(), b.right()) &&
         near(a.bottom(), b.bottom());
}

Area area_of(Box const& box, raster::Pixels const& picture) {
  auto const scaled = [](double share, int side) {
    return static_cast<int>(std::lround(std::clamp(share, 0.0, 1.0) * side));
  };
  auto const left = scaled(box.left, picture.width);
  auto const top = scaled(box.top, picture.height);
  return {left, top, std::max(scaled(box.left + box.width, picture.width) - left, 1),
          std::max(scaled(box.top + box.height, picture.height) - top, 1)};
}

// One mark for each place, however many labels are there.
std::vector<Mark> marks_of(Labels const& labels, raster::Pixels const& picture) {
  std::vector<Mark> marks;
  for (auto const& label : labels.found) {
    for (auto const& instance : label.instances) {
      auto const area = area_of(instance.box, picture);
      auto const text = scored(label.name, instance.confidence);
      auto const there = std::ranges::find_if(
          marks, [&](Mark const& mark) { return same_place(mark.area, area); });
      if (there != marks.end()) {
        there->text += ", " + text;
      } else if (marks.size() < k_boxes_max) {
        marks.push_back({area, text});
      }
    }
  }
  return marks;
}

// With blanks at which no line is broken, so that a score stays with its name.
std::string in_one_piece(std::string const& words) {
  std::string text;
  for (char const c : words) {
    text += c == ' ' ? std::string("\xC2\xA0") : std::string(1, c);
  }
  return text;
}

std::string caption_of(Labels const& labels) {
  std::string text;
  for (auto const& label : labels.found) {
    if (label.instances.empty()) {
      text += (text.empty() ? "" : "   ") + in_one_piece(scored(label.name, label.confidence));
    }
  }
  return text;
}

// Black or white, whichever is easier to read on the colour.
Colour ink_on(Colour colour) {
  return colour.red * 299 + colour.green * 587 + colour.blue * 114 > 128'000 ? Colour{} : k_light;
}

Area within(Area area, raster::Pixels const& picture) {
  area.left = std::clamp(area.left, 0, std::max(picture.width - area.width, 0));
  area.top = std::clamp(area.top, 0, std::max(picture.height - area.height, 0));
  return area;
}

// Above the box, below it or in it; where other signs are in the way, as far down as it takes.
Area find_room(Area const& box, Area const& sign, std::vector<Area> const& taken,
               raster::Pixels const& picture) {
  auto const free = [&](Area const& area) {
    return std::ranges::none_of(taken, [&](Area const& other) { return other.touches(area); });
  };
  auto const at = [&](int left, int top) {
    return within({left, top, sign.width, sign.height}, picture);
  };
  auto const right = box.right() - sign.width;
  for (auto const& area :
       {at(box.left, box.top - sign.height), at(box.left, box.bottom()), at(box.left, box.top),
        at(right, box.top - sign.height), at(right, box.bottom())}) {
    if (free(area)) {
      return area;
    }
  }
  for (int top = 0; top + sign.height <= picture.height; top += sign.height) {
    auto const area = at(box.left, (box.top + top) % std::max(picture.height - sign.height, 1));
    if (free(area)) {
      return area;
    }
  }
  return at(box.left, box.top);
}

struct Sizes {
  int letters = 0;
  int line = 0;
  int gap = 0;
};

Sizes sizes_of(raster::Pixels const& picture) {
  auto const longer = std::max(picture.width, picture.height);
  return {std::max(longer / 48, 13), std::max(longer / 320, 2), std::max(longer / 200, 4)};
}

Error error_of(raster::Problem const& problem) {
  return {Reason::corrupt, problem.message};
}

Result<void> draw_signs(raster::Pixels& picture, std::vector<Mark> const& marks,
                        Sizes const& sizes) {
  std::vector<Area> taken;
  for (std::size_t i = 0; i < marks.size(); ++i) {
    auto const letters =
        raster::letter(marks[i].text, sizes.letters, picture.width - 2 * sizes.gap);
    if (!letters) {
      return fail(error_of(letters.error()));
    }
    auto const colour = k_colours[i % k_colours.size()];
    Area const sign{0, 0, letters->width + 2 * sizes.gap, letters->height + 2 * sizes.gap};
    auto const area = find_room(marks[i].area, sign, taken, picture);
    taken.push_back(area);
    fill(picture, area, colour);
    lay(picture, *letters, area.left + sizes.gap, area.top + sizes.gap, ink_on(colour));
  }
  return {};
}

// All frames before all signs, so that no frame crosses out what a sign says.
Result<void> draw_marks(raster::Pixels& picture, std::vector<Mark> const& marks,
                        Sizes const& sizes) {
  for (std::size_t i = 0; i < marks.size(); ++i) {
    auto const& area = marks[i].area;
    auto const edge = std::max(sizes.line / 2, 1);
    // A dark edge on both sides of the line: it is seen on any ground.
    frame(picture,
          {area.left - edge, area.top - edge, area.width + 2 * edge, area.height + 2 * edge},
          sizes.line + 2 * edge, k_dark);
    frame(picture, area, sizes.line, k_colours[i % k_colours.size()]);
  }
  return draw_signs(picture, marks, sizes);
}

Result<void> draw_caption(raster::Pixels& picture, std::string const& text, Sizes const& sizes) {
  if (text.empty()) {
    return {};
  }
  auto const letters = raster::letter(text, sizes.letters, picture.width - 4 * sizes.gap);
  if (!letters) {
    return fail(error_of(letters.error()));
  }
  auto const top = picture.height;
  add_strip(picture, letters->height + 4 * sizes.gap, k_dark);
  lay(picture, *letters, 2 * sizes.gap, top + 2 * sizes.gap, k_light);
  return {};
}

std::filesystem::path real_path(std::filesystem::path const& folder) {
  std::error_code unknown;
  auto const real = std::filesystem::canonical(folder, unknown);
  return unknown ? folder : real;
}

std::string stem_of(std::string const& picture) {
  auto const path = picture.substr(0, picture.find_first_of("?#"));
  auto const stem = std::filesystem::path(path).stem().string();
  return picture == "-" || stem.empty() ? "picture" : stem;
}

}  // namespace

Result<std::string> annotate(std::string const& bytes, Labels const& labels) {
  auto picture = raster::decode(bytes, k_side_max, {.documents = raster::Documents::read});
  if (!picture) {
    return fail(error_of(picture.error()));
  }
  auto const longer = std::max(picture->width, picture->height);
  if (longer < k_side_min) {
    *picture = enlarged(*picture, (k_side_min + longer - 1) / longer);
  }
  auto const sizes = sizes_of(*picture);
  TRY_VOID(draw_marks(*picture, marks_of(labels, *picture), sizes));
  TRY_VOID(draw_caption(*picture, caption_of(labels), sizes));
  auto jpeg = raster::encode_jpeg(*picture, k_quality);
  if (!jpeg) {
    return fail(error_of(jpeg.error()));
  }
  return *std::move(jpeg);
}

std::vector<std::string> annotated_names(std::vector<std::string> const& pictures) {
  std::vector<std::string> names;
  std::map<std::string, int> used;
  for (auto const& picture : pictures) {
    auto const stem = stem_of(picture);
    auto name = stem;
    while (used.contains(name)) {
      name = stem + "-" + std::to_string(++used[stem]);
    }
    used[name] = std::max(used[name], 1);
    names.push_back(name + ".jpg");
  }
  return names;
}

std::optional<std::string> one_inside(std::string const& folder,
                                      std::vector<std::string> const& pictures) {
  if (folder.empty()) {
    return std::nullopt;
  }
  auto const place = real_path(folder);
  auto const found = std::ranges::find_if(pictures, [&place](std::string const& picture) {
    return real_path(std::filesystem::absolute(picture).parent_path()) == place;
  });
  return found == pictures.end() ? std::nullopt : std::optional(*found);
}

Result<void> write_annotated(std::string const& folder, std::string const& name,
                             std::string const& bytes) {
  auto const path = std::filesystem::path(folder) / name;
  auto const beginning = std::filesystem::path(folder) / ("." + name + ".part");
  {
    std::ofstream file(beginning, std::ios::binary);
    file << bytes << std::flush;
    if (!file) {
      return fail(Reason::bad_configuration, "it cannot be written to " + folder);
    }
  }
  std::error_code error;
  std::filesystem::rename(beginning, path, error);
  if (error) {
    return fail(Reason::bad_configuration, "it cannot be written to " + path.string());
  }
  return {};
}

}  // namespace stacktag::cli
