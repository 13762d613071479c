// SPDX-License-Identifier: Apache-2.0
// A file that is on its way: NAME.part and, beside it, the ETag of what is being sent, so that the
// next attempt asks for the rest of the same thing. It has its own name only once it is whole.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "http/client.h"
#include "stacktag/result.h"

namespace stacktag::model_files {

/// Told how far a file has come, from time to time.
class Progress {
 public:
  virtual ~Progress() = default;
  /// `total` is 0 where nobody knows it.
  virtual void moved(std::string_view file, std::size_t bytes, std::size_t total) = 0;
};

class PartFile final : public http::Sink {
 public:
  PartFile(std::string path, std::string name, Progress& progress);
  ~PartFile() override;
  PartFile(PartFile const&) = delete;
  PartFile& operator=(PartFile const&) = delete;

  /// Errors: `bad_configuration` where it cannot be made.
  Result<void> open();
  std::size_t bytes() const { return bytes_; }
  /// Of what has come so far; empty where the server gave none that can be relied upon.
  std::string const& etag() const { return etag_; }
  /// Why take() refused; no reason where it did not.
  std::string const& trouble() const { return trouble_; }
  /// Whether nothing of the answer has come.
  bool is_untouched() const { return at_begin_; }

  bool take(http::Response const& head, std::string_view bytes) override;
  /// Forgets what has come; the next attempt starts from nothing.
  Result<void> restart();
  /// Brings it to the disk under its own name.
  Result<void> finish();
  /// Before each attempt: the next bytes are the first of an answer.
  void begin() { at_begin_ = true; }

 private:
  bool begin_answer(http::Response const& head);
  bool refuse(std::string why);

  std::string const path_;
  std::string const name_;
  Progress& progress_;
  int file_ = -1;
  std::size_t bytes_ = 0;
  std::size_t total_ = 0;
  bool at_begin_ = true;
  std::string etag_{};
  std::string trouble_{};
};

}  // namespace stacktag::model_files
