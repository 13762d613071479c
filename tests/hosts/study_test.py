#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`stacktag vocabulary` and `stacktag eval`, on stacks whose numbers can be reckoned by hand."""

import csv
import io
import json
import unittest
import xml.dom.minidom

import case
import stage
from server_case import ServerCase

# Of the engine "fixed": Horse 97.5, Animal 97.5, Field 88.2.
LIBRARY = (["Dog", "sky"], ["dogs", "sky"], ["Dog", "T-Shirt"], ["t shirt"], ["T-Shirt", "dog"],
           *[["accommodation"]] * 5, ["accomodation"], ["x" * 51], [])


class StudyCase(ServerCase):
    def setUp(self):
        super().setUp()
        self.environment = self.sandbox.environment(STACKTAG_STORE=str(self.path("store.db")))

    def run_it(self, *words, code=0, **more):
        done = case.stacktag({**self.environment, **more}, *words)
        self.assertEqual(done.returncode, code, done.stderr)
        return done

    def json_of(self, *words, **more):
        return json.loads(self.run_it(*words, "--json", **more).stdout)

    def tagged(self, tags, number):
        return self.upload(f"{number}.png", (number, 50, 50), tags=tags)


class Vocabulary(StudyCase):
    def setUp(self):
        super().setUp()
        for number, tags in enumerate(LIBRARY):
            self.tagged(tags, number)

    def test_proposes_what_stacktag_toml_takes(self):
        proposal = str(self.path("words.toml"))
        done = self.run_it("vocabulary", "--output", proposal)
        self.assertIn("there is no store", done.stderr)
        self.assertIn("4 words in the vocabulary", self.run_it("rules", "check", proposal).stdout)
        text = self.path("words.toml").read_text()
        for line in ('  "accommodation",  # 5 assets', '  "Dog",  # 4 assets; also "dog" (1), "dogs" (1)',
                     '  "T-Shirt",  # 3 assets; also "t shirt" (1)', '  "sky",  # 2 assets', '"dogs" = "Dog"  # 1 asset',
                     '# "accomodation" = "accommodation"  # 1 asset against 5; near spelling: check'):
            self.assertIn(line, text.splitlines())

    def test_is_the_same_each_time_and_writes_over_nothing(self):
        first, second = str(self.path("1.toml")), str(self.path("2.toml"))
        self.assertEqual(self.run_it("vocabulary", "--output", first).stdout,
                         self.run_it("vocabulary", "--output", second).stdout)
        self.assertEqual(self.path("1.toml").read_text(), self.path("2.toml").read_text())
        self.path("1.toml").write_text("mine")
        self.assertIn("not written over", self.run_it("vocabulary", "--output", first, code=2).stderr)
        self.assertEqual(self.path("1.toml").read_text(), "mine")

    def test_table(self):
        table = self.run_it("vocabulary").stdout
        for row in (r"assets +13", r"with tags of people's +12", r"tags of people's +16", r"distinct +9",
                    r"accommodation +5", r"Dog +4 +Dog \(2\), dog \(1\), dogs \(1\) +most used",
                    r"T-Shirt +3 +T-Shirt \(2\), t shirt \(1\) +most used", r"accomodation +1 +accommodation +5",
                    r"x{51} +1 +it has more than 50 characters", r"not known: there is no store"):
            self.assertRegex(table, rf"(?m)^{row}$")

    def test_narrowed_and_without_aws(self):
        nothing = {"REKOGNITION_AWS_ID": None, "REKOGNITION_AWS_SECRET": None, "REKOGNITION_AWS_REGION": None}
        environment = self.sandbox.environment(**nothing)
        done = case.stacktag(environment, "vocabulary", "--json", "--folder", "cs_root", "--since", "2001-01-01")
        self.assertEqual((done.returncode, json.loads(done.stdout)["assets"]), (0, 13), done.stderr)
        self.assertEqual(self.json_of("vocabulary", "--since", "2099-01-01")["assets"], 0)
        rare = self.json_of("vocabulary", "--min-count", "5")
        self.assertEqual((rare["min_count"], rare["renames"]), (5, []))

    def test_mistakes(self):
        self.assertIn("2026-01-31", self.run_it("vocabulary", "--since", "yesterday", code=2).stderr)
        self.assertIn("--stack", self.run_it("vocabulary", "--stack", "none", code=2).stderr)
        self.run_it("vocabulary", "--store", str(self.path("none.db")), code=2)
        self.assertIn("answers 401", self.run_it("vocabulary", code=2,
                                                 CONTENTSTACK_STACK_MANAGEMENT_TOKEN="wrong").stderr)


