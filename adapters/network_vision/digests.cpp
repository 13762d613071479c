// SPDX-License-Identifier: Apache-2.0
#include "network_vision/digests.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "crypto/hash.h"
#include "stacktag/limits.h"

namespace stacktag::network_vision {
namespace {

// https://git-scm.com/book/en/v2/Git-Internals-Git-Objects
class Meter final {
 public:
  explicit Meter(std::size_t bytes) : bytes_(bytes) {
    blob_.add("blob " + std::to_string(bytes));
    blob_.add(std::string_view("\0", 1));
  }
  void add(std::string_view bytes) {
    sha256_.add(bytes);
    blob_.add(bytes);
  }
  Digests finish() { return {bytes_, sha256_.finish(), blob_.finish()}; }

 private:
  std::size_t bytes_;
  crypto::Hash sha256_{crypto::HashKind::sha256};
  crypto::Hash blob_{crypto::HashKind::sha1};
};

}  // namespace

Digests measure(std::string_view bytes) {
  Meter meter(bytes.size());
  meter.add(bytes);
  return meter.finish();
}

Result<Digests> measure_file(std::string const& path) {
  constexpr std::size_t k_block_bytes = 1'048'576;
  std::error_code error;
  auto const bytes = std::filesystem::file_size(path, error);
  std::ifstream stream(path, std::ios::binary);
  if (error || !stream) {
    return fail(Reason::bad_configuration, path + " is not there, or cannot be read");
  }
  if (bytes > limits::model_file_bytes_max) {
    return fail(Reason::bad_configuration,
                path + " has more than " + std::to_string(limits::model_file_bytes_max) + " bytes");
  }
  Meter meter(bytes);
  std::string block(std::min<std::size_t>(k_block_bytes, bytes), '\0');
  for (std::size_t left = bytes; left > 0;) {
    auto const wanted = std::min(left, block.size());
    stream.read(block.data(), static_cast<std::streamsize>(wanted));
    if (static_cast<std::size_t>(stream.gcount()) != wanted) {
      return fail(Reason::bad_configuration, path + " cannot be read to its end");
    }
    meter.add(std::string_view(block).substr(0, wanted));
    left -= wanted;
  }
  return meter.finish();
}

Result<void> check(File const& file, Digests const& found) {
  auto const differs = [&file](std::string const& what, std::string const& is,
                               std::string const& should) -> tl::unexpected<Error> {
    return fail(Reason::corrupt, file.name + " is not the file that is meant: its " + what +
                                     " is " + is + ", and should be " + should);
  };
  if (file.bytes > 0 && file.bytes != found.bytes) {
    return differs("size", std::to_string(found.bytes), std::to_string(file.bytes));
  }
  if (!file.sha256.empty() && file.sha256 != found.sha256) {
    return differs("SHA-256", found.sha256, file.sha256);
  }
  if (!file.git_blob.empty() && file.git_blob != found.git_blob) {
    return differs("Git blob", found.git_blob, file.git_blob);
  }
  return {};
}

}  // namespace stacktag::network_vision
