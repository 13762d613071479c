// SPDX-License-Identifier: Apache-2.0
// However the bytes of a connection are cut into pieces, the same requests come out of them, and
// none that a limit or the rules for paths forbid.
#include <algorithm>
#include <string>
#include <string_view>

#include "fuzz/target.h"
#include "http_server/request_reader.h"

namespace stacktag::fuzz {
namespace {

using namespace stacktag::http;
using Stage = RequestReader::Stage;

// Small, so that they are met.
ServerLimits const k_limits{.header_bytes_max = 256, .headers_max = 6, .body_bytes_max = 64};

void judge(ServerRequest const& request) {
  hold(request.path.starts_with('/') && request.path.find('\0') == std::string::npos);
  hold((request.path + "/").find("/../") == std::string::npos);
  hold(request.headers.size() <= k_limits.headers_max);
  hold(request.body.size() <= k_limits.body_bytes_max);
  hold(request.header("Transfer-Encoding").empty() || request.header("Content-Length").empty());
}

// What was understood, as a text.
std::string read_all(std::string_view bytes, std::size_t step) {
  RequestReader reader(k_limits);
  std::string waiting;
  std::string seen;
  while (!bytes.empty()) {
    waiting.append(bytes.substr(0, step));
    bytes.remove_prefix(std::min(step, bytes.size()));
    for (std::size_t taken = 1; taken > 0;) {
      taken = reader.take(waiting);
      hold(taken <= waiting.size());
      waiting.erase(0, taken);
      if (reader.stage() == Stage::refused) {
        return seen.append("refused: ").append(facts(reader.refusal()).name);
      }
      if (reader.stage() == Stage::done) {
        auto const request = reader.release();
        judge(request);
        seen.append(request.method).append(" ").append(request.path).append("\n");
        for (auto const& [name, value] : request.headers) {
          seen.append(name).append(": ").append(value).append("\n");
        }
        seen.append(request.body).append("\n");
      }
    }
    hold(waiting.size() < k_limits.header_bytes_max);
  }
  return seen;
}

}  // namespace

FUZZ_TARGET(http_request) {
  auto const whole = read_all(text, text.size());
  hold(read_all(text, 1) == whole);
  hold(read_all(text, 7) == whole);
}

}  // namespace stacktag::fuzz
