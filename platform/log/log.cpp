// SPDX-License-Identifier: Apache-2.0
#include "log/log.h"

#include <ctime>
#include <memory>
#include <mutex>
#include <string>

#include "stacktag/limits.h"

namespace stacktag {
namespace {

// Of a line that is too long, this much of the message is kept; the fields are not.
constexpr std::size_t k_cut_message_bytes_max = 200;

json::OrderedJson start_line(std::string const& time, Level level, std::string_view message) {
  return {{"timestamp", time}, {"level", to_string(level)}, {"message", message}};
}

class StreamLog final : public Log {
 public:
  StreamLog(std::FILE* stream, Clock& clock, Level least)
      : stream_(stream), clock_(clock), least_(least) {}

  void write(Level level, std::string_view message, json::Json fields) override {
    if (level < least_) {
      return;
    }
    auto const time = iso_time(clock_.wall());
    auto line = start_line(time, level, message);
    for (auto& [name, value] : fields.items()) {
      line.emplace(name, std::move(value));  // never in place of what stands in front
    }
    auto text = json::dump_in_order(line);
    if (text.size() >= limits::log_line_bytes_max) {
      line = start_line(time, level, message.substr(0, k_cut_message_bytes_max));
      line["cut"] = text.size();
      text = json::dump_in_order(line);
    }
    put(std::move(text));
  }

  void write_raw(json::Json const& line) override { put(json::dump(line)); }

 private:
  void put(std::string text) {
    text.push_back('\n');
    std::lock_guard const lock(mutex_);
    std::fwrite(text.data(), 1, text.size(), stream_);
    std::fflush(stream_);
  }

  std::FILE* stream_;
  Clock& clock_;
  Level const least_;
  std::mutex mutex_;
};

}  // namespace

std::string iso_time(WallTime wall) {
  auto const since = wall.time_since_epoch();
  auto const ms = std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
  auto const seconds = static_cast<std::time_t>(ms / 1000);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char text[64];
  auto const length = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &parts);
  std::snprintf(text + length, sizeof text - length, ".%03dZ", static_cast<int>(ms % 1000));
  return text;
}

std::string_view to_string(Level level) {
  switch (level) {
    case Level::debug:
      return "DEBUG";
    case Level::info:
      return "INFO";
    case Level::warn:
      return "WARN";
    case Level::error:
      return "ERROR";
  }
  return "ERROR";
}

std::unique_ptr<Log> make_log(std::FILE* stream, Clock& clock, Level least) {
  return std::make_unique<StreamLog>(stream, clock, least);
}

}  // namespace stacktag
