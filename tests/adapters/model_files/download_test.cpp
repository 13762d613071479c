// SPDX-License-Identifier: Apache-2.0
// Files that come from a server on loopback, in one go, in pieces, or not at all.
#include "model_files/download.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <mutex>
#include <vector>

#include "fakes/fake_clock.h"
#include "fakes/folder.h"
#include "platform/http/loopback.h"

namespace stacktag::model_files {
namespace {

using http::answer;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

std::string whole_file() {
  std::string bytes;
  for (int i = 0; i < 20'000; ++i) {
    bytes += std::to_string(i) + " ";
  }
  return bytes;
}

std::string head(std::string const& status, std::size_t length, std::string const& headers = {}) {
  return "HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: " + std::to_string(length) +
         "\r\n\r\n";
}

class Told final : public Progress {
 public:
  void moved(std::string_view, std::size_t bytes, std::size_t total) override {
    last = {bytes, total};
  }
  std::pair<std::size_t, std::size_t> last{};
};

class Downloads : public testing::Test {
 protected:
  // What the server says to the first request, the second, ...; to more of them the last.
  void script(std::vector<std::string> answers) { answers_ = std::move(answers); }

  Result<void> run(Pieces pieces = Pieces::by_etag, std::size_t bytes = 0,
                   Deadline const& deadline = {}) {
    return download({.url = server_.url("/model"),
                     .name = "model",
                     .path = folder_.path("model"),
                     .bytes = bytes,
                     .pieces = pieces},
                    {*client_, clock_, told_}, deadline);
  }

  std::string request(std::size_t number) {
    std::lock_guard const lock(mutex_);
    return number < requests_.size() ? requests_[number] : "(none)";
  }
  std::size_t requests() {
    std::lock_guard const lock(mutex_);
    return requests_.size();
  }

  std::string next(std::string const& request) {
    std::lock_guard const lock(mutex_);
    requests_.push_back(request);
    return answers_.at(std::min(requests_.size(), answers_.size()) - 1);
  }

