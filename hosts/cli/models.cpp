// SPDX-License-Identifier: Apache-2.0
#include "cli/models.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <ostream>
#include <string>
#include <vector>

#include "cli/columns.h"
#include "cli/models_pull.h"
#include "cli/printable.h"
#include "cli/tag_output.h"
#include "engine/model_folder.h"
#include "network_vision/catalogue.h"
#include "network_vision/labeler.h"
#include "network_vision/model.h"

namespace stacktag::cli {
namespace {

namespace fs = std::filesystem;
using network_vision::Golden;
using network_vision::Manifest;

struct ModelRow {
  std::string name{};
  std::string state{};
  std::string size{};
  std::string licence{};
  std::string about{};
};

std::string size_of(Manifest const& manifest) {
  std::size_t bytes = 0;
  for (auto const& file : manifest.files) {
    bytes += file.bytes;
  }
  return bytes == 0 ? "?" : std::to_string((bytes + 999'999) / 1'000'000) + " MB";
}

std::string state_of(Manifest const& manifest) {
  if (!manifest.golden) {
    return "untested";
  }
  switch (manifest.golden->origin) {
    case Golden::Origin::given:
      return "ready";
    case Golden::Origin::confirmed:
      return "ready, confirmed";
    case Golden::Origin::learned:
      return "ready, learned";
  }
  return "ready";
}

// What is on this machine first, then what could be pulled.
std::vector<ModelRow> rows(Environment const& environment) {
  std::vector<ModelRow> all;
  std::error_code none;
  for (auto const& entry : fs::directory_iterator(models_folder(environment), none)) {
    auto const name = entry.path().filename().string();
    if (!entry.is_directory(none) || name.ends_with(unfinished(""))) {
      continue;
    }
    auto const manifest = network_vision::read_manifest(entry.path().string());
    all.push_back(manifest ? ModelRow{name, state_of(*manifest), size_of(*manifest),
                                      manifest->licence, manifest->about}
                           : ModelRow{name, "damaged", "?", "?", manifest.error().message});
  }
  std::ranges::sort(all, {}, &ModelRow::name);
  for (auto const& manifest : network_vision::built_in_models()) {
    if (std::ranges::find(all, manifest.name, &ModelRow::name) == all.end()) {
      all.push_back(
          {manifest.name, "not here", size_of(manifest), manifest.licence, manifest.about});
    }
  }
  return all;
}

ExitCode list(Console const& console) {
  auto all = rows(console.environment);
  all.insert(all.begin(), {"NAME", "STATE", "SIZE", "LICENCE", "WHAT IT KNOWS"});
  auto const width = [&all](std::string ModelRow::*column) {
    std::size_t most = 0;
    for (auto const& row : all) {
      most = std::max(most, columns(printable(row.*column)));
    }
    return most + 2;
  };
  std::vector<std::string ModelRow::*> const cells{&ModelRow::name, &ModelRow::state,
                                                   &ModelRow::size, &ModelRow::licence};
  std::vector<std::size_t> widths;
  std::ranges::transform(cells, std::back_inserter(widths), width);
  for (auto const& row : all) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      auto const cell = printable(row.*cells[i]);
      console.out << cell << std::string(widths[i] - columns(cell), ' ');
    }
    console.out << printable(row.about) << '\n';
  }
  console.out << "They are kept in " << printable(models_folder(console.environment)) << '\n';
  return ExitCode::well;
}

Result<void> verify_one(std::string const& name, std::string const& folder,
                        ModelsArguments const& arguments, Console const& console) {
  std::error_code none;
  // Files that somebody has brought by hand wait there for their test.
  if (!fs::exists(folder, none) && fs::exists(unfinished(folder), none)) {
    return finish_pull(name, arguments, console);
  }
  if (!arguments.picture.empty()) {
    return confirm(name, folder, arguments, console);
  }
  auto const opened = network_vision::make_labeler(folder);
  if (!opened) {
    return fail(opened.error());
  }
  console.out << printable(name) << ": every file is the one that is meant, and the network passes "
              << "its own test\n";
  return {};
}

Result<void> remove_one(std::string const& name, std::string const& folder,
                        Console const& console) {
  std::error_code error;
  if (!network_vision::is_plain_name(name) ||
      (!fs::exists(folder, error) && !fs::exists(unfinished(folder), error))) {
    return fail(Reason::bad_configuration, "there is no model of this name");
  }
  TRY(auto const lock, lock_model(folder));
  for (auto const& path : {folder, unfinished(folder)}) {
    if (fs::remove_all(path, error) == static_cast<std::uintmax_t>(-1)) {
      return fail(Reason::bad_configuration, path + " cannot be removed: " + error.message());
    }
  }
  console.out << name << ": removed\n";
  return {};
}

Result<void> act(std::string const& name, ModelsArguments const& arguments,
                 Console const& console) {
  auto const folder = model_path(name, console.environment);
  switch (arguments.action) {
    case ModelsAction::list:
      break;
    case ModelsAction::pull:
      return pull(name, arguments, console);
    case ModelsAction::verify:
      return verify_one(name, folder, arguments, console);
    case ModelsAction::remove:
      return remove_one(name, folder, console);
  }
  return {};
}

}  // namespace

ExitCode models(ModelsArguments const& arguments, Console const& console) {
  if (arguments.action == ModelsAction::list) {
    return list(console);
  }
  auto code = ExitCode::well;
  for (auto const& name : arguments.names) {
    auto const done = act(name, arguments, console);
    if (!done) {
      console.err << "stacktag: " << printable(name) << ": " << printable(sentence(done.error()))
                  << '\n';
      code = graver(code, done.error().reason == Reason::out_of_time
                              ? ExitCode::interrupted
                              : exit_code_of(done.error().reason));
    }
    if (code == ExitCode::interrupted) {
      break;
    }
  }
  return code;
}

}  // namespace stacktag::cli
