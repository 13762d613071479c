// SPDX-License-Identifier: Apache-2.0
#include "model_files/part_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fstream>
#include <utility>

#include "stacktag/limits.h"
#include "stacktag/text.h"

namespace stacktag::model_files {
namespace {

constexpr std::size_t k_etag_bytes_max = 1024;

std::size_t number(std::string_view digits) {
  std::size_t value = 0;
  auto const end = digits.data() + digits.size();
  auto const [at, error] = std::from_chars(digits.data(), end, value);
  return error == std::errc{} && at == end ? value : 0;
}

// "bytes 100-199/200": where it begins and how long the whole is.
// https://www.rfc-editor.org/rfc/rfc9110#section-14.4
struct Range {
  std::size_t from = 0;
  std::size_t total = 0;
};
Range range_of(std::string_view header) {
  constexpr std::string_view k_unit = "bytes ";
  auto const dash = header.find('-');
  auto const slash = header.find('/');
  if (!header.starts_with(k_unit) || dash == std::string_view::npos ||
      slash == std::string_view::npos) {
    return {};
  }
  return {number(header.substr(k_unit.size(), dash - k_unit.size())),
          number(header.substr(slash + 1))};
}

// A weak one may stand for several files: https://www.rfc-editor.org/rfc/rfc9110#section-8.8.1
std::string strong(std::string_view etag) {
  bool const sound = etag.size() > 2 && etag.size() <= k_etag_bytes_max && etag.front() == '"' &&
                     etag.back() == '"';
  return std::string(sound ? etag : std::string_view{});
}

std::string because_of_errno() {
  return std::strerror(errno);
}

}  // namespace

PartFile::PartFile(std::string path, std::string name, Progress& progress)
    : path_(std::move(path)), name_(std::move(name)), progress_(progress) {}

PartFile::~PartFile() {
  if (file_ >= 0) {
    close(file_);
  }
}

Result<void> PartFile::open() {
  auto const part = path_ + ".part";
  file_ = ::open(part.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  struct stat facts {};
  if (file_ < 0 || fstat(file_, &facts) != 0) {
    return fail(Reason::bad_configuration, part + " cannot be written: " + because_of_errno());
  }
  bytes_ = static_cast<std::size_t>(facts.st_size);
  std::ifstream beside(path_ + ".etag");
  std::string line;
  std::getline(beside, line);
  etag_ = strong(line);
  return {};
}

bool PartFile::refuse(std::string why) {
  trouble_ = std::move(why);
  return false;
}

// 206 goes on where the part ends; 200 is the whole from its start, also where the rest was asked
// for, since the file has changed or the server knows no ranges.
bool PartFile::begin_answer(http::Response const& head) {
  if (head.status == 206) {
    auto const range = range_of(head.header("Content-Range"));
    total_ = range.total;
    return range.from == bytes_ || refuse("the server sent another part than was asked for");
  }
  if (auto const done = restart(); !done) {
    return refuse(done.error().message);
  }
  total_ = number(head.header("Content-Length"));
  etag_ = strong(head.header("ETag"));
  if (!etag_.empty()) {
    std::ofstream(path_ + ".etag") << etag_ << '\n';
  }
  return true;
}

bool PartFile::take(http::Response const& head, std::string_view bytes) {
  if (std::exchange(at_begin_, false) && !begin_answer(head)) {
    return false;
  }
  if (bytes.size() >
      limits::model_file_bytes_max - std::min(bytes_, limits::model_file_bytes_max)) {
    return refuse("it has more than " + std::to_string(limits::model_file_bytes_max) + " bytes");
  }
  while (!bytes.empty()) {
    auto const written = write(file_, bytes.data(), bytes.size());
    if (written < 0 && errno != EINTR) {
      return refuse(path_ + ".part cannot be written: " + because_of_errno());
    }
    auto const count = static_cast<std::size_t>(written < 0 ? 0 : written);
    bytes_ += count;
    bytes.remove_prefix(count);
  }
  progress_.moved(name_, bytes_, total_);
  return true;
}

Result<void> PartFile::restart() {
  unlink((path_ + ".etag").c_str());
  etag_.clear();
  if (ftruncate(file_, 0) != 0) {
    return fail(Reason::bad_configuration,
                path_ + ".part cannot be written: " + because_of_errno());
  }
  bytes_ = 0;
  total_ = 0;
  return {};
}

Result<void> PartFile::finish() {
  if (fsync(file_) != 0 || rename((path_ + ".part").c_str(), path_.c_str()) != 0) {
    return fail(Reason::bad_configuration, path_ + " cannot be written: " + because_of_errno());
  }
  unlink((path_ + ".etag").c_str());
  return {};
}

}  // namespace stacktag::model_files
