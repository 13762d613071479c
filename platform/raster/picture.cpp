// SPDX-License-Identifier: Apache-2.0
#include "raster/picture.h"

#include <algorithm>
#include <array>
#include <memory>
#include <mutex>
#include <string>

namespace stacktag::raster {
namespace {

struct FreeOptions {
  void operator()(GOptionContext* context) const { g_option_context_free(context); }
};

// Loaders that hand the file to a large parser or to another program. libvips marks what is not
// fuzzed as untrusted and blocks it with one call; these are blocked by name beside it.
// https://www.libvips.org/API/current/func.block_untrusted_set.html
constexpr std::array k_blocked{"VipsForeignLoadMagick", "VipsForeignLoadMagick7",
                               "VipsForeignLoadOpenslide"};

// libvips 8.14 calls these untrusted too; both decoders are fuzzed by their own projects:
// https://github.com/google/oss-fuzz/tree/master/projects
constexpr std::array k_taken{"VipsForeignLoadJxl", "VipsForeignLoadJp2k"};
constexpr std::array k_documents{"VipsForeignLoadSvg", "VipsForeignLoadPdf"};

void set_blocked(auto const& loaders, gboolean blocked) {
  for (auto const* loader : loaders) {
    vips_operation_block_set(loader, blocked);
  }
}

// How many rows the steps of a picture's making hand on at once, and keep. libvips' 128 suit many
// threads; with 16 one thread makes the same bytes as quickly, in half the memory. The options of
// libvips' programs are the only way to it:
// https://www.libvips.org/API/current/method.vips_add_option_entries.html
void keep_few_rows() {
  std::unique_ptr<GOptionContext, FreeOptions> const context(g_option_context_new(nullptr));
  auto* const options = g_option_group_new("vips", "", "", nullptr, nullptr);
  vips_add_option_entries(options);
  g_option_context_set_main_group(context.get(), options);
  std::string program = "stacktag";
  std::string rows = "--vips-tile-height=16";
  std::array words{program.data(), rows.data()};
  auto** all = words.data();
  int count = words.size();
  g_option_context_parse(context.get(), &count, &all, nullptr);
}

}  // namespace

void start_vips() {
  static std::once_flag once;
  std::call_once(once, [] {
    if (VIPS_INIT("stacktag") != 0) {
      vips_error_exit(nullptr);
    }
    vips_concurrency_set(1);
    keep_few_rows();
    vips_cache_set_max(0);
    vips_block_untrusted_set(TRUE);
    set_blocked(k_blocked, TRUE);
    set_blocked(k_taken, FALSE);
    // What a damaged file makes libvips say belongs to the caller's error, not onto standard error.
    g_log_set_handler(
        "VIPS", G_LOG_LEVEL_MASK, [](char const*, GLogLevelFlags, char const*, void*) {}, nullptr);
  });
}

void allow_documents() {
  static std::once_flag once;
  std::call_once(once, [] { set_blocked(k_documents, FALSE); });
}

tl::unexpected<Problem> problem(Fault fault) {
  constexpr std::size_t k_message_bytes_max = 200;
  // One step under libvips' own lock: other threads complain into the same buffer.
  std::unique_ptr<char, Free> const said(vips_error_buffer_copy());
  std::string message = said.get();
  std::ranges::replace(message, '\n', ' ');
  return tl::unexpected(Problem{fault, message.substr(0, k_message_bytes_max)});
}

}  // namespace stacktag::raster
