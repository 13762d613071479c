#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""docs/openapi.yaml against the server as it is: every path, every status that can be brought about, every key."""

import json
import unittest

import case
import schema
import stage
import yaml
from server_case import ServerCase

PAGE = case.ROOT / "docs" / "openapi.yaml"
DOCUMENT = yaml.safe_load(PAGE.read_text(encoding="utf-8"))
TOKEN = "operators-token-0001"
BEARER = {"Authorization": f"Bearer {TOKEN}"}


def shape(value):
    return {"type": "object", "additionalProperties": False, "required": sorted(value),
            "properties": {key: {"type": "integer"} for key in value}}


class Checker(unittest.TestCase):
    """The checker finds what it is for: else the test below could not fail."""

    def test_finds_what_differs(self):
        deep = {"allOf": [shape({"a": 1})], "unevaluatedProperties": False, "required": ["b"],
                "properties": {"b": {"type": ["string", "null"], "enum": ["x", None]}}}
        deep["allOf"][0].pop("additionalProperties")
        table = (
            ({"a": 1}, shape({"a": 1}), 0), ({}, shape({"a": 1}), 1), ({"a": "1"}, shape({"a": 1}), 1),
            ({"a": True}, shape({"a": 1}), 1), ({"a": 1, "b": 2}, shape({"a": 1}), 1), ([], shape({"a": 1}), 1),
            ({"a": 1, "b": "x"}, deep, 0), ({"a": 1, "b": None}, deep, 0), ({"b": "x"}, deep, 1),
            ({"a": 1, "b": "y"}, deep, 1), ({"a": 1, "b": "x", "c": 1}, deep, 1),
            ([1, "x"], {"type": "array", "items": {"type": "integer"}}, 1),
            ("2026-03-01T12:00:00.000Z", {"type": "string", "format": "date-time"}, 0),
            ("2026-03-01", {"type": "string", "format": "date-time"}, 1),
            (1, {"oneOf": [{"type": "integer"}, {"type": "string"}]}, 0),
            (1, {"oneOf": [{"type": "integer"}, {"type": "number"}]}, 1),
            (1, {"type": "integer", "multipleOf": 2}, 1),
        )
        for value, rules, count in table:
            found = list(schema.breaches(value, rules, {}))
            self.assertEqual(len(found), count, (value, rules, found))

    def test_no_comma_cuts_a_description(self):
        def check(value, where):
            if isinstance(value, dict):
                self.assertNotIn(None, value.values(), where)
                value = list(value.values())
            for item in value if isinstance(value, list) else []:
                check(item, f"{where}: {item}"[-200:])
        check(DOCUMENT, "")

    def test_references_lead_somewhere(self):
        def references(value):
            if isinstance(value, dict):
                yield from ([value["$ref"]] if "$ref" in value else [])
                value = list(value.values())
            for item in value if isinstance(value, list) else []:
                yield from references(item)
        for reference in references(DOCUMENT):
            schema.resolved({"$ref": reference}, DOCUMENT)


