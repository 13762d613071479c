// SPDX-License-Identifier: Apache-2.0
// A store that cannot be used says so and what to do; one that is full loses nothing.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "opened.h"

namespace stacktag::sqlite {
namespace {

using ::testing::HasSubstr;

std::string refusal(std::string const& path, Purpose purpose = Purpose::serve) {
  fakes::FakeClock clock;
  auto const store = open_store({.path = path, .run = "run-x", .purpose = purpose}, clock);
  EXPECT_FALSE(store);
  EXPECT_TRUE(store || store.error().reason == Reason::bad_configuration);
  return store ? std::string() : store.error().message;
}

void write_file(std::string const& path, std::string const& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

TEST(Store, OfWhatIsNoDatabase) {
  fakes::Folder const folder;
  write_file(folder.path("store.db"), std::string(8192, 'x'));
  EXPECT_THAT(refusal(folder.path("store.db")), HasSubstr("move it away"));
}

TEST(Store, ThatIsDamagedInside) {
  Opened opened;
  ASSERT_TRUE(opened.accept_many(300, 300));
  opened.store.reset();
  {
    std::fstream file(opened.path(), std::ios::binary | std::ios::in | std::ios::out);
    file.seekp(4096 * 12);
    file << std::string(4096 * 8, '\x55');
  }
  EXPECT_THAT(refusal(opened.path()), HasSubstr("damaged"));
  EXPECT_THAT(refusal(opened.path(), Purpose::examination), HasSubstr("damaged"));
}

TEST(Store, MayBeExaminedBesideItsServer) {
  Opened opened;
  EXPECT_TRUE(open_store({.path = opened.path(), .run = "doctor", .purpose = Purpose::examination},
                         opened.clock));
  fakes::Folder const folder;
  EXPECT_THAT(refusal(folder.path("store.db"), Purpose::examination), HasSubstr("no store"));
}

TEST(Store, OfANewerStacktag) {
  Opened opened;
  opened.store.reset();
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(opened.path().c_str(), &database), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(database, "PRAGMA user_version = 99", nullptr, nullptr, nullptr),
            SQLITE_OK);
  sqlite3_close(database);
  EXPECT_THAT(refusal(opened.path()), HasSubstr("newer stacktag"));
}

TEST(Store, InAFolderThatIsNotThere) {
  EXPECT_THAT(refusal("/nowhere/store.db"), HasSubstr("/nowhere/store.db"));
}

TEST(Store, ThatAnotherServerHas) {
  Opened opened;
  EXPECT_THAT(refusal(opened.path()), HasSubstr("another stacktag server"));
}

TEST(Store, MayBeVisitedBesideItsServer) {
  Opened opened;
  opened.accept(Opened::event("a1"));
  auto const visit =
      open_store({.path = opened.path(), .run = "visit", .purpose = Purpose::visit}, opened.clock);
  ASSERT_TRUE(visit) << visit.error().message;
  EXPECT_EQ((*visit)->desk->depth("")->waiting, 1);
  EXPECT_EQ(*(*visit)->hand->drop({.state = JobState::waiting}, {}, opened.now()), 1);
  EXPECT_FALSE(opened.take());
}

TEST(Store, IsNotMadeByAVisit) {
  fakes::Folder const folder;
  EXPECT_THAT(refusal(folder.path("store.db"), Purpose::visit), HasSubstr("stacktag serve"));
}

TEST(Store, ThatIsFullAcceptsNothingAndLosesNothing) {
  Opened opened(40 * 4096);
  int accepted = 0;
  Reason reason = Reason::tags_added;
  for (int i = 0; i < 1'000 && reason == Reason::tags_added; ++i) {
    Arrival const arrival{Opened::event("a" + std::to_string(i)), "r"};
    auto const answer = opened.store->intake->accept({&arrival, 1}, opened.now());
    accepted += answer ? 1 : 0;
    reason = answer ? reason : answer.error().reason;
  }
  EXPECT_EQ(reason, Reason::store_unavailable);
  EXPECT_GT(accepted, 20);
  EXPECT_EQ(opened.store->desk->depth("")->waiting, accepted);
  EXPECT_EQ(*opened.store->hand->drop({.state = JobState::waiting}, {}, opened.now()), accepted);
  opened.clock.advance(std::chrono::hours(1));
  while (*opened.store->upkeep->sweep(opened.now()) > 0) {
  }
  EXPECT_TRUE(opened.accept(Opened::event("later")).is_new) << "there is room again";
  EXPECT_TRUE(opened.store->upkeep->check_writable());
}

}  // namespace
}  // namespace stacktag::sqlite
