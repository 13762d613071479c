// SPDX-License-Identifier: Apache-2.0
#include "cli/models_pull.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <ostream>
#include <utility>

#include "cli/interruption.h"
#include "cli/models_progress.h"
#include "cli/picture.h"
#include "cli/printable.h"
#include "engine/model_folder.h"
#include "http/url.h"
#include "model_files/download.h"
#include "network_vision/catalogue.h"
#include "network_vision/digests.h"
#include "network_vision/install.h"
#include "network_vision/model.h"
#include "network_vision/small_file.h"
#include "stacktag/limits.h"

namespace stacktag::cli {
namespace {

namespace fs = std::filesystem;
using network_vision::File;
using network_vision::k_manifest_name;
using network_vision::Manifest;

constexpr auto k_debian_wordnet = "/usr/share/wordnet";

struct Pull {
  std::string name{};    ///< of the model
  std::string folder{};  ///< where it will be
  std::string place{};   ///< where it is while it is not finished
};

// "https://host/tiny/model.json" is about the model "tiny".
std::string name_in(std::string const& url) {
  auto const folder = fs::path(url.substr(0, url.find_first_of("?#"))).parent_path();
  return folder.filename().string();
}

std::string mirror_of(Environment const& environment) {
  auto url = environment.get_or("STACKTAG_MODELS_URL", "");
  while (url.ends_with('/')) {
    url.pop_back();
  }
  return url;
}

Result<Pull> plan(std::string const& source, Environment const& environment) {
  auto const name = is_url(source) ? name_in(source) : source;
  if (!network_vision::is_plain_name(name)) {
    return fail(Reason::bad_configuration,
                "a model is named by letters, digits, '.', '_' and '-', or by the URL of its "
                "manifest, https://HOST/NAME/model.json");
  }
  auto const folder = models_folder(environment) + "/" + name;
  return Pull{name, folder, unfinished(folder)};
}

Result<void> make_folder(std::string const& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) {
    return fail(Reason::bad_configuration, folder + " cannot be made: " + error.message());
  }
  return {};
}

// A rename is on the disk only once its folder is.
void sync_folder(std::string const& folder) {
  auto const opened = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (opened >= 0) {
    fsync(opened);
    close(opened);
  }
}

class Puller final {
 public:
  Puller(Pull const& pull, Console const& console)
      : pull_(pull),
        console_(console),
        progress_(make_progress(console.err, console.clock, form_for(console.err))) {}

  Result<void> fetch(std::string const& url, File const& file) {
    auto const path = pull_.place + "/" + file.name;
    if (std::error_code none; fs::exists(path, none)) {
      return {};
    }
    bool const known = !file.sha256.empty() || !file.git_blob.empty();
    auto const done = model_files::download(
        {.url = url,
         .name = file.name,
         .path = path,
         .bytes = file.bytes,
         .pieces = known ? model_files::Pieces::by_digest : model_files::Pieces::by_etag},
        {console_.client, console_.clock, *progress_}, {.cancelled = interruption_.token()});
    return done ? Result<void>{} : fail(explain(done.error(), url, path));
  }

 private:
  Error explain(Error error, std::string const& url, std::string const& path) const {
    if (interruption_.came()) {
      return {Reason::out_of_time,
              "interrupted; what has come stays, and the same command goes on from there"};
    }
    error.message += ". The file is " + url + "; it can be brought by other means: put it at " +
                     path + ", then run: stacktag models verify " + pull_.name;
    return error;
  }

