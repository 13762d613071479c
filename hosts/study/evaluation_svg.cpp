// SPDX-License-Identifier: Apache-2.0
#include "study/evaluation_svg.h"

#include <cmath>
#include <cstdio>
#include <string_view>
#include <utility>

#include "study/wording.h"

namespace stacktag::study {
namespace {

// In pixels of the picture's own size.
constexpr double k_left = 70;
constexpr double k_top = 90;
constexpr double k_width = 640;
constexpr double k_height = 330;
constexpr double k_percent = 100;
constexpr int k_grid_lines = 10;

constexpr std::string_view k_precision_colour = "#1f5fa8";
constexpr std::string_view k_recall_colour = "#c2571a";

std::string number(double value) {
  char text[24];
  std::snprintf(text, sizeof text, "%.1f", value);
  return text;
}

double x_of(int threshold) {
  return k_left + k_width * threshold / k_percent;
}

double y_of(double share) {
  return k_top + k_height * (1 - share);
}

std::string escaped(std::string_view text) {
  std::string out;
  for (char const c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      default:
        out += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
    }
  }
  return out;
}

std::string text_at(double x, double y, std::string_view more, std::string_view text) {
  return "<text x=\"" + number(x) + "\" y=\"" + number(y) + "\" " + std::string(more) + ">" +
         escaped(text) + "</text>\n";
}

std::string line(double x1, double y1, double x2, double y2, std::string_view more) {
  return "<line x1=\"" + number(x1) + "\" y1=\"" + number(y1) + "\" x2=\"" + number(x2) +
         "\" y2=\"" + number(y2) + "\" " + std::string(more) + "/>\n";
}

std::string grid() {
  std::string svg;
  for (int i = 0; i <= k_grid_lines; ++i) {
    auto const percent = i * 100 / k_grid_lines;
    auto const x = x_of(percent);
    auto const y = y_of(percent / k_percent);
    auto const* const look = i == 0 ? "stroke=\"#555\"" : "stroke=\"#e3e3e3\"";
    svg += line(k_left, y, k_left + k_width, y, look);
    svg += line(x, k_top, x, k_top + k_height, look);
    svg += text_at(k_left - 8, y + 4, "text-anchor=\"end\"", std::to_string(percent) + " %");
    svg += text_at(x, k_top + k_height + 20, "text-anchor=\"middle\"", std::to_string(percent));
  }
  return svg + text_at(k_left + k_width / 2, k_top + k_height + 42, "text-anchor=\"middle\"",
                       "least confidence (tags.min_confidence) in percent");
}

template <class Share>
std::string curve(Plot const& plot, Share share, std::string_view look) {
  std::string points;
  std::string dots;
  for (auto const& [threshold, tally] : plot.results) {
    if (auto const value = share(tally)) {
      auto const x = number(x_of(threshold));
      auto const y = number(y_of(*value));
      points.append(points.empty() ? "" : " ").append(x).append(",").append(y);
      dots.append("<circle cx=\"").append(x).append("\" cy=\"").append(y).append("\" r=\"3\"/>\n");
    }
  }
  return "<g " + std::string(look) + ">\n<polyline fill=\"none\" stroke-width=\"2\" points=\"" +
         points + "\"/>\n" + dots + "</g>\n";
}

std::string coloured(std::string_view colour, std::string_view more) {
  return "stroke=\"" + std::string(colour) + "\" fill=\"" + std::string(colour) + "\"" +
         std::string(more);
}

// Above the field, so that it hides no curve.
std::string legend() {
  auto const y = k_top - 18;
  return line(k_left, y, k_left + 34, y, coloured(k_precision_colour, " stroke-width=\"2\"")) +
         text_at(k_left + 42, y + 4, "",
                 "precision (a lower bound: people's tags are incomplete)") +
         line(k_left + 480, y, k_left + 514, y,
              coloured(k_recall_colour, " stroke-width=\"2\" stroke-dasharray=\"6 4\"")) +
         text_at(k_left + 522, y + 4, "", "recall");
}

std::string target_line(Plot const& plot) {
  auto const y = y_of(plot.target);
  return line(k_left, y, k_left + k_width, y, "stroke=\"#777\" stroke-dasharray=\"2 3\"") +
         text_at(k_left + k_width + 6, y + 4, "fill=\"#555\"",
                 "target " + std::to_string(std::lround(plot.target * k_percent)) + " %");
}

std::string mark(Plot const& plot) {
  if (!plot.recommended) {
    return text_at(k_left + 10, k_top + k_height - 12, "fill=\"#b00020\"",
                   "no threshold reaches the target");
  }
  auto const& [threshold, tally] = *plot.recommended;
  auto const x = x_of(threshold);
  bool const is_right = threshold > 50;
  auto const* const anchor = is_right ? "text-anchor=\"end\" class=\"mark\"" : "class=\"mark\"";
  auto const said = "recommended: " + std::to_string(threshold) + " (precision " +
                    three_digits(tally.precision(), "-") + ", recall " +
                    three_digits(tally.recall(), "-") + ")";
  return line(x, k_top, x, k_top + k_height, "stroke=\"#1b7f3b\" stroke-width=\"2\"") +
         text_at(is_right ? x - 8 : x + 8, k_top + k_height - 12, anchor, said);
}

}  // namespace

std::string evaluation_svg(Plot const& plot) {
  std::string svg =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 800 480\" width=\"800\" "
      "height=\"480\" role=\"img\" font-family=\"sans-serif\" font-size=\"13\" fill=\"#222\">\n";
  svg += "<title>" + escaped(plot.title) + "</title>\n";
  svg +=
      "<style>.mark { fill: #1b7f3b; font-weight: bold; paint-order: stroke; stroke: #fff; "
      "stroke-width: 4px; }</style>\n";
  svg += "<rect width=\"800\" height=\"480\" fill=\"#fff\"/>\n";
  svg += text_at(k_left, 28, "font-size=\"18\"", plot.title);
  svg += text_at(k_left, 48, "fill=\"#555\"", plot.below);
  svg += legend() + grid() + target_line(plot) + mark(plot);
  svg += curve(
      plot, [](Tally const& tally) { return tally.recall(); },
      coloured(k_recall_colour, " stroke-dasharray=\"6 4\""));
  svg += curve(
      plot, [](Tally const& tally) { return tally.precision(); }, coloured(k_precision_colour, ""));
  return svg + "</svg>\n";
}

}  // namespace stacktag::study
