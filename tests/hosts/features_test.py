# SPDX-License-Identifier: Apache-2.0
"""What else Rekognition can tell of a picture: each feature by itself, several at once, faults, filters, and the bill."""

import json
import pathlib
import tempfile
import unittest

import case
import stage

ALL = "labels,properties,moderation,text,faces,celebrities"
OPERATIONS = ("DetectLabels", "DetectModerationLabels", "DetectText", "DetectFaces", "RecognizeCelebrities")
FINDINGS = {"moderation": ["Alcohol/Alcoholic Beverages"], "text": ["MONDAY SALE"], "celebrities": ["Ada Example"]}
THROTTLED = {"status": 400, "body": '{"__type":"ThrottlingException"}'}
# Feature -> the operation that answers it, what it brings, what a picture costs by the list.
EXPECTED = {
    "labels": ("DetectLabels", ["Horse", "Animal", "Field"], 0.001),
    "properties": ("DetectLabels", ["Red"], 0.00075),
    "moderation": ("DetectModerationLabels", ["Alcohol", "Alcoholic Beverages"], 0.001),
    "text": ("DetectText", ["MONDAY SALE"], 0.001),
    "faces": ("DetectFaces", ["Face"], 0.001),
    "celebrities": ("RecognizeCelebrities", ["Ada Example"], 0.001),
}


def calls(meter):
    """Operation -> calls that were answered well."""
    return {name: meter[name] for name in OPERATIONS if meter[name]}


class Features(unittest.TestCase):
    """A function of its own for each test: the variables differ."""

    @classmethod
    def setUpClass(cls):
        cls.sandbox = case.start_sandbox()
        cls.addClassCleanup(cls.sandbox.close)

    def setUp(self):
        self.addCleanup(self.sandbox.clear_faults)
        self.sandbox.control("POST", "findings", FINDINGS)

    def start(self, **environment):
        function = case.start_function(self.sandbox, **environment)
        self.addCleanup(function.close)
        return function

    def deliver(self, function, body=None):
        """One event of a new asset, or of the same again: the event, its answer, its log line, what was called."""
        body = body or case.event_of(self.sandbox.upload("a.png", case.PICTURE))
        meter = case.Meter(self.sandbox)
        answer = case.post(self.sandbox, body)
        return body, answer, case.line_of(function, answer), calls(meter)


class EachByItself(Features):
    def test_is_one_call_with_its_tags_and_its_cost(self):
        for feature, (operation, tags, dollars) in EXPECTED.items():
            with self.subTest(feature=feature):
                function = self.start(STACKTAG_FEATURES=feature)
                _, answer, line, called = self.deliver(function)
                self.assertEqual(answer.body["added"], tags, answer)
                self.assertEqual(called, {operation: 1})
                self.assertEqual((line["label_calls"], line["cost"], line["cost_usd"]),
                                 (1, {feature: {"calls": 1, "usd": dollars}}, dollars))
                function.close()

    def test_has_its_own_threshold(self):
        # What is put into the sandbox by hand is found with a confidence of 98.5.
        function = self.start(STACKTAG_FEATURES="moderation,text,celebrities", MIN_CONFIDENCE="100",
                              STACKTAG_MODERATION_MIN_CONFIDENCE="99", STACKTAG_TEXT_MIN_CONFIDENCE="98",
                              STACKTAG_CELEBRITIES_MIN_CONFIDENCE="98.6")
        self.assertEqual(self.deliver(function)[1].body["added"], ["MONDAY SALE"])


class SeveralAtOnce(Features):
    def test_are_a_call_each_and_labels_and_properties_one(self):
        function = self.start(STACKTAG_FEATURES=ALL, MAX_TAGS="20")
        _, answer, line, called = self.deliver(function)
        self.assertEqual(sorted(answer.body["added"]), sorted(tag for _, tags, _ in EXPECTED.values() for tag in tags))
        self.assertEqual(called, dict.fromkeys(OPERATIONS, 1))
        self.assertEqual(line["label_calls"], 5)
        self.assertEqual(line["cost"], {feature: {"calls": 1, "usd": dollars}
                                        for feature, (_, _, dollars) in EXPECTED.items()})
        self.assertEqual(line["cost_usd"], 0.00575)

    def test_metrics_count_calls_and_dollars(self):
        function = self.start(STACKTAG_FEATURES=ALL)
        self.deliver(function)
        metrics = stage.wait_for(lambda: [line for line in function.program.json_lines() if "_aws" in line],
                                 what="the metrics")[0]
        self.assertEqual((metrics["LabelCalls"], metrics["LabelCost"]), (5, 0.00575))


