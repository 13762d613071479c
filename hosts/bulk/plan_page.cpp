// SPDX-License-Identifier: Apache-2.0
#include "bulk/plan_page.h"

#include <exception>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>

#include "bulk/in_order.h"
#include "bulk/page_text.h"
#include "bulk/plan_file.h"
#include "crypto/crypto.h"
#include "json/json.h"
#include "raster/raster.h"
#include "stacktag/limits.h"

namespace stacktag::bulk {
namespace {

constexpr int k_side = 320;
constexpr int k_quality = 70;

// Within a script element, "</" would end it.
std::string within_script(std::string const& json) {
  std::string text;
  for (char const c : json) {
    if (c == '<') {
      text += "\\u003c";
    } else {
      text.push_back(c);
    }
  }
  return text;
}

// A picture that cannot be had is none: the plan is there without it.
std::string thumbnail_of(std::string const& url, ImageSource& images, Deadline const& deadline) {
  try {
    auto const bytes = images.fetch(url, Rendition::original, deadline);
    auto const small = bytes ? raster::to_jpeg(*bytes, k_side, k_side, k_quality)
                             : tl::unexpected(raster::Problem{});
    return small ? "data:image/jpeg;base64," + crypto::to_base64(*small) : "";
  } catch (std::exception const&) {
    return "";
  }
}

std::string entry_of(PlannedAsset planned, std::string const& thumbnail) {
  planned.url.clear();  // the page asks nobody for anything
  auto text = planned_text(planned);
  text.pop_back();
  return within_script(text + R"(,"thumbnail":")" + thumbnail + "\"}");
}

// One page being made.
class Page final {
 public:
  Page(OpenLibrary& library, PageRequest const& request, Clock& clock, PlanReader plan)
      : library_(library), request_(request), clock_(clock), plan_(std::move(plan)) {}

  Result<void> write(Advance const& advance) {
    std::ofstream out(part_, std::ios::binary | std::ios::trunc);
    out << k_page_head << "{\"header\":" << within_script(header_text(plan_.header()))
        << ",\"assets\":[";
    int written = 0;
    {
      InOrder<PlannedAsset, std::string> entries(
          request_.jobs, [this] { return next(); },
          [this](PlannedAsset planned) { return look(std::move(planned)); });
      while (auto const entry = entries.take()) {
        out << (written == 0 ? "\n" : ",\n") << *entry;
        advance(++written, k_page_assets_max);
      }
    }
    out << "\n]}" << k_page_tail;
    out.close();
    return put_in_place(!out.fail());
  }

 private:
  // No half page ever stands under its name.
  Result<void> put_in_place(bool is_written) const {
    std::error_code error;
    bool const is_whole = is_written && !failure_ && !request_.stop.stop_requested();
    if (is_whole) {
      std::filesystem::rename(part_, request_.page, error);
    } else {
      std::filesystem::remove(part_, error);
    }
    if (failure_) {
      return fail(*failure_);
    }
    if (request_.stop.stop_requested()) {
      return fail(Reason::out_of_time, "interrupted before the page was whole");
    }
    return is_whole && !error ? Result<void>()
                              : fail(Reason::bad_configuration, "the page cannot be written");
  }

  std::optional<PlannedAsset> next() {
    while (begun_ < k_page_assets_max && !request_.stop.stop_requested()) {
      auto planned = plan_.next();
      if (!planned) {
        failure_ = planned.error();
        return std::nullopt;
      }
      if (!*planned) {
        return std::nullopt;
      }
      if ((*planned)->end == PlannedEnd::change) {
        ++begun_;
        return *std::move(planned);
      }
    }
    return std::nullopt;
  }

  std::string look(PlannedAsset planned) {
    Deadline const deadline{clock_.now() + limits::job_time_max, request_.stop};
    auto const thumbnail = thumbnail_of(planned.url, library_.images(), deadline);
    return entry_of(std::move(planned), thumbnail);
  }

  OpenLibrary& library_;
  PageRequest const& request_;
  std::string const part_ = request_.page + ".part";
  Clock& clock_;
  PlanReader plan_;
  int begun_ = 0;
  std::optional<Error> failure_{};
};

}  // namespace

Result<void> write_page(OpenLibrary& library, PageRequest const& request, Clock& clock,
                        Advance const& advance) {
  TRY(auto plan, PlanReader::open(request.plan));
  return Page(library, request, clock, std::move(plan)).write(advance);
}

}  // namespace stacktag::bulk