class OpenApi(ServerCase):
    def setUp(self):
        super().setUp()
        self.asset = None
        self.seen = set()
        self.serve(STACKTAG_API_TOKEN=TOKEN, STACKTAG_BUDGET="5", STACKTAG_ATTEMPTS="1")

    def ask(self, method, template, status, headers=None, body=None, query="", **items):
        """One request; the answer must be documented, and as it is documented."""
        path = template.format(**items)
        got, sent, text = stage.http(method, self.server.url + path + query, body,
                                     BEARER if headers is None else headers)
        self.assertEqual(got, status, (method, path, text))
        if template not in DOCUMENT["paths"]:
            return None
        operations = DOCUMENT["paths"][template]
        operation = operations.get(method.lower()) or next(iter(operations.values()))
        self.assertIn(str(status), operation["responses"], (method, template))
        self.seen.add((template, str(status)))
        content = schema.resolved(operation["responses"][str(status)], DOCUMENT)["content"]
        kind = sent["Content-Type"].split(";")[0]
        self.assertIn(kind, content)
        if kind != "application/json":
            return text.decode()
        answer = json.loads(text)
        self.assertEqual(list(schema.breaches(answer, content[kind]["schema"], DOCUMENT)), [], (method, path, answer))
        return answer

    def prepare(self):
        """A job that is done and one that is parked; gives their numbers and the first one's asset."""
        self.asset = self.upload()
        first = self.accept(self.asset)
        self.outcome(first["job"])
        self.sandbox.fault("rekognition", "status", times=100, status=403)
        second = self.accept(self.upload("b.png", (1, 2, 3)))
        self.outcome(second["job"])
        self.sandbox.clear_faults()
        return first["job"], second["job"], self.asset["uid"]

    def test_every_answer_is_as_it_is_documented(self):
        done, parked, uid = self.prepare()
        self.check_deliveries()
        self.check_health()
        self.check_pages(done, uid)
        self.check_changes(done, parked)
        self.check_strangers(done, uid)
        # What needs a broken store, a flood or a mistake of ours is not brought about here; 403 is below.
        rare = {"403", "413", "429", "500", "503"}
        documented = {(path, status) for path, operations in DOCUMENT["paths"].items()
                      for operation in operations.values() for status in operation["responses"]}
        missing = {(path, status) for path, status in documented - self.seen if status not in rare}
        self.assertEqual(missing, set())

    def check_deliveries(self):
        event = case.event_of(self.asset)
        proof = dict([stage.WEBHOOK_HEADER])
        for path, items in (("/webhook", {}), ("/webhook/{stack}", {"stack": "default"})):
            answer = self.ask("POST", path, 202, proof, event, **items)
            self.assertTrue(answer["duplicate"])
            self.ask("POST", path, 200, proof, {**event, "module": "entry"}, **items)
            self.ask("POST", path, 401, {}, event, **items)
            self.ask("GET", path, 405, {}, **items)
        self.ask("POST", "/webhook/{stack}", 404, proof, event, stack="nothing")

    def check_health(self):
        for path in ("/healthz", "/readyz"):
            self.assertEqual(len(self.ask("GET", path, 200, {})), 1)
            self.assertGreater(len(self.ask("GET", path, 200)), 1)
            self.ask("POST", path, 405)

    def check_pages(self, done, uid):
        self.assertIn("stacktag_outcomes_total{", self.ask("GET", "/metrics", 200))
        stats = self.ask("GET", "/api/v1/stats", 200)
        self.assertEqual({row["reason"] for row in stats["outcomes"]}, {"tags_added", "labeler_denied"})
        self.assertEqual(stats["stacks"][0]["month"]["budgetUsd"], 5)
        self.assertEqual(len(self.ask("GET", "/api/v1/stacks", 200)["stacks"]), 1)
        events = self.ask("GET", "/api/v1/events", 200, query="?stack=default&limit=5")
        self.assertEqual([len(events["finished"]), len(events["failures"])], [1, 1])
        page = self.ask("GET", "/api/v1/queue", 200, query="?limit=1")
        self.assertIsNotNone(page["next"])
        self.ask("GET", "/api/v1/queue", 200, query=f"?before={page['next']}&state=done&stack=default&asset={uid}")
        self.assertEqual(self.ask("GET", "/api/v1/queue/{id}", 200, id=done)["asset"], uid)
        self.assertEqual(self.ask("GET", "/api/v1/assets", 200)["assets"][0]["asset"], uid)
        asset = self.ask("GET", "/api/v1/assets/{uid}", 200, uid=uid)["assets"][0]
        self.assertEqual({row["tag"] for row in asset["why"]}, set(case.FOUND))
        self.assertEqual({row["label"] for row in asset["why"]}, set(case.FOUND))
        self.assertEqual(len(asset["answers"][0]["labels"]), len(case.FOUND))
        for path in ("/api/v1/events", "/api/v1/queue", "/api/v1/assets"):
            self.assertEqual(self.ask("GET", path, 400, query="?limit=no")["parameter"], "limit")
        self.ask("GET", "/api/v1/queue/{id}", 404, id=999)
        self.ask("GET", "/api/v1/assets/{uid}", 404, uid="bltnothing")

    def check_changes(self, done, parked):
        for what in ("retry", "drop"):
            path = "/api/v1/queue/{id}/" + what
            self.ask("POST", path, 409, id=done)
            self.ask("POST", path, 404, id=999)
            self.ask("GET", path, 405, id=done)
            self.ask("POST", path, 401, {}, id=parked)
        self.assertEqual(len(self.ask("GET", "/api/v1/queue/{id}", 200, id=parked)["history"]), 1)
        self.ask("POST", "/api/v1/queue/{id}/retry", 200, id=parked)
        stage.wait_for(lambda: self.ask("GET", "/api/v1/queue/{id}", 200, id=parked)["state"] == "done",
                       30 * case.SLOWNESS, "the end of the job that is tried again")
        self.sandbox.fault("rekognition", "status", times=100, status=403)
        again = self.accept(self.upload("c.png", (9, 9, 9)))["job"]
        self.outcome(again)
        self.sandbox.clear_faults()
        self.assertEqual(self.ask("POST", "/api/v1/queue/{id}/drop", 200, id=again)["reason"], "dropped")

    def check_strangers(self, done, uid):
        for path, operations in DOCUMENT["paths"].items():
            if "get" in operations and operations["get"]["tags"] == ["operators"]:
                self.ask("GET", path, 401, {}, id=done, uid=uid)
                self.ask("PUT", path, 405, id=done, uid=uid)

    def test_without_a_token_only_this_machine_is_answered(self):
        self.serve()
        self.ask("GET", "/api/v1/stats", 200, {})
        for headers in ({"X-Forwarded-For": "203.0.113.9"}, {"Origin": "https://evil.example"}):
            for path, operations in DOCUMENT["paths"].items():
                if "get" in operations and operations["get"]["tags"] == ["operators"]:
                    self.ask("GET", path, 403, headers, id=1, uid="blta1")

    def test_nothing_secret_shows(self):
        _, parked, uid = self.prepare()
        secrets = (TOKEN, stage.API_KEY, stage.TOKEN, stage.ACCESS_KEY, stage.SECRET_KEY, stage.WEBHOOK_HEADER[1])
        for path in ("/healthz", "/readyz", "/metrics", "/api/v1/stats", "/api/v1/stacks", "/api/v1/events",
                     "/api/v1/queue", f"/api/v1/queue/{parked}", "/api/v1/assets", f"/api/v1/assets/{uid}", "/no"):
            for headers in ({}, BEARER):
                _, got, text = stage.http("GET", self.server.url + path, headers=headers)
                for secret in secrets:
                    self.assertNotIn(secret, text.decode() + str(got), path)


if __name__ == "__main__":
    unittest.main()