  Pull const& pull_;
  Console const& console_;
  std::unique_ptr<model_files::Progress> const progress_;
  Interruption interruption_{};
};

Manifest const* find_built_in(std::vector<Manifest> const& all, std::string const& name) {
  auto const found = std::ranges::find(all, name, &Manifest::name);
  return found == all.end() ? nullptr : &*found;
}

Result<std::string> manifest_url(std::string const& source, Pull const& pull,
                                 Environment const& environment) {
  if (is_url(source)) {
    return source;
  }
  auto const mirror = mirror_of(environment);
  if (mirror.empty()) {
    return fail(Reason::bad_configuration,
                "no model of this name is known; `stacktag models list` names them, and "
                "STACKTAG_MODELS_URL may name a place that has more");
  }
  return mirror + "/" + pull.name + "/" + k_manifest_name;
}

// Where each file comes from: the mirror, else its own URL, else beside the manifest.
std::string url_of(File const& file, Pull const& pull, std::string const& manifest_at,
                   Environment const& environment) {
  if (auto const mirror = mirror_of(environment); !mirror.empty()) {
    return mirror + "/" + pull.name + "/" + file.name;
  }
  auto const base = http::parse_url(manifest_at);
  auto const url = base ? http::resolve(*base, file.url.empty() ? file.name : file.url)
                        : http::parse_url(file.url);
  return url ? http::to_string(*url) : file.url;
}

Result<void> check_name(Manifest const& manifest, Pull const& pull) {
  if (manifest.name != pull.name) {
    return fail(Reason::bad_configuration, "the manifest is of another model, " + manifest.name);
  }
  return {};
}

Result<network_vision::Lesson> lesson_of(ModelsArguments const& arguments, Console const& console) {
  network_vision::Lesson lesson{
      .wordnet_folder = console.environment.get_or("STACKTAG_WORDNET_DIR", k_debian_wordnet),
      .expected = arguments.expected};
  if (!arguments.picture.empty()) {
    TRY(lesson.picture, read_file(arguments.picture, console, limits::model_small_file_bytes_max));
  }
  return lesson;
}

// A file that is not the one that is meant would be found there again and again.
void forget_wrong_files(Manifest const& manifest, std::string const& folder) {
  for (auto const& file : manifest.files) {
    auto const path = folder + "/" + file.name;
    auto const found = network_vision::measure_file(path);
    if (found && !network_vision::check(file, *found)) {
      unlink(path.c_str());
    }
  }
}

void tell(std::string const& name, std::vector<std::string> const& notes, Console const& console) {
  for (auto const& note : notes) {
    console.out << printable(name) << ": " << printable(note) << '\n';
  }
}

Result<void> finish(Manifest const& manifest, Pull const& pull,
                    network_vision::Lesson const& lesson, Console const& console) {
  auto const installed = network_vision::install(pull.place, manifest, lesson);
  if (!installed) {
    forget_wrong_files(manifest, pull.place);
    auto error = installed.error();
    error.message += ". What has come stays in " + pull.place + "; stacktag models remove " +
                     pull.name + " deletes it";
    return fail(std::move(error));
  }
  sync_folder(pull.place);
  if (std::error_code error; fs::rename(pull.place, pull.folder, error), error) {
    return fail(Reason::bad_configuration, pull.folder + " cannot be made: " + error.message());
  }
  sync_folder(models_folder(console.environment));
  tell(pull.name, installed->notes, console);
  console.out << printable(pull.name)
              << ": ready; use it with STACKTAG_ENGINE=local STACKTAG_MODEL=" << pull.name << '\n';
  return {};
}

Result<Manifest> find_manifest(std::string const& source, Pull const& pull, Puller& puller,
                               std::string& manifest_at, Console const& console) {
  auto const built_in = network_vision::built_in_models();
  if (auto const* known = find_built_in(built_in, source)) {
    return *known;
  }
  TRY(manifest_at, manifest_url(source, pull, console.environment));
  std::error_code none;
  fs::remove(pull.place + "/" + k_manifest_name, none);  // there may be a newer one
  TRY_VOID(puller.fetch(manifest_at, {.name = k_manifest_name}));
  return network_vision::read_manifest(pull.place);
}

}  // namespace

Result<void> pull(std::string const& source, ModelsArguments const& arguments,
                  Console const& console) {
  TRY(auto const planned, plan(source, console.environment));
  TRY(auto const lesson, lesson_of(arguments, console));
  TRY_VOID(make_folder(models_folder(console.environment)));
  TRY(auto const lock, lock_model(planned.folder));
  if (std::error_code none; fs::exists(planned.folder, none)) {
    console.out << printable(planned.name) << ": is here already; to bring it anew, remove it\n";
    return {};
  }
  TRY_VOID(make_folder(planned.place));
  Puller puller(planned, console);
  std::string manifest_at;
  TRY(auto const manifest, find_manifest(source, planned, puller, manifest_at, console));
  TRY_VOID(check_name(manifest, planned));
  for (auto const& file : manifest.files) {
    TRY_VOID(puller.fetch(url_of(file, planned, manifest_at, console.environment), file));
  }
  return finish(manifest, planned, lesson, console);
}

Result<void> finish_pull(std::string const& name, ModelsArguments const& arguments,
                         Console const& console) {
  TRY(auto const planned, plan(name, console.environment));
  TRY(auto const lesson, lesson_of(arguments, console));
  TRY(auto const lock, lock_model(planned.folder));
  auto const built_in = network_vision::built_in_models();
  auto const* known = find_built_in(built_in, name);
  if (known != nullptr) {
    return finish(*known, planned, lesson, console);
  }
  TRY(auto const manifest, network_vision::read_manifest(planned.place));
  TRY_VOID(check_name(manifest, planned));
  return finish(manifest, planned, lesson, console);
}

Result<void> confirm(std::string const& name, std::string const& folder,
                     ModelsArguments const& arguments, Console const& console) {
  TRY(auto const lesson, lesson_of(arguments, console));
  TRY(auto manifest, network_vision::read_manifest(folder));
  TRY(auto const installed, network_vision::install(folder, std::move(manifest), lesson));
  tell(name, installed.notes, console);
  console.out << printable(name) << ": says " << printable(arguments.expected)
              << " of the picture, and has to go on saying so\n";
  return {};
}

}  // namespace stacktag::cli