class WithALedger(StudyCase):
    """Beside a server that has tagged some assets."""

    def setUp(self):
        super().setUp()
        self.serve()
        self.known = [self.tagged(tags, number) for number, tags in
                      enumerate((["horses", "sunset"], ["field", "homepage"], []))]
        for asset in self.known:
            self.outcome(self.accept(asset)["job"])
        self.unknown = self.tagged(["Horse"], 9)

    def test_tags_of_stacktag_are_no_words_of_people(self):
        told = self.json_of("vocabulary", "--min-count", "1")
        self.assertEqual(self.sandbox.asset(self.known[2]["uid"])["tags"], case.FOUND)
        # On the first: horses of a person and Horse of stacktag. Nobody but stacktag writes Animal.
        self.assertEqual({tag["tag"] for word in told["words"] for tag in word["spellings"]},
                         {"horses", "sunset", "field", "homepage", "Horse"})
        self.assertEqual((told["assets"], told["tagged"], told["tags"], told["written_by_stacktag"]), (4, 3, 5, 8))
        self.assertEqual(told["unmapped_labels"], [{"label": "Animal", "pictures": 3}])

    def test_eval_by_what_the_store_knows_and_by_looking(self):
        meter = case.Meter(self.sandbox)
        told = self.json_of("eval")
        self.assertEqual(meter.spent()[:2], (0, 0))
        self.assertEqual((told["assets"], told["without_tags"], told["unknown"]), (2, 1, 1))
        by_threshold = {row["threshold"]: row for row in told["thresholds"]}
        self.assertEqual(min(by_threshold), 70)  # below, the server has not asked
        # Suggested for each: Horse, Animal, Field; given: horses, sunset and field, homepage.
        self.assertEqual(by_threshold[70], {"threshold": 70, "assets": 2, "right": 2, "wrong": 4, "missed": 2,
                                            "precision": 0.3333, "recall": 0.5})
        self.assertEqual(by_threshold[90], {"threshold": 90, "assets": 2, "right": 1, "wrong": 3, "missed": 3,
                                            "precision": 0.25, "recall": 0.25})
        looked = self.run_it("eval", "--label").stdout
        self.assertEqual(meter.spent()[:2], (1, 0))
        self.assertIn("Paid: 1 call, US$ 0.001000 by the list.", looked)
        # The third is right in one and wrong in two.
        self.assertRegex(looked, r"(?m)^70 +3 +3 +6 +2 +0.333 +0.600$")
        again = self.json_of("eval")
        self.assertEqual((again["assets"], again["unknown"], meter.spent()[:2]), (3, 0, (1, 0)))
        self.assertEqual(self.json_of("eval", "--limit", "1")["assets"], 1)

    def test_the_rules_count(self):
        rules = self.write("rules.toml", '[tags]\nprefix = "ai:"\nblock = ["animal"]\n[rename]\nField = "homepage"\n')
        told = self.json_of("eval", STACKTAG_CONFIG=rules)
        # Suggested: Horse, homepage.
        self.assertEqual([told["thresholds"][0][name] for name in ("right", "wrong", "missed")], [2, 2, 2])
        self.assertEqual(told["labels"][0], {"label": "Field", "tag": "homepage", "assets": 2, "right": 1, "wrong": 1,
                                             "missed": 0, "precision": 0.5, "recall": 1.0})


class Eval(StudyCase):
    def test_without_a_store_nothing_is_known(self):
        self.assertIn("--label", self.run_it("eval", code=2).stderr)
        self.assertFalse(self.path("store.db").exists())

    def truth(self, *rows):
        for number in range(3):
            self.path(f"{number}.png").write_bytes(stage.png(100, 80, (number, 9, 9)))
        return self.write("truth.csv", "picture,tags\n" + "".join(f"{row}\n" for row in rows))

    def test_pictures_and_their_tags(self):
        truth = self.truth("0.png,horses|animal|field", "1.png,animals|sunset", "2.png,")
        out, plot = str(self.path("out.csv")), str(self.path("plot.svg"))
        done = self.run_it("eval", "--truth", truth, "--target-precision", "0.7", "--csv", out, "--svg", plot)
        # Up to 85: Horse, Animal, Field for both, 4 of 6 right. From 90 on: Horse, Animal, 3 of 4.
        self.assertRegex(done.stdout, r"(?m)^0 +2 +4 +2 +1 +0.667 +0.800$")
        self.assertRegex(done.stdout, r"(?m)^90 +2 +3 +1 +2 +0.750 +0.600$")
        self.assertIn("Recommended for a precision of 0.700: MIN_CONFIDENCE=90 (precision 0.750, recall 0.600), "
                      "by 2 assets. Today it is 70.0.\nWarning: that is few", done.stdout)
        self.assertRegex(done.stdout, r"(?m)^Animal +Animal +2 +2 +0 +0 +1.000 +1.000$")
        self.assertIn("lower bound", done.stdout)
        rows = list(csv.DictReader(io.StringIO(self.path("out.csv").read_text())))
        self.assertEqual([(row["threshold"], row["right"], row["wrong"]) for row in rows[:21] if not row["label"]],
                         [(str(at), *(("4", "2") if at <= 85 else ("3", "1") if at <= 95 else ("0", "0")))
                          for at in range(0, 101, 5)])
        drawn = xml.dom.minidom.parseString(self.path("plot.svg").read_text())
        self.assertEqual(len(drawn.getElementsByTagName("polyline")), 2)

    def test_a_picture_that_fails_is_told_and_left_out(self):
        truth = self.truth("0.png,horse", "missing.png,horse", "1.png,horse")
        done = self.run_it("eval", "--truth", truth, "--json", "--jobs", "2", code=1)
        told = json.loads(done.stdout)
        self.assertEqual((told["assets"], told["failed"], told["label_calls"], told["engine"]), (2, 1, 2, "rekognition"))
        self.assertIn("missing.png", done.stderr)
        self.assertEqual(self.json_of("eval", "--truth", truth, "--limit", "1")["assets"], 1)

    def test_mistakes(self):
        truth = self.truth("0.png,horse,too many")
        self.assertIn("line 2", self.run_it("eval", "--truth", truth, code=2).stderr)
        for words in (("--truth", truth, "--label"), ("--truth", truth, "--stack", "a"), ("--pictures", "x"),
                      ("--target-precision", "90"), ("--jobs", "2")):
            self.run_it("eval", *words, code=2)


if __name__ == "__main__":
    unittest.main()
