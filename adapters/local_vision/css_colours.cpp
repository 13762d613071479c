// SPDX-License-Identifier: Apache-2.0
#include "local_vision/css_colours.h"

#include <algorithm>

namespace stacktag::local_vision {
namespace {

struct Named {
  std::string_view name{};
  std::uint32_t rgb = 0;
  std::string_view simplified{};
};

// One name for each value: where CSS has two, the one of HTML's sixteen (aqua, fuchsia, gray), else
// the one with "grey", as in replies of Rekognition's that were seen. The simplified colours are
// the groups in which CSS's extended colours are usually listed; Rekognition's answers agree with
// them: https://en.wikipedia.org/wiki/Web_colors#Extended_colors
constexpr std::array<Named, 139> k_named{{{"mediumvioletred", 0xc71585, "pink"},
                                          {"deeppink", 0xff1493, "pink"},
                                          {"palevioletred", 0xdb7093, "pink"},
                                          {"hotpink", 0xff69b4, "pink"},
                                          {"lightpink", 0xffb6c1, "pink"},
                                          {"pink", 0xffc0cb, "pink"},
                                          {"darkred", 0x8b0000, "red"},
                                          {"red", 0xff0000, "red"},
                                          {"firebrick", 0xb22222, "red"},
                                          {"crimson", 0xdc143c, "red"},
                                          {"indianred", 0xcd5c5c, "red"},
                                          {"lightcoral", 0xf08080, "red"},
                                          {"salmon", 0xfa8072, "red"},
                                          {"darksalmon", 0xe9967a, "red"},
                                          {"lightsalmon", 0xffa07a, "red"},
                                          {"orangered", 0xff4500, "orange"},
                                          {"tomato", 0xff6347, "orange"},
                                          {"darkorange", 0xff8c00, "orange"},
                                          {"coral", 0xff7f50, "orange"},
                                          {"orange", 0xffa500, "orange"},
                                          {"darkkhaki", 0xbdb76b, "yellow"},
                                          {"gold", 0xffd700, "yellow"},
                                          {"khaki", 0xf0e68c, "yellow"},
                                          {"peachpuff", 0xffdab9, "yellow"},
                                          {"yellow", 0xffff00, "yellow"},
                                          {"palegoldenrod", 0xeee8aa, "yellow"},
                                          {"moccasin", 0xffe4b5, "yellow"},
                                          {"papayawhip", 0xffefd5, "yellow"},
                                          {"lightgoldenrodyellow", 0xfafad2, "yellow"},
                                          {"lemonchiffon", 0xfffacd, "yellow"},
                                          {"lightyellow", 0xffffe0, "yellow"},
                                          {"maroon", 0x800000, "brown"},
                                          {"brown", 0xa52a2a, "brown"},
                                          {"saddlebrown", 0x8b4513, "brown"},
                                          {"sienna", 0xa0522d, "brown"},
                                          {"chocolate", 0xd2691e, "brown"},
                                          {"darkgoldenrod", 0xb8860b, "brown"},
                                          {"peru", 0xcd853f, "brown"},
                                          {"rosybrown", 0xbc8f8f, "brown"},
                                          {"goldenrod", 0xdaa520, "brown"},
                                          {"sandybrown", 0xf4a460, "brown"},
                                          {"tan", 0xd2b48c, "brown"},
                                          {"burlywood", 0xdeb887, "brown"},
                                          {"wheat", 0xf5deb3, "brown"},
                                          {"navajowhite", 0xffdead, "brown"},
                                          {"bisque", 0xffe4c4, "brown"},
                                          {"blanchedalmond", 0xffebcd, "brown"},
                                          {"cornsilk", 0xfff8dc, "brown"},
                                          {"indigo", 0x4b0082, "purple"},
                                          {"purple", 0x800080, "purple"},
                                          {"darkmagenta", 0x8b008b, "purple"},
                                          {"darkviolet", 0x9400d3, "purple"},
                                          {"darkslateblue", 0x483d8b, "purple"},
                                          {"blueviolet", 0x8a2be2, "purple"},
                                          {"darkorchid", 0x9932cc, "purple"},
                                          {"fuchsia", 0xff00ff, "purple"},
                                          {"slateblue", 0x6a5acd, "purple"},
                                          {"mediumslateblue", 0x7b68ee, "purple"},
                                          {"mediumorchid", 0xba55d3, "purple"},
                                          {"mediumpurple", 0x9370db, "purple"},
                                          {"orchid", 0xda70d6, "purple"},
                                          {"violet", 0xee82ee, "purple"},
                                          {"plum", 0xdda0dd, "purple"},
                                          {"thistle", 0xd8bfd8, "purple"},
                                          {"lavender", 0xe6e6fa, "purple"},
                                          {"rebeccapurple", 0x663399, "purple"},
                                          {"midnightblue", 0x191970, "blue"},
                                          {"navy", 0x000080, "blue"},
                                          {"darkblue", 0x00008b, "blue"},
                                          {"mediumblue", 0x0000cd, "blue"},
                                          {"blue", 0x0000ff, "blue"},
                                          {"royalblue", 0x4169e1, "blue"},
                                          {"steelblue", 0x4682b4, "blue"},
                                          {"dodgerblue", 0x1e90ff, "blue"},
                                          {"deepskyblue", 0x00bfff, "blue"},
                                          {"cornflowerblue", 0x6495ed, "blue"},
                                          {"skyblue", 0x87ceeb, "blue"},
                                          {"lightskyblue", 0x87cefa, "blue"},
                                          {"lightsteelblue", 0xb0c4de, "blue"},
                                          {"lightblue", 0xadd8e6, "blue"},
                                          {"powderblue", 0xb0e0e6, "blue"},
                                          {"teal", 0x008080, "cyan"},
                                          {"darkcyan", 0x008b8b, "cyan"},
                                          {"lightseagreen", 0x20b2aa, "cyan"},
                                          {"cadetblue", 0x5f9ea0, "cyan"},
                                          {"darkturquoise", 0x00ced1, "cyan"},
                                          {"mediumturquoise", 0x48d1cc, "cyan"},
                                          {"turquoise", 0x40e0d0, "cyan"},
                                          {"aqua", 0x00ffff, "cyan"},
                                          {"aquamarine", 0x7fffd4, "cyan"},
                                          {"paleturquoise", 0xafeeee, "cyan"},
                                          {"lightcyan", 0xe0ffff, "cyan"},
                                          {"darkgreen", 0x006400, "green"},
                                          {"green", 0x008000, "green"},
                                          {"darkolivegreen", 0x556b2f, "green"},
                                          {"forestgreen", 0x228b22, "green"},
                                          {"seagreen", 0x2e8b57, "green"},
                                          {"olive", 0x808000, "green"},
                                          {"olivedrab", 0x6b8e23, "green"},
                                          {"mediumseagreen", 0x3cb371, "green"},
                                          {"limegreen", 0x32cd32, "green"},
                                          {"lime", 0x00ff00, "green"},
                                          {"springgreen", 0x00ff7f, "green"},
                                          {"mediumspringgreen", 0x00fa9a, "green"},
                                          {"darkseagreen", 0x8fbc8f, "green"},
                                          {"mediumaquamarine", 0x66cdaa, "green"},
                                          {"yellowgreen", 0x9acd32, "green"},
                                          {"lawngreen", 0x7cfc00, "green"},
                                          {"chartreuse", 0x7fff00, "green"},
                                          {"lightgreen", 0x90ee90, "green"},
                                          {"greenyellow", 0xadff2f, "green"},
                                          {"palegreen", 0x98fb98, "green"},
                                          {"mistyrose", 0xffe4e1, "white"},
                                          {"antiquewhite", 0xfaebd7, "white"},
                                          {"linen", 0xfaf0e6, "white"},
                                          {"beige", 0xf5f5dc, "white"},
                                          {"whitesmoke", 0xf5f5f5, "white"},
                                          {"lavenderblush", 0xfff0f5, "white"},
                                          {"oldlace", 0xfdf5e6, "white"},
                                          {"aliceblue", 0xf0f8ff, "white"},
                                          {"seashell", 0xfff5ee, "white"},
                                          {"ghostwhite", 0xf8f8ff, "white"},
                                          {"honeydew", 0xf0fff0, "white"},
                                          {"floralwhite", 0xfffaf0, "white"},
                                          {"azure", 0xf0ffff, "white"},
                                          {"mintcream", 0xf5fffa, "white"},
                                          {"snow", 0xfffafa, "white"},
                                          {"ivory", 0xfffff0, "white"},
                                          {"white", 0xffffff, "white"},
                                          {"black", 0x000000, "black"},
                                          {"darkslategrey", 0x2f4f4f, "grey"},
                                          {"dimgrey", 0x696969, "grey"},
                                          {"slategrey", 0x708090, "grey"},
                                          {"gray", 0x808080, "grey"},
                                          {"lightslategrey", 0x778899, "grey"},
                                          {"darkgrey", 0xa9a9a9, "grey"},
                                          {"silver", 0xc0c0c0, "grey"},
                                          {"lightgrey", 0xd3d3d3, "grey"},
                                          {"gainsboro", 0xdcdcdc, "grey"}}};

constexpr CssColour shown(Named const& named) {
  auto const byte = [&named](int shift) {
    return static_cast<std::uint8_t>(named.rgb >> shift & 0xff);
  };
  return {named.name, named.simplified, byte(16), byte(8), byte(0)};
}

constexpr auto k_colours = [] {
  std::array<CssColour, k_named.size()> colours{};
  std::ranges::transform(k_named, colours.begin(), shown);
  return colours;
}();

}  // namespace

std::span<CssColour const> css_colours() {
  return k_colours;
}

int distance(CssColour const& colour, int red, int green, int blue) {
  auto const squared = [](int a, int b) { return (a - b) * (a - b); };
  return squared(colour.red, red) + squared(colour.green, green) + squared(colour.blue, blue);
}

std::size_t nearest_css_colour(int red, int green, int blue) {
  auto const nearest = std::ranges::min_element(
      k_colours, {}, [&](CssColour const& colour) { return distance(colour, red, green, blue); });
  return static_cast<std::size_t>(nearest - k_colours.begin());
}

}  // namespace stacktag::local_vision
