// SPDX-License-Identifier: Apache-2.0
#include "bulk/plan_file.h"

#include <array>
#include <filesystem>
#include <system_error>
#include <utility>

#include "crypto/hash.h"
#include "rules_file/word_lists.h"
#include "stacktag/limits.h"

namespace stacktag::bulk {
namespace {

namespace fs = std::filesystem;

std::string part_of(std::string const& path) {
  return path + ".part";
}

Error not_written(std::string const& path) {
  return {Reason::bad_configuration, path + " cannot be written: is there room, and may you?"};
}

// A plan may have been edited by hand, so what could never be a tag of ours is told before it is
// written. What people had may be anything.
std::string fault_of(TagChange const& change) {
  for (auto const& tag : change.added) {
    if (auto const fault = rules_file::fault_of_tag(tag); !fault.empty()) {
      return std::string("the tag \"").append(tag).append("\" ").append(fault);
    }
  }
  return "";
}

}  // namespace

Result<PlanWriter> PlanWriter::begin(std::string path) {
  std::ofstream lines(part_of(path), std::ios::binary | std::ios::trunc);
  if (!lines) {
    return fail(not_written(path));
  }
  return PlanWriter(std::move(path), std::move(lines));
}

PlanWriter::~PlanWriter() {
  if (lines_.is_open()) {
    lines_.close();
    std::error_code unimportant;
    fs::remove(part_of(path_), unimportant);
  }
}

Result<void> PlanWriter::add(PlannedAsset const& planned) {
  lines_ << planned_text(planned) << '\n';
  return lines_ ? Result<void>() : fail(not_written(path_));
}

Result<void> PlanWriter::finish(PlanHeader const& header) {
  lines_.flush();
  auto const whole = path_ + ".new";
  std::ofstream out(whole, std::ios::binary | std::ios::trunc);
  std::ifstream in(part_of(path_), std::ios::binary);
  out << header_text(header) << '\n';
  if (in.peek() != std::ifstream::traits_type::eof()) {
    out << in.rdbuf();
  }
  out.close();
  std::error_code error;
  if (lines_ && out) {
    fs::rename(whole, path_, error);
  }
  return lines_ && out && !error ? Result<void>() : fail(not_written(path_));
}

Result<PlanReader> PlanReader::open(std::string path) {
  std::ifstream lines(path, std::ios::binary);
  if (!lines) {
    return fail(Reason::bad_configuration, path + " cannot be read: is it there, and may you?");
  }
  PlanReader reader(std::move(path), std::move(lines));
  TRY(auto const first, reader.read_line());
  auto header = first ? header_of(*first) : std::nullopt;
  if (!header) {
    return fail(reader.wrong("this is no plan that `stacktag plan` of this version wrote"));
  }
  reader.header_ = *std::move(header);
  return reader;
}

Result<std::optional<PlannedAsset>> PlanReader::next() {
  TRY(auto const text, read_line());
  if (!text) {
    return std::nullopt;
  }
  auto planned = planned_of(*text);
  if (!planned) {
    return fail(wrong("this is no asset of a plan"));
  }
  if (auto const fault = fault_of(planned->change); !fault.empty()) {
    return fail(wrong(fault));
  }
  return planned;
}

Result<std::optional<std::string>> PlanReader::read_line() {
  ++line_;
  std::string text;
  for (int c = lines_.get(); c != std::ifstream::traits_type::eof(); c = lines_.get()) {
    if (c == '\n') {
      return std::optional(std::move(text));
    }
    if (text.size() == limits::plan_line_bytes_max) {
      return fail(wrong("the line is too long"));
    }
    text.push_back(static_cast<char>(c));
  }
  if (lines_.bad() || !text.empty()) {
    return fail(wrong("the file ends in the middle of a line"));
  }
  return std::optional<std::string>();
}

Error PlanReader::wrong(std::string const& what) const {
  return {Reason::bad_configuration, path_ + ":" + std::to_string(line_) + ": " + what};
}

Result<std::string> digest_of_file(std::string const& path) {
  std::ifstream in(path, std::ios::binary);
  crypto::Hash hash(crypto::HashKind::sha256);
  std::array<char, 64 * limits::kibibyte> piece{};
  while (in) {
    in.read(piece.data(), piece.size());
    hash.add({piece.data(), static_cast<std::size_t>(in.gcount())});
  }
  return in.eof() ? Result<std::string>(hash.finish())
                  : fail(Reason::bad_configuration, path + " cannot be read");
}

}  // namespace stacktag::bulk
