// SPDX-License-Identifier: Apache-2.0
// The assets of the sandbox's stack: every version of each, in branches, and the bytes of their
// files. In memory and bounded. Safe to use from several threads.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "json/json.h"
#include "stacktag/clock.h"

namespace stacktag::sandbox {

struct Upload {
  std::string filename{};
  std::string content_type{};
  std::string content{};
};

struct StoredFile {
  std::string content_type{};
  std::string filename{};
  std::string content{};
};

/// What happened to an asset; `asset` is it afterwards (before, for a delete).
struct Change {
  std::string event{};  ///< create, update, delete
  std::string branch{};
  json::Json asset{};
};

class Library {
 public:
  using Listener = std::function<void(Change const&)>;

  Library(std::string api_key, Clock& clock) : api_key_(std::move(api_key)), clock_(clock) {}

  /// Where the files are served from; set before the first upload.
  /// Known only once the server has its port, and thus its threads.
  void set_base_url(std::string url) {
    std::lock_guard const lock(mutex_);
    base_url_ = std::move(url);
  }
  void set_listener(Listener listener) { listener_ = std::move(listener); }

  /// Nothing where the library is full.
  std::optional<json::Json> create(std::string const& branch, Upload upload,
                                   json::Json const& fields);
  json::Json create_folder(std::string const& branch, json::Json const& fields);

  /// Nothing for an unknown asset or version.
  std::optional<json::Json> read(std::string const& branch, std::string const& uid,
                                 std::optional<int> version) const;
  std::optional<std::vector<json::Json>> versions(std::string const& branch,
                                                  std::string const& uid) const;
  std::vector<json::Json> all(std::string const& branch) const;
  /// Grows with every change, so that who has looked knows whether to look again.
  std::uint64_t changes() const { return changes_; }

  /// Each makes a version and tells the listener. `fields` replaces what it names; read-only keys
  /// are passed over.
  std::optional<json::Json> update(std::string const& branch, std::string const& uid,
                                   json::Json const& fields);
  std::optional<json::Json> restore(std::string const& branch, std::string const& uid, int version);
  std::optional<json::Json> replace(std::string const& branch, std::string const& uid,
                                    Upload upload, json::Json const& fields);
  bool remove(std::string const& branch, std::string const& uid);

  std::optional<StoredFile> file(std::string const& file_uid) const;

  /// The next `times` writes of tags to the asset find that an editor was there first. A `change`
  /// that is null replaces the asset's file instead. Several interferences come one after the
  /// other.
  void interfere(std::string const& uid, json::Json change, int times);

  void clear();

 private:
  using Versions = std::vector<json::Json>;
  using Branch = std::map<std::string, Versions>;

  std::string now() const;
  json::Json base_document(json::Json const& fields) const;
  void put_file(json::Json& document, std::string const& branch, Upload upload);
  Versions* find(std::string const& branch, std::string const& uid);
  Versions const* find(std::string const& branch, std::string const& uid) const;
  json::Json commit(Versions& versions, json::Json document);
  std::vector<json::Json> interference(std::string const& branch, std::string const& uid,
                                       Versions& versions);
  void tell(std::string event, std::string const& branch, json::Json const& asset) const;

  std::string const api_key_;
  Clock& clock_;
  std::string base_url_;
  Listener listener_;
  mutable std::mutex mutex_;
  std::map<std::string, Branch> branches_;
  std::map<std::string, StoredFile> files_;
  std::size_t file_bytes_ = 0;
  std::atomic<std::uint64_t> changes_ = 0;
  struct Interference {
    json::Json change{};
    int times = 0;
  };
  std::map<std::string, std::deque<Interference>> interference_;
};

}  // namespace stacktag::sandbox
