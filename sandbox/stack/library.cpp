// SPDX-License-Identifier: Apache-2.0
#include "stack/library.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <utility>

#include "crypto/signing_key.h"
#include "raster/raster.h"

namespace stacktag::sandbox {
namespace {

using json::Json;

constexpr std::size_t k_assets_max = 200'000;
constexpr std::size_t k_file_bytes_max = std::size_t{4} * 1024 * 1024 * 1024;
constexpr std::array k_editable{"title", "description", "tags", "parent_uid", "permanent_url"};

void set_field(Json& document, Json const& fields, char const* name) {
  if (auto const& value = json::member(fields, name); !value.is_null()) {
    document[name] = value;
  }
}

void set_fields(Json& document, Json const& fields) {
  for (auto const* name : k_editable) {
    set_field(document, fields, name);
  }
  // A folder has a name, a file has none.
  if (json::truth(document, "is_dir")) {
    set_field(document, fields, "name");
  }
}

// As Contentstack does with what it does not allow in a name.
std::string safe_filename(std::string name) {
  std::ranges::replace_if(
      name,
      [](char c) {
        return std::string_view("#%^+\\/?*:|\"'<>{}=, \t").find(c) != std::string_view::npos;
      },
      '_');
  return name.empty() ? "download" : name;
}

Json dimension_of(std::string const& content) {
  auto const size = raster::measure(content);
  return size ? Json{{"height", size->height}, {"width", size->width}} : Json();
}

}  // namespace

std::string Library::now() const {
  auto const ms =
      std::chrono::duration_cast<std::chrono::milliseconds>(clock_.wall().time_since_epoch())
          .count();
  auto const seconds = static_cast<std::time_t>(ms / 1000);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  std::array<char, 40> text{};
  auto const length = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S", &parts);
  auto const fraction = std::to_string(1000 + ms % 1000).substr(1);
  return std::string(text.data(), length) + "." + fraction + "Z";
}

Json Library::base_document(Json const& fields) const {
  constexpr auto k_user = "blt00000000000editor";
  Json document{{"uid", "blt" + crypto::random_hex(8)},
                {"created_at", now()},
                {"created_by", k_user},
                {"updated_by", k_user},
                {"tags", Json::array()},
                {"ACL", Json::object()},
                {"is_dir", false},
                {"parent_uid", nullptr}};
  set_fields(document, fields);
  return document;
}

void Library::put_file(Json& document, std::string const& branch, Upload upload) {
  auto const file_uid = crypto::random_hex(12);
  auto const filename = safe_filename(upload.filename);
  document["content_type"] = upload.content_type;
  document["file_size"] = std::to_string(upload.content.size());
  document["filename"] = filename;
  document["url"] = base_url_ + "/v3/assets/" + api_key_ + "/" +
                    document["uid"].get<std::string>() + "/" + file_uid + "/" + filename +
                    (branch == "main" ? "" : "?branch=" + branch);
  document["dimension"] = dimension_of(upload.content);
  file_bytes_ += upload.content.size();
  files_[file_uid] = {std::move(upload.content_type), filename, std::move(upload.content)};
}

Library::Versions* Library::find(std::string const& branch, std::string const& uid) {
  auto& assets = branches_[branch];
  auto const found = assets.find(uid);
  return found == assets.end() ? nullptr : &found->second;
}

Library::Versions const* Library::find(std::string const& branch, std::string const& uid) const {
  auto const assets = branches_.find(branch);
  if (assets == branches_.end()) {
    return nullptr;
  }
  auto const found = assets->second.find(uid);
  return found == assets->second.end() ? nullptr : &found->second;
}

Json Library::commit(Versions& versions, Json document) {
  ++changes_;
  document["updated_at"] = now();
  document["_version"] = versions.size() + 1;
  versions.push_back(document);
  return document;
}

void Library::tell(std::string event, std::string const& branch, Json const& asset) const {
  if (listener_) {
    listener_({std::move(event), branch, asset});
  }
}

std::optional<Json> Library::create(std::string const& branch, Upload upload, Json const& fields) {
  Json created;
  {
    std::lock_guard const lock(mutex_);
    if (branches_[branch].size() >= k_assets_max ||
        file_bytes_ + upload.content.size() > k_file_bytes_max) {
      return std::nullopt;
    }
    auto document = base_document(fields);
    if (json::text_or_empty(document, "title").empty()) {
      document["title"] = upload.filename;
    }
    put_file(document, branch, std::move(upload));
    auto const uid = document["uid"].get<std::string>();
    created = commit(branches_[branch][uid], std::move(document));
  }
  tell("create", branch, created);
  return created;
}

Json Library::create_folder(std::string const& branch, Json const& fields) {
  std::lock_guard const lock(mutex_);
  auto document = base_document(fields);
  document["is_dir"] = true;
  document["content_type"] = "application/vnd.contenstack.folder";
  document["name"] = json::text_or_empty(fields, "name");
  auto const uid = document["uid"].get<std::string>();
  return commit(branches_[branch][uid], std::move(document));
}

std::optional<Json> Library::read(std::string const& branch, std::string const& uid,
                                  std::optional<int> version) const {
  std::lock_guard const lock(mutex_);
  auto const* versions = find(branch, uid);
  if (versions == nullptr) {
    return std::nullopt;
  }
  if (!version) {
    return versions->back();
  }
  bool const known = *version >= 1 && static_cast<std::size_t>(*version) <= versions->size();
  return known ? std::optional((*versions)[static_cast<std::size_t>(*version) - 1]) : std::nullopt;
}

std::optional<std::vector<Json>> Library::versions(std::string const& branch,
                                                   std::string const& uid) const {
  std::lock_guard const lock(mutex_);
  auto const* versions = find(branch, uid);
  return versions == nullptr ? std::nullopt : std::optional(*versions);
}

std::vector<Json> Library::all(std::string const& branch) const {
  std::lock_guard const lock(mutex_);
  std::vector<Json> latest;
  if (auto const assets = branches_.find(branch); assets != branches_.end()) {
    for (auto const& [uid, versions] : assets->second) {
      latest.push_back(versions.back());
    }
  }
  return latest;
}

// What the editor does before our write, as versions of its own.
std::vector<Json> Library::interference(std::string const& branch, std::string const& uid,
                                        Versions& versions) {
  auto const found = interference_.find(uid);
  if (found == interference_.end() || found->second.empty()) {
    return {};
  }
  auto& next = found->second.front();
  auto document = versions.back();
  if (next.change.is_null()) {
    auto const file = files_.begin()->second;
    put_file(document, branch, {"replaced-" + file.filename, file.content_type, file.content});
  } else {
    set_fields(document, next.change);
  }
  if (--next.times == 0) {
    found->second.pop_front();
  }
  return {commit(versions, std::move(document))};
}

std::optional<Json> Library::update(std::string const& branch, std::string const& uid,
                                    Json const& fields) {
  std::vector<Json> made;
  {
    std::lock_guard const lock(mutex_);
    auto* versions = find(branch, uid);
    if (versions == nullptr) {
      return std::nullopt;
    }
    made = interference(branch, uid, *versions);
    auto document = versions->back();
    set_fields(document, fields);
    made.push_back(commit(*versions, std::move(document)));
  }
  for (auto const& version : made) {
    tell("update", branch, version);
  }
  return made.back();
}

std::optional<Json> Library::restore(std::string const& branch, std::string const& uid,
                                     int version) {
  auto document = read(branch, uid, version);
  if (!document) {
    return std::nullopt;
  }
  {
    std::lock_guard const lock(mutex_);
    document = commit(*find(branch, uid), std::move(*document));
  }
  tell("update", branch, *document);
  return document;
}

std::optional<Json> Library::replace(std::string const& branch, std::string const& uid,
                                     Upload upload, Json const& fields) {
  Json replaced;
  {
    std::lock_guard const lock(mutex_);
    auto* versions = find(branch, uid);
    if (versions == nullptr) {
      return std::nullopt;
    }
    auto document = versions->back();
    set_fields(document, fields);
    put_file(document, branch, std::move(upload));
    replaced = commit(*versions, std::move(document));
  }
  tell("update", branch, replaced);
  return replaced;
}

bool Library::remove(std::string const& branch, std::string const& uid) {
  Json last;
  {
    std::lock_guard const lock(mutex_);
    auto const* versions = find(branch, uid);
    if (versions == nullptr) {
      return false;
    }
    last = versions->back();
    branches_[branch].erase(uid);
    ++changes_;
  }
  tell("delete", branch, last);
  return true;
}

std::optional<StoredFile> Library::file(std::string const& file_uid) const {
  std::lock_guard const lock(mutex_);
  auto const found = files_.find(file_uid);
  return found == files_.end() ? std::nullopt : std::optional(found->second);
}

void Library::interfere(std::string const& uid, Json change, int times) {
  std::lock_guard const lock(mutex_);
  if (times != 0) {
    interference_[uid].push_back({std::move(change), times});
  }
}

void Library::clear() {
  std::lock_guard const lock(mutex_);
  branches_.clear();
  files_.clear();
  interference_.clear();
  ++changes_;
  file_bytes_ = 0;
}

}  // namespace stacktag::sandbox
