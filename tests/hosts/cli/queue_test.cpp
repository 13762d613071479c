// SPDX-License-Identifier: Apache-2.0
// `stacktag queue`, over a real store beside its server.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "json/json.h"
#include "stored.h"

namespace stacktag::cli {
namespace {

using namespace std::chrono_literals;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class QueueCommand : public testing::Test {
 protected:
  QueueCommand() {
    parked_ = terminal_.accept("blta1");
    terminal_.attempt(Reason::contentstack_denied, {.state = JobState::parked}, "no \x1B[31mentry");
    waiting_ = terminal_.accept("blta2");
    terminal_.attempt(Reason::out_of_time, {.state = JobState::waiting, .wait = 30s});
    done_ = terminal_.accept("blta3");
    terminal_.attempt(Reason::tags_added, {.state = JobState::done});
    other_ = terminal_.accept("blta4", "bltotherkey");
  }

  std::string number(JobId id) { return std::to_string(id); }

  StoredTerminal terminal_{};
  JobId parked_ = 0;
  JobId waiting_ = 0;
  JobId done_ = 0;
  JobId other_ = 0;
};

TEST_F(QueueCommand, ListsTheNewestFirst) {
  EXPECT_EQ(terminal_.run({"queue", "list"}), 0);
  EXPECT_EQ(terminal_.out.str(),
            "NUMBER  STATE    STACK        ASSET  VERSION  EVENT         ACCEPTED             "
            "THEN                 ATTEMPTS  REASON\n"
            "4       waiting  bltotherkey  blta4  3        asset.create  2026-03-01 12:00:00  "
            "due                  0         -\n"
            "3       done     shop         blta3  3        asset.create  2026-03-01 12:00:00  "
            "2026-03-01 12:00:00  1         tags_added\n"
            "2       waiting  shop         blta2  3        asset.create  2026-03-01 12:00:00  "
            "due in 30 s          1         out_of_time\n"
            "1       parked   shop         blta1  3        asset.create  2026-03-01 12:00:00  "
            "2026-03-01 12:00:00  1         contentstack_denied\n"
            "2 waiting, 0 running, 1 parked\n");
  EXPECT_EQ(terminal_.err.str(), "");
}

TEST_F(QueueCommand, ListsWhatPassesTheFilter) {
  auto const ids = [this](std::vector<std::string> words) {
    words.insert(words.begin(), {"queue", "list", "--json"});
    EXPECT_EQ(terminal_.run(words), 0);
    std::vector<JobId> found;
    auto const jobs = *json::parse(terminal_.out.str());
    for (auto const& job : json::member(jobs, "jobs")) {
      found.push_back(job["id"]);
    }
    return found;
  };
  using Ids = std::vector<JobId>;
  EXPECT_EQ(ids({}), (Ids{other_, done_, waiting_, parked_}));
  EXPECT_EQ(ids({"--state", "waiting"}), (Ids{other_, waiting_}));
  EXPECT_EQ(ids({"--stack", "shop", "--state", "waiting"}), (Ids{waiting_}));
  EXPECT_EQ(ids({"--stack", "bltotherkey"}), (Ids{other_}));
  EXPECT_EQ(ids({"--asset", "blta3"}), (Ids{done_}));
  EXPECT_EQ(ids({"--before", "3"}), (Ids{waiting_, parked_}));
  EXPECT_EQ(ids({"--limit", "2"}), (Ids{other_, done_}));
  EXPECT_THAT(terminal_.out.str(), HasSubstr("\"next\":3"));
  EXPECT_EQ(terminal_.run({"queue", "list", "--limit", "2"}), 0);
  EXPECT_THAT(terminal_.out.str(), HasSubstr("--before 3\n"));
}

TEST_F(QueueCommand, ShowsAllAboutAJobAndCommandsNoTerminal) {
  EXPECT_EQ(terminal_.run({"queue", "show", number(parked_)}), 0);
  EXPECT_THAT(
      terminal_.out.str(),
      AllOf(HasSubstr("state     parked\n"), HasSubstr("file      a.jpeg\n"),
            HasSubstr("message   no ?[31mentry\n"), HasSubstr("Attempts that failed:\n"),
            HasSubstr("2026-03-01 12:00:00  1.5 s  contentstack_denied"), Not(HasSubstr("\x1B"))));
  EXPECT_EQ(terminal_.run({"queue", "show", number(parked_), "99", "--json"}), 3);
  auto const job = *json::parse(terminal_.out.str());
  EXPECT_EQ(job["history"][0]["message"], "no \x1B[31mentry");
  EXPECT_EQ(terminal_.err.str(), "stacktag: 99: there is no such job\n");
}

TEST_F(QueueCommand, RetriesByNumber) {
  EXPECT_EQ(terminal_.run({"queue", "retry", number(parked_)}), 0);
  EXPECT_EQ(terminal_.out.str(), "1 event will be tried again at once\n");
  EXPECT_EQ(terminal_.state_of(parked_), JobState::waiting);
  EXPECT_EQ(terminal_.run({"queue", "retry", number(waiting_), number(done_), "99"}), 3);
  EXPECT_EQ(terminal_.out.str(), "1 event will be tried again at once\n");
  EXPECT_EQ(terminal_.err.str(),
            "stacktag: 3: it is done; only what waits or is parked can be changed\n"
            "stacktag: 99: there is no such job\n");
}

// An empty list of numbers means every job to the store.
TEST_F(QueueCommand, ChangesNothingWhereNoNumberFits) {
  EXPECT_EQ(terminal_.run({"queue", "drop", "--yes", number(done_), "99"}), 3);
  EXPECT_EQ(terminal_.out.str(), "");
  EXPECT_EQ(terminal_.state_of(parked_), JobState::parked);
  EXPECT_EQ(terminal_.state_of(waiting_), JobState::waiting);
  EXPECT_EQ(terminal_.state_of(other_), JobState::waiting);
}

TEST_F(QueueCommand, RetriesAllThatPassTheFilter) {
  EXPECT_EQ(terminal_.run({"queue", "retry", "--all", "--stack", "shop", "--json"}), 0);
  EXPECT_EQ(terminal_.out.str(), "{\"changed\":2}\n");
  EXPECT_EQ(terminal_.state_of(parked_), JobState::waiting);
}

TEST_F(QueueCommand, AsksBeforeItDrops) {
  terminal_.err_columns = 80;
  for (auto const* const reply : {"", "\n", "n\n", "yesterday\n"}) {
    terminal_.in = std::istringstream(reply);
    EXPECT_EQ(terminal_.run({"queue", "drop", "--all"}), 1) << reply;
    EXPECT_THAT(terminal_.err.str(), AllOf(HasSubstr("Drop 3 events?"), HasSubstr("nothing was")));
  }
  EXPECT_EQ(terminal_.state_of(parked_), JobState::parked);
  terminal_.in = std::istringstream("y\n");
  EXPECT_EQ(terminal_.run({"queue", "drop", "--all", "--state", "parked"}), 0);
  EXPECT_THAT(terminal_.err.str(), HasSubstr("Drop 1 event?"));
  EXPECT_EQ(terminal_.out.str(), "1 event dropped\n");
  EXPECT_EQ(terminal_.state_of(parked_), JobState::done);
  EXPECT_EQ(terminal_.state_of(waiting_), JobState::waiting);
}

TEST_F(QueueCommand, DropsNothingWhereNobodyCanBeAsked) {
  EXPECT_EQ(terminal_.run({"queue", "drop", number(parked_)}), 2);
  EXPECT_EQ(terminal_.err.str(), "stacktag: there is nobody to ask: say --yes\n");
  EXPECT_EQ(terminal_.state_of(parked_), JobState::parked);
  EXPECT_EQ(terminal_.run({"queue", "drop", "--yes", number(parked_)}), 0);
  EXPECT_EQ(terminal_.state_of(parked_), JobState::done);
  EXPECT_EQ(terminal_.run({"queue", "drop", "--all", "--asset", "bltnone"}), 0);
  EXPECT_EQ(terminal_.out.str(), "0 events dropped\n");
}

TEST(QueueCommands, SayThatThereIsNoStore) {
  Terminal terminal;
  for (auto const& words : std::vector<std::vector<std::string>>{{"queue", "list"},
                                                                 {"queue", "show", "1"},
                                                                 {"queue", "retry", "1"},
                                                                 {"ledger", "show", "blta1"}}) {
    auto with_store = words;
    with_store.insert(with_store.end(), {"--store", terminal.folder() + "/none.db"});
    EXPECT_EQ(terminal.run(with_store), 2);
    EXPECT_THAT(terminal.err.str(), HasSubstr("none.db: there is no store"));
  }
}

}  // namespace
}  // namespace stacktag::cli