class AFaultInOne(Features):
    def test_fails_the_event_and_a_repeat_pays_for_that_one_only(self):
        function = self.start(STACKTAG_FEATURES=ALL)
        self.sandbox.fault("rekognition", "status", times=3, contains="DetectText", **THROTTLED)
        body, answer, line, called = self.deliver(function)
        self.assertEqual((answer.status, answer.body["reason"]), (503, "labeler_throttled"))
        self.assertIn("DetectText", answer.body["message"])
        self.assertEqual(called, {name: 1 for name in OPERATIONS if name != "DetectText"})
        self.assertEqual((line["label_calls"], line["cost_usd"], line["writes"]), (4, 0.00475, 0))
        self.assertNotIn("text", line["cost"])

        _, again, line, called = self.deliver(function, body)
        self.assertEqual((again.status, again.body["outcome"]), (200, "tagged"))
        self.assertEqual(called, {"DetectText": 1})
        self.assertEqual((line["label_calls"], line["cost"]), (1, {"text": {"calls": 1, "usd": 0.001}}))
        self.assertIn("MONDAY SALE", again.body["tags"])
        self.assertIn("Horse", again.body["tags"])

    def test_that_the_next_attempt_gets_over_is_not_seen(self):
        function = self.start(STACKTAG_FEATURES="labels,faces")
        self.sandbox.fault("rekognition", "status", times=1, contains="DetectFaces", status=500)
        _, answer, line, called = self.deliver(function)
        self.assertEqual((answer.body["outcome"], line["label_calls"]), ("tagged", 2))
        self.assertEqual(called, {"DetectLabels": 1, "DetectFaces": 1})

    def test_that_a_person_has_to_mend_is_told_as_that(self):
        function = self.start(STACKTAG_FEATURES="labels,moderation")
        self.sandbox.fault("rekognition", "status", times=0, contains="DetectModerationLabels", status=400,
                           body='{"__type":"AccessDeniedException","Message":"not authorized"}')
        _, answer, line, _ = self.deliver(function)
        self.assertEqual((answer.status, answer.body["reason"], line["kind"]), (500, "labeler_denied", "broken"))

    def test_whose_answer_is_lost_may_have_been_paid(self):
        function = self.start(STACKTAG_FEATURES="labels,moderation")
        self.sandbox.fault("rekognition", "truncate", times=1, contains="DetectModerationLabels")
        _, answer, line, called = self.deliver(function)
        self.assertEqual((answer.body["outcome"], line["label_calls"]), ("tagged", 3))
        self.assertEqual(line["cost"]["moderation"], {"calls": 2, "usd": 0.002})
        self.assertEqual(called, {"DetectLabels": 1, "DetectModerationLabels": 2})


class Filters(Features):
    def test_are_kept_by_the_service(self):
        cases = (({"STACKTAG_LABELS_INCLUDE": "horse,Dog"}, ["Horse"]),
                 ({"STACKTAG_LABELS_EXCLUDE": "Animal"}, ["Horse", "Field"]),
                 ({"STACKTAG_CATEGORIES_INCLUDE": "Nature and Outdoors"}, ["Field"]),
                 ({"STACKTAG_CATEGORIES_EXCLUDE": "Animals and Pets"}, ["Field"]))
        for variables, tags in cases:
            with self.subTest(variables=variables):
                function = self.start(**variables)
                self.assertEqual(self.deliver(function)[1].body["added"], tags)
                function.close()

    def test_and_unknown_features_are_refused_at_start_all_at_once(self):
        function = self.start(STACKTAG_FEATURES="labels,gender,age", STACKTAG_LABELS_EXCLUDE="a" * 51,
                              STACKTAG_TEXT_MIN_CONFIDENCE="200")
        stage.wait_for(lambda: function.program.process.poll() is not None, what="the end of the function")
        told = [line for line in function.program.json_lines() if "mistakes" in line][0]["mistakes"]
        self.assertEqual(len(told), 4, told)


class CommandLine(Features):
    def test_features_and_cost(self):
        with tempfile.TemporaryDirectory(prefix="stacktag-") as folder:
            picture = pathlib.Path(folder, "a.png")
            picture.write_bytes(case.PICTURE)
            meter = case.Meter(self.sandbox)
            done = case.stacktag(self.sandbox.environment(), "tag", "--json", "--cost", "--features",
                                 "labels,properties,faces", str(picture), str(picture))
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        *pictures, cost = map(json.loads, done.stdout.splitlines())
        self.assertEqual(cost, {"cost": {"labels": {"calls": 2, "usd": 0.002},
                                         "properties": {"calls": 2, "usd": 0.0015},
                                         "faces": {"calls": 2, "usd": 0.002}}, "cost_usd": 0.0055})
        self.assertEqual(calls(meter), {"DetectLabels": 2, "DetectFaces": 2})
        self.assertEqual(pictures[0]["properties"]["colours"][0]["simplified"], "red")
        face = [label for label in pictures[0]["labels"] if label["feature"] == "faces"]
        self.assertEqual([label["name"] for label in face], ["Face"])
        self.assertEqual(len(face[0]["instances"]), 1)


if __name__ == "__main__":
    unittest.main()
