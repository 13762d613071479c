// SPDX-License-Identifier: Apache-2.0
#include "stack/assets_api.h"

#include <algorithm>
#include <charconv>

#include "stack/multipart.h"
#include "stack/replies.h"

namespace stacktag::sandbox {
namespace {

using json::Json;

// What only some requests show.
Json present(Json asset, bool with_dimension = false) {
  if (!with_dimension) {
    asset.erase("dimension");
  }
  return asset;
}

Reply asset_reply(int status, std::string const& notice, Json asset, bool with_dimension = false) {
  Json body{{"asset", present(std::move(asset), with_dimension)}};
  if (!notice.empty()) {
    body["notice"] = notice;
  }
  return json_reply(status, body);
}

Reply unknown_asset() {
  return error_reply(404, 145, "The Asset was not found. Please try again with correct input.",
                     "uid");
}

Reply invalid(std::string const& field) {
  return error_reply(422, 141, "The request is not valid. Please try again with correct input.",
                     field);
}

std::optional<int> version_in(std::map<std::string, std::string> const& query) {
  auto const found = query.find("version");
  int version = 0;
  if (found != query.end()) {
    std::from_chars(found->second.data(), found->second.data() + found->second.size(), version);
  }
  return version > 0 ? std::optional(version) : std::nullopt;
}

Json split_tags(std::string_view text) {
  auto tags = Json::array();
  while (!text.empty()) {
    auto const comma = std::min(text.find(','), text.size());
    if (comma > 0) {
      tags.push_back(std::string(text.substr(0, comma)));
    }
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return tags;
}

struct Form {
  std::optional<Upload> upload{};
  Json fields = Json::object();
};

std::optional<Form> read_form(Request const& request) {
  auto parts = parse_multipart(request.header("Content-Type"), request.body);
  if (!parts) {
    return std::nullopt;
  }
  Form form;
  for (auto& part : *parts) {
    if (part.name == "asset[upload]") {
      form.upload = Upload{
          part.filename, part.content_type.empty() ? "application/octet-stream" : part.content_type,
          std::move(part.content)};
    } else if (part.name == "asset[tags]") {
      form.fields["tags"] = split_tags(part.content);
    } else if (part.name.starts_with("asset[") && part.name.ends_with("]")) {
      form.fields[part.name.substr(6, part.name.size() - 7)] = part.content;
    }
  }
  return form;
}

Reply list(Listing& listing, Request const& request, std::string const& branch, bool images) {
  auto page = listing.page(branch, request.query, images);
  if (!page) {
    return invalid("query");
  }
  auto const asked = [&](std::string const& name) {
    auto const found = request.query.find(name);
    return found != request.query.end() && found->second == "true";
  };
  if (asked("count")) {
    return json_reply(200, {{"assets", page->count}});
  }
  Json body{{"assets", Json::array()}};
  for (auto& asset : page->assets) {
    body["assets"].push_back(present(std::move(asset), asked("include_dimension")));
  }
  if (asked("include_count")) {
    body["count"] = page->count;
  }
  return json_reply(200, body);
}

Reply upload(Library& library, Request const& request, std::string const& branch) {
  auto form = read_form(request);
  if (!form || !form->upload) {
    return invalid("upload");
  }
  auto created = library.create(branch, *std::move(form->upload), form->fields);
  if (!created) {
    return error_reply(422, 141, "The sandbox is full: it keeps everything in memory.", "upload");
  }
  return asset_reply(201, "Asset created successfully.", *std::move(created), true);
}

Reply read(Library const& library, Request const& request, std::string const& branch,
           std::string const& uid) {
  auto asset = library.read(branch, uid, version_in(request.query));
  return asset
             ? asset_reply(200, "", *std::move(asset), request.query.contains("include_dimension"))
             : unknown_asset();
}

Reply update(Library& library, Request const& request, std::string const& branch,
             std::string const& uid) {
  if (request.header("Content-Type").starts_with("multipart/form-data")) {
    auto form = read_form(request);
    if (!form) {
      return invalid("upload");
    }
    auto changed = form->upload
                       ? library.replace(branch, uid, *std::move(form->upload), form->fields)
                       : library.update(branch, uid, form->fields);
    return changed ? asset_reply(200, "Asset updated successfully.", *std::move(changed))
                   : unknown_asset();
  }
  auto const body = json::parse(request.body).value_or(Json());
  auto const& fields = json::member(body, "asset");
  if (!fields.is_object()) {
    return invalid("asset");
  }
  auto const& tags = json::member(fields, "tags");
  if (!tags.is_null() && !tags.is_array()) {
    return invalid("tags");
  }
  // A top-level `version` restores that revision: it is no precondition.
  auto const version = json::integer(body, "version");
  auto changed = version ? library.restore(branch, uid, static_cast<int>(*version))
                         : library.update(branch, uid, fields);
  return changed ? asset_reply(200, "Asset updated successfully.", *std::move(changed))
                 : unknown_asset();
}

Reply list_versions(Library const& library, std::string const& branch, std::string const& uid) {
  auto const versions = library.versions(branch, uid);
  if (!versions) {
    return unknown_asset();
  }
  Json body{{"versions", Json::array()}, {"count", versions->size()}};
  for (auto version = versions->rbegin(); version != versions->rend(); ++version) {
    body["versions"].push_back({{"_version", (*version)["_version"]},
                                {"updated_at", (*version)["updated_at"]},
                                {"updated_by", (*version)["updated_by"]}});
  }
  return json_reply(200, body);
}

Reply create_folder(Library& library, Request const& request, std::string const& branch) {
  auto const body = json::parse(request.body).value_or(Json());
  auto const& fields = json::member(body, "asset");
  return fields.is_object() ? asset_reply(201, "Folder created successfully.",
                                          library.create_folder(branch, fields))
                            : invalid("name");
}

Reply remove(Library& library, std::string const& branch, std::string const& uid) {
  return library.remove(branch, uid) ? json_reply(200, {{"notice", "Asset deleted successfully."}})
                                     : unknown_asset();
}

// A single asset: /assets/{uid}[/versions]
std::optional<Reply> answer_asset(Library& library, Request const& request,
                                  std::string const& branch, std::string const& rest) {
  auto const slash = rest.find('/');
  auto const uid = rest.substr(0, slash);
  if (slash != std::string::npos) {
    return rest.substr(slash) == "/versions" && request.method == "GET"
               ? std::optional(list_versions(library, branch, uid))
               : std::nullopt;
  }
  if (request.method == "GET") {
    return read(library, request, branch, uid);
  }
  if (request.method == "PUT") {
    return update(library, request, branch, uid);
  }
  if (request.method == "DELETE") {
    return remove(library, branch, uid);
  }
  return std::nullopt;
}

}  // namespace

std::optional<Reply> answer_assets(Library& library, Listing& listing, Request const& request,
                                   std::string const& path, std::string const& branch) {
  if (path == "/assets" || path == "/assets/images") {
    if (request.method == "GET") {
      return list(listing, request, branch, path != "/assets");
    }
    return request.method == "POST" ? std::optional(upload(library, request, branch))
                                    : std::nullopt;
  }
  if (path == "/assets/folders" && request.method == "POST") {
    return create_folder(library, request, branch);
  }
  // A folder is read, changed and deleted as an asset is.
  for (std::string_view const prefix : {"/assets/folders/", "/assets/"}) {
    if (path.starts_with(prefix)) {
      return answer_asset(library, request, branch, path.substr(prefix.size()));
    }
  }
  return std::nullopt;
}

}  // namespace stacktag::sandbox