  std::mutex mutex_;
  std::vector<std::string> answers_;
  std::vector<std::string> requests_;
  std::string const file_ = whole_file();
  std::string const half_ = file_.substr(0, file_.size() / 2);
  std::string const rest_ = file_.substr(file_.size() / 2);
  std::string const range_ = "Content-Range: bytes " + std::to_string(half_.size()) + "-" +
                             std::to_string(file_.size() - 1) + "/" + std::to_string(file_.size()) +
                             "\r\n";
  fakes::Folder folder_;
  Told told_;
  fakes::FakeClock clock_;
  // Ends each connection after one answer, so that a short body is a broken one.
  http::Loopback server_{[this](http::Peer& peer) {
    if (auto const got = peer.read_request()) {
      peer.write(next(*got));
    }
  }};
  std::unique_ptr<http::Client> const client_ = http::make_client({});
};

TEST_F(Downloads, BringTheWholeFile) {
  script({answer(file_)});
  auto const done = run();
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(folder_.read("model"), file_);
  EXPECT_FALSE(folder_.has("model.part"));
  EXPECT_EQ(told_.last, (std::pair{file_.size(), file_.size()}));
  EXPECT_THAT(request(0), Not(HasSubstr("Range:")));
}

TEST_F(Downloads, GoOnAfterABrokenConnectionWhereTheServerNamesTheVersion) {
  script({head("200 OK", file_.size(), "ETag: \"one\"\r\n") + half_,
          answer(rest_, "206 Partial Content", range_)});
  auto const done = run();
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(folder_.read("model"), file_);
  EXPECT_THAT(request(1), HasSubstr("Range: bytes=" + std::to_string(half_.size()) + "-\r\n"));
  EXPECT_THAT(request(1), HasSubstr("If-Range: \"one\"\r\n"));
  EXPECT_EQ(clock_.sleeps().size(), 1u);
  EXPECT_FALSE(folder_.has("model.etag"));
}

TEST_F(Downloads, GoOnInAnotherProcess) {
  folder_.write("model.part", half_);
  folder_.write("model.etag", "\"one\"\n");
  script({answer(rest_, "206 Partial Content", range_)});
  ASSERT_TRUE(run());
  EXPECT_EQ(folder_.read("model"), file_);
  EXPECT_THAT(request(0), HasSubstr("If-Range: \"one\"\r\n"));
}

TEST_F(Downloads, StartAnewWhereTheFileHasChangedMeanwhile) {
  folder_.write("model.part", "of the file before");
  folder_.write("model.etag", "\"one\"\n");
  script({answer(file_, "200 OK", "ETag: \"two\"\r\n")});
  ASSERT_TRUE(run());
  EXPECT_EQ(folder_.read("model"), file_);
}

TEST_F(Downloads, StartAnewWhereNothingTellsThatThePiecesBelongTogether) {
  for (auto const* etag : {"", "W/\"weak\"\n", "unquoted\n"}) {
    folder_.write("model.part", half_);
    folder_.write("model.etag", etag);
    script({answer(file_)});
    ASSERT_TRUE(run()) << etag;
    EXPECT_EQ(folder_.read("model"), file_) << etag;
    EXPECT_THAT(request(requests() - 1), Not(HasSubstr("Range:"))) << etag;
  }
}

TEST_F(Downloads, NeedNoVersionWhereADigestWillTell) {
  folder_.write("model.part", half_);
  script({answer(rest_, "206 Partial Content", range_)});
  ASSERT_TRUE(run(Pieces::by_digest));
  EXPECT_EQ(folder_.read("model"), file_);
  EXPECT_THAT(request(0), Not(HasSubstr("If-Range:")));
}

TEST_F(Downloads, AskForNothingWhereAllOfItIsThere) {
  folder_.write("model.part", file_);
  ASSERT_TRUE(run(Pieces::by_digest, file_.size()));
  EXPECT_EQ(folder_.read("model"), file_);
  EXPECT_EQ(requests(), 0u);
}

TEST_F(Downloads, StartAnewWhereThePartIsLongerThanTheFile) {
  folder_.write("model.part", file_ + "more");
  script({answer("", "416 Range Not Satisfiable"), answer(file_)});
  ASSERT_TRUE(run(Pieces::by_digest));
  EXPECT_EQ(folder_.read("model"), file_);
}

TEST_F(Downloads, RefuseAnotherPartThanTheyAskedFor) {
  folder_.write("model.part", half_);
  script({answer(rest_, "206 Partial Content", "Content-Range: bytes 7-99/100\r\n")});
  auto const done = run(Pieces::by_digest);
  ASSERT_FALSE(done);
  EXPECT_THAT(done.error().message, HasSubstr("another part"));
  EXPECT_EQ(folder_.read("model.part"), half_);
}

TEST_F(Downloads, FollowRedirectsWithinTheirRules) {
  script({answer("", "302 Found", "Location: /elsewhere\r\n"), answer(file_)});
  ASSERT_TRUE(run());
  EXPECT_THAT(request(1), HasSubstr("GET /elsewhere "));
  for (auto const* target : {"http://192.0.2.1/model", "ftp://127.0.0.1/model", ""}) {
    script({answer("", "302 Found", std::string("Location: ") + target + "\r\n")});
    auto const done = run();
    ASSERT_FALSE(done) << target;
    EXPECT_EQ(done.error().reason, Reason::url_not_allowed) << target;
  }
  script({answer("", "302 Found", "Location: /model\r\n")});
  EXPECT_THAT(run().error().message, HasSubstr("redirects too often"));
}

TEST_F(Downloads, AreTriedAgainWhereThatCanHelp) {
  script({answer("busy", "503 Service Unavailable"),
          answer("", "429 Too Many", "Retry-After: 7\r\n"), answer(file_)});
  ASSERT_TRUE(run());
  using namespace std::chrono_literals;
  EXPECT_THAT(clock_.sleeps(), ElementsAre(1s, 7s));
}

TEST_F(Downloads, EndWithTheirReason) {
  struct Case {
    char const* status;
    Reason reason;
    std::size_t requests;
  };
  Case const table[]{{"404 Not Found", Reason::bad_configuration, 1},
                     {"401 Unauthorized", Reason::bad_configuration, 1},
                     {"500 Oops", Reason::labeler_unavailable, 4},
                     {"503 Busy", Reason::labeler_unavailable, 4}};
  for (auto const& [status, reason, expected] : table) {
    auto const before = requests();
    script({answer("why", status)});
    auto const done = run();
    ASSERT_FALSE(done) << status;
    EXPECT_EQ(done.error().reason, reason) << status;
    EXPECT_THAT(done.error().message, HasSubstr("status " + std::string(status).substr(0, 3)));
    EXPECT_EQ(requests() - before, expected) << status;
  }
  EXPECT_FALSE(folder_.has("model"));
}

TEST_F(Downloads, KeepWhatHasComeWhereTheConnectionBreaksForGood) {
  script({head("200 OK", file_.size(), "ETag: \"one\"\r\n") + half_, answer("", "500 Oops")});
  auto const done = run();
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().reason, Reason::labeler_unavailable);
  EXPECT_EQ(folder_.read("model.part"), half_);
  EXPECT_EQ(folder_.read("model.etag"), "\"one\"\n");
}

TEST_F(Downloads, TakeNoMoreBytesThanTheyShould) {
  script({answer(file_)});
  auto const done = run(Pieces::by_digest, 100);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().reason, Reason::too_large);
  script({"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + file_});  // without saying how many
  EXPECT_EQ(run(Pieces::by_digest, 100).error().reason, Reason::too_large);
}

TEST_F(Downloads, AnEmptyFileIsNone) {
  script({answer("")});
  EXPECT_THAT(run().error().message, HasSubstr("empty file"));
}

TEST_F(Downloads, TellWhereTheDiskIsFull) {
  std::filesystem::create_symlink("/dev/full", folder_.path("model.part"));
  auto const size = std::to_string(file_.size());
  script({answer(file_, "206 Partial Content", "Content-Range: bytes 0-9/" + size + "\r\n")});
  auto const done = run(Pieces::by_digest);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().reason, Reason::bad_configuration);
  EXPECT_THAT(done.error().message, HasSubstr("model.part cannot be written: No space left"));
}

TEST_F(Downloads, TellWhereTheFolderCannotBeWritten) {
  auto const done = download({.url = server_.url(), .name = "model", .path = "/nowhere/model"},
                             {*client_, clock_, told_}, {});
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().reason, Reason::bad_configuration);
}

TEST_F(Downloads, EndOnceNobodyWantsThem) {
  std::stop_source stop;
  stop.request_stop();
  auto const done = run(Pieces::by_etag, 0, {.cancelled = stop.get_token()});
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().reason, Reason::out_of_time);
  EXPECT_EQ(requests(), 0u);
}

TEST_F(Downloads, WithoutANetworkItMayWorkLater) {
  auto const done =
      download({.url = "http://127.0.0.1:9/model", .name = "model", .path = folder_.path("model")},
               {*client_, clock_, told_}, {});
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().reason, Reason::labeler_unavailable);
}

TEST(Addresses, AreHttpsOrOfThisMachine) {
  EXPECT_TRUE(may_fetch("https://models.example/model.onnx"));
  EXPECT_TRUE(may_fetch("http://127.0.0.1:8080/model.onnx"));
  EXPECT_TRUE(may_fetch("http://localhost/model.onnx"));
  for (auto const* url : {"http://models.example/model.onnx", "http://10.0.0.1/model.onnx",
                          "ftp://models.example/model.onnx", "file:///etc/passwd", ""}) {
    EXPECT_FALSE(may_fetch(url)) << url;
  }
}

}  // namespace
}  // namespace stacktag::model_files
