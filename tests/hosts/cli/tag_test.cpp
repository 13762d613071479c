// SPDX-License-Identifier: Apache-2.0
// `stacktag tag`, with Rekognition behind a scripted network.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "json/json.h"
#include "raster/raster.h"
#include "stacktag/limits.h"
#include "terminal.h"

namespace stacktag::cli {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class TagTest : public ::testing::Test {
 protected:
  TagTest() { terminal.configure_aws(); }
  Terminal terminal;
};

TEST_F(TagTest, WhatIsNoPictureIsToldAndTheOthersGoOn) {
  terminal.http.push(200, k_labels);
  auto const text = terminal.file("notes.txt", "no picture");
  auto const picture = terminal.file("a.jpeg", drawn::jpeg(640, 480));
  EXPECT_EQ(terminal.run({"tag", text, picture}), 3);
  EXPECT_THAT(terminal.err.str(), HasSubstr(text + ": "));
  EXPECT_THAT(terminal.out.str(), HasSubstr("Horse 99.5, Field 80.0"));
}

TEST_F(TagTest, AMissingFileAFolderAndATooLargeFileAreTold) {
  EXPECT_EQ(terminal.run({"tag", "/nowhere/a.jpeg"}), 1);
  EXPECT_THAT(terminal.err.str(), HasSubstr("/nowhere/a.jpeg: there is no such file"));
  EXPECT_EQ(terminal.run({"tag", terminal.folder()}), 1);
  EXPECT_THAT(terminal.err.str(), HasSubstr("it is a folder"));
  auto const large = terminal.file("a.jpeg", std::string(limits::image_bytes_max + 1, 'x'));
  EXPECT_EQ(terminal.run({"tag", large}), 3);
  EXPECT_EQ(terminal.http.count(), 0U);
}

TEST_F(TagTest, MistakesOfTheConfigurationAreAllNamed) {
  terminal.environment.set("MAX_TAGS", "0");
  terminal.environment.set("MIN_CONFIDENCE", "much");
  terminal.environment.set("STACKTAG_ENGINE", "magic");
  EXPECT_EQ(terminal.run({"tag", "a.jpeg"}), 2);
  EXPECT_THAT(terminal.err.str(), AllOf(HasSubstr("MAX_TAGS "), HasSubstr("MIN_CONFIDENCE "),
                                        HasSubstr("STACKTAG_ENGINE ")));
}

TEST_F(TagTest, TheEnginesRefusalIsToldWithoutSecrets) {
  terminal.http.push(400, R"({"__type":"UnrecognizedClientException","message":"no such key"})");
  auto const picture = terminal.file("a.jpeg", drawn::jpeg(640, 480));
  EXPECT_EQ(terminal.run({"tag", picture}), 2);
  EXPECT_THAT(terminal.err.str(), AllOf(HasSubstr(picture), Not(HasSubstr("s3cret"))));
}

TEST_F(TagTest, TheTableIsAligned) {
  terminal.http.answer_with(
      [](auto const&) { return fakes::FakeHttpClient::reply(200, k_labels); });
  auto const one = terminal.file("a.jpeg", drawn::jpeg(640, 480));
  auto const two = terminal.file("\xC3\xBC-b.jpeg", drawn::jpeg(640, 480));
  EXPECT_EQ(terminal.run({"tag", one, two}), 0);
  auto const blanks = std::string(one.size() + 4 - 7, ' ');
  EXPECT_EQ(terminal.out.str(), "PICTURE" + blanks + "TAGS, WITH CONFIDENCE IN PERCENT\n" + one +
                                    "    Horse 99.5, Field 80.0\n" + two +
                                    "  Horse 99.5, Field 80.0\n");
  EXPECT_EQ(terminal.err.str(), "");
}

TEST_F(TagTest, ARenamedTagHasTheConfidenceOfItsLabel) {
  auto const rules = "[rename]\nField = \"Meadow\"\n[tags]\naliases = true\nprefix = \"is \"\n";
  terminal.environment.set("STACKTAG_CONFIG", terminal.file("stacktag.toml", rules));
  terminal.http.push(200, k_labels);
  auto const picture = terminal.file("a.jpeg", drawn::jpeg(640, 480));
  EXPECT_EQ(terminal.run({"tag", picture}), 0) << terminal.err.str();
  EXPECT_THAT(terminal.out.str(), HasSubstr("is Horse 99.5, is Pony 99.5, is Meadow 80.0\n"));
}

TEST_F(TagTest, TheExplanationIsAlignedWhateverTheScript) {
  auto const* const horse = "\xE9\xA6\xAC";
  auto const rules = "[rename]\nHorse = \"" + std::string(horse) + "\"\n";
  terminal.environment.set("STACKTAG_CONFIG", terminal.file("stacktag.toml", rules));
  terminal.http.push(200, k_labels);
  auto const picture = terminal.file("a.jpeg", drawn::jpeg(640, 480));
  EXPECT_EQ(terminal.run({"tag", "--explain", picture}), 0) << terminal.err.str();
  EXPECT_THAT(terminal.out.str(), AllOf(HasSubstr(std::string(horse) + "     renamed"),
                                        HasSubstr("Field  kept"), HasSubstr("TAG    WHY")));
}

TEST_F(TagTest, NothingFromOutsideCommandsTheTerminal) {
  terminal.http.push(200, R"({"Labels":[{"Name":"Ho\u001brse","Confidence":99.46}]})");
  auto const picture = terminal.file("a\x1B]0;b.jpeg", drawn::jpeg(640, 480));
  EXPECT_EQ(terminal.run({"tag", picture, "/no\nwhere"}), 1);
  EXPECT_THAT(terminal.out.str(), AllOf(HasSubstr("a?]0;b.jpeg  "), Not(HasSubstr("\x1B"))));
  EXPECT_THAT(terminal.err.str(), HasSubstr("/no?where: "));
}

TEST_F(TagTest, TheCommandLineOverridesTheEnvironment) {
  terminal.environment.set("MIN_CONFIDENCE", "10");
  terminal.http.push(200, k_labels);
  auto const picture = terminal.file("a.jpeg", drawn::jpeg(640, 480));
  EXPECT_EQ(terminal.run({"tag", picture, "--min-confidence", "95", "--max-tags", "1"}), 0);
  EXPECT_THAT(terminal.http.sent().at(0).body, HasSubstr("\"MinConfidence\":95"));
  EXPECT_THAT(terminal.out.str(), AllOf(HasSubstr("Horse"), Not(HasSubstr("Field"))));
}

TEST_F(TagTest, JsonHasEveryFieldOfALabel) {
  terminal.http.push(200, k_labels);
  auto const picture = terminal.file("a.jpeg", drawn::jpeg(640, 480));
  EXPECT_EQ(terminal.run({"tag", "--json", picture, "/nowhere/b.jpeg"}), 1);
  std::istringstream lines(terminal.out.str());
  std::string first;
  std::string second;
  std::getline(lines, first);
  std::getline(lines, second);
  auto const good = *json::parse(first);
  EXPECT_EQ(good["picture"], picture);
  EXPECT_EQ(good["engine"], "rekognition");
  EXPECT_EQ(good["model"], "3.0");
  EXPECT_EQ(good["tags"], (json::Json{"Horse", "Field"}));
  EXPECT_EQ(good["labels"][0],
            *json::parse(R"({"name":"Horse","feature":"labels","confidence":99.46,
      "parents":["Animal"],"aliases":["Pony"],"categories":["Animals and Pets"],"instances":[
      {"confidence":98.5,"box":{"left":0.25,"top":0.5,"width":0.125,"height":0.375}}]})"));
  auto const bad = *json::parse(second);
  EXPECT_EQ(bad["picture"], "/nowhere/b.jpeg");
  EXPECT_EQ(bad["reason"], "image_unavailable");
}

TEST_F(TagTest, APictureOfTooManyPixelsIsMadeASmallJpeg) {
  terminal.http.push(200, k_labels);
  auto const picture = terminal.file("wide.png", drawn_png(12'000, 900));
  EXPECT_EQ(terminal.run({"tag", picture}), 0) << terminal.err.str();
  EXPECT_THAT(terminal.http.sent().at(0).body, HasSubstr("\"/9j/")) << "a JPEG in base64";
}

TEST_F(TagTest, APictureIsFetchedFromAnyPublicHttpsHost) {
  terminal.http.push(302, "", {{"Location", "https://other.example/b.jpeg"}});
  terminal.http.push(200, drawn::jpeg(640, 480));
  terminal.http.push(200, k_labels);
  EXPECT_EQ(terminal.run({"tag", "https://host.example/a.jpeg"}), 0) << terminal.err.str();
  auto const sent = terminal.http.sent();
  EXPECT_EQ(sent.at(1).request.url, "https://other.example/b.jpeg");
  EXPECT_EQ(sent.at(0).request.reach, http::Reach::public_only);
  EXPECT_EQ(sent.at(1).request.reach, http::Reach::public_only);
}

TEST_F(TagTest, NoOtherUrlIsFetched) {
  for (auto const* url : {"http://host.example/a.jpeg", "ftp://host.example/a.jpeg",
                          "file:///etc/passwd", "https://user@host.example/a.jpeg"}) {
    EXPECT_EQ(terminal.run({"tag", url}), 3) << url;
  }
  EXPECT_EQ(terminal.http.count(), 0U);
  terminal.http.push(302, "", {{"Location", "http://169.254.169.254/latest"}});
  EXPECT_EQ(terminal.run({"tag", "https://host.example/a.jpeg"}), 3);
  EXPECT_EQ(terminal.http.count(), 1U);
}

TEST_F(TagTest, AHostThatRedirectsOrFailsIsGivenUp) {
  terminal.http.answer_with([](auto const&) {
    return fakes::FakeHttpClient::reply(301, "", {{"Location", "https://host.example/a.jpeg"}});
  });
  EXPECT_EQ(terminal.run({"tag", "https://host.example/a.jpeg"}), 1);
  EXPECT_EQ(terminal.http.count(), 4U);
  terminal.http.push(404);
  EXPECT_EQ(terminal.run({"tag", "https://host.example/a.jpeg"}), 1);
  EXPECT_THAT(terminal.err.str(), HasSubstr("404"));
}

TEST_F(TagTest, OnceNobodyReadsOnNothingMoreIsPaidFor) {
  terminal.http.answer_with([&](auto const&) {
    terminal.out.setstate(std::ios::badbit);
    return fakes::FakeHttpClient::reply(200, k_labels);
  });
  auto const picture = terminal.file("a.jpeg", drawn::jpeg(640, 480));
  EXPECT_EQ(terminal.run({"tag", picture, picture}), 1);
  EXPECT_EQ(terminal.http.count(), 1U);
}

TEST(TagEngine, WithoutAwsTheLocalOneServesAndSaysSo) {
  Terminal terminal;
  auto const picture = terminal.file("grey.png", drawn_png(640, 480));
  EXPECT_EQ(terminal.run({"tag", picture}), 0) << terminal.err.str();
  EXPECT_THAT(terminal.err.str(), HasSubstr("no AWS credentials"));
  EXPECT_THAT(terminal.out.str(), HasSubstr(picture));
  EXPECT_EQ(terminal.http.count(), 0U);
}

TEST(TagEngine, TheMessageSaysWhatToSet) {
  Terminal terminal;
  auto const picture = terminal.file("grey.png", drawn_png(640, 480));
  terminal.run({"tag", picture});
  EXPECT_THAT(terminal.err.str(),
              AllOf(HasSubstr("REKOGNITION_AWS_ID"), HasSubstr("--engine rekognition")));
  terminal.environment.set("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
  terminal.run({"tag", picture});
  EXPECT_THAT(terminal.err.str(),
              AllOf(HasSubstr("no AWS region"), HasSubstr("REKOGNITION_AWS_REGION")));
}

TEST(TagEngine, ASharedConfigFileIsEnoughForRekognition) {
  Terminal terminal;
  terminal.environment.set("AWS_CONFIG_FILE", terminal.file("config",
                                                            "[default]\nregion = eu-west-1\n"
                                                            "aws_access_key_id = AKIDEXAMPLE\n"
                                                            "aws_secret_access_key = s3cret\n"));
  terminal.http.push(200, k_labels);
  auto const picture = terminal.file("grey.png", drawn_png(640, 480));
  EXPECT_EQ(terminal.run({"tag", picture}), 0) << terminal.err.str();
  EXPECT_EQ(terminal.err.str(), "");
  EXPECT_THAT(terminal.http.sent().at(0).request.url, HasSubstr("rekognition.eu-west-1"));
}

TEST(TagEngine, TheOneThatIsAskedForServesWithoutAWord) {
  Terminal terminal;
  terminal.configure_aws();
  auto const picture = terminal.file("grey.png", drawn_png(640, 480));
  EXPECT_EQ(terminal.run({"tag", "--engine", "local", picture}), 0);
  EXPECT_EQ(terminal.err.str(), "");
  terminal.environment.set("STACKTAG_ENGINE", "local");
  EXPECT_EQ(terminal.run({"tag", picture}), 0);
  EXPECT_EQ(terminal.err.str(), "");
  EXPECT_EQ(terminal.http.count(), 0U);
}

TEST(TagEngine, RekognitionWithoutARegionIsAMistake) {
  Terminal terminal;
  EXPECT_EQ(terminal.run({"tag", "--engine", "rekognition", "a.jpeg"}), 2);
  EXPECT_THAT(terminal.err.str(), HasSubstr("REGION"));
}

}  // namespace
}  // namespace stacktag::cli
