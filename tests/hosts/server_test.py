#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`stacktag serve` against the sandbox: what it stores, what it does, and whom it lets in."""

import sqlite3
import unittest

import case
import stage
from server_case import ServerCase
import server_end_test

OTHER_KEY = "bltstack0000000002"


class Work(ServerCase):
    def test_a_delivery_is_stored_answered_and_worked_on(self):
        self.serve()
        asset = self.upload(tags=["homepage"])
        answer = self.accept(asset)
        self.assertEqual({**answer, "requestId": ""}, {
            "state": "waiting", "job": 1, "duplicate": False, "asset": asset["uid"], "version": 1, "requestId": ""})
        line = self.outcome(1)
        self.assertEqual((line["outcome"], line["reason"], line["stack"]), ("tagged", "tags_added", "default"))
        self.assertEqual(self.sandbox.asset(asset["uid"])["tags"], ["homepage", *case.FOUND])

    def test_a_duplicate_is_a_job_only_once(self):
        self.serve()
        asset = self.upload()
        first = self.accept(asset)
        self.outcome(first["job"])
        self.serve()  # and the next server knows it as well
        second = self.accept(asset)
        self.assertEqual((second["job"], second["duplicate"]), (first["job"], True))
        self.assertEqual(self.sandbox.counters()["label_calls"], 1)

    def test_the_echo_of_our_write_costs_nothing_even_after_a_restart(self):
        self.serve()
        asset = self.upload()
        self.outcome(self.accept(asset)["job"])
        self.serve()
        echo = self.sandbox.asset(asset["uid"])
        meter = case.Meter(self.sandbox)
        line = self.outcome(self.accept(echo, "update")["job"])
        self.assertEqual(line["reason"], "own_write")
        self.assertEqual(meter["label_calls"], 0)
        self.assertEqual(meter["cma_reads"], 0)

    def test_the_same_picture_elsewhere_is_labelled_once(self):
        self.serve()
        for name in ("a.png", "b.png", "c.png"):
            line = self.outcome(self.accept(self.upload(name))["job"])
            self.assertEqual(line["reason"], "tags_added")
        self.assertEqual(self.sandbox.counters()["label_calls"], 1)

    def test_what_fails_is_tried_again_until_it_works(self):
        self.serve()
        self.sandbox.fault("image", "status", times=3, status=503)
        job = self.accept(self.upload())["job"]
        self.assertEqual(self.outcome(job)["reason"], "tags_added")
        tries = self.attempts(job)
        self.assertGreater(len(tries), 1)
        self.assertEqual((tries[0]["reason"], tries[0]["state"]), ("image_unavailable", "waiting"))
        self.assertEqual(self.sandbox.counters()["label_calls"], 1)

    def test_what_never_works_is_parked_with_its_history(self):
        self.serve(STACKTAG_ATTEMPTS="2")
        self.sandbox.fault("image", "status", times=0, status=503)
        job = self.accept(self.upload())["job"]
        line = self.outcome(job)
        self.assertEqual((line["state"], line["reason"], line["attempt"]), ("parked", "image_unavailable", 2))
        database = sqlite3.connect(self.path("store.db"))
        history = database.execute("SELECT reason FROM attempts WHERE job = ?", (job,)).fetchall()
        database.close()
        self.assertEqual(history, [("image_unavailable",)] * 2)
        self.assertEqual(self.sandbox.counters()["label_calls"], 0)

    def test_rejected_pictures_are_done_at_once(self):
        self.serve()
        job = self.accept(self.sandbox.upload("a.png", b"no picture at all"))["job"]
        line = self.outcome(job)
        self.assertEqual((line["outcome"], line["reason"], line["attempt"]), ("rejected", "not_an_image", 1))


class Ledger(ServerCase):
    def test_a_tag_that_an_editor_removed_is_not_put_back(self):
        self.serve()
        asset = self.upload()
        self.outcome(self.accept(asset)["job"])
        self.sandbox.control("POST", "editor", {"asset": asset["uid"], "tags": ["Horse", "mine"]})
        self.sandbox.upload("b.png", stage.png(100, 80, (1, 2, 3)), replace=asset["uid"])
        self.serve()
        line = self.outcome(self.accept(self.sandbox.asset(asset["uid"]), "update")["job"])
        self.assertEqual(line["reason"], "nothing_to_add")
        self.assertEqual(self.sandbox.asset(asset["uid"])["tags"], ["Horse", "mine"])

    def test_a_replaced_file_loses_the_old_ones_machine_tags(self):
        rules = self.write("rules.toml", '[tags]\nmerge = "replace-machine"\nmax = 3\n')
        self.serve(STACKTAG_CONFIG=rules)
        asset = self.upload(tags=["editor's"])
        self.outcome(self.accept(asset)["job"])
        self.write("rules.toml", '[tags]\nmerge = "replace-machine"\nmax = 1\n')
        self.serve(STACKTAG_CONFIG=rules)
        self.sandbox.upload("b.png", stage.png(100, 80, (1, 2, 3)), replace=asset["uid"])
        line = self.outcome(self.accept(self.sandbox.asset(asset["uid"]), "update")["job"])
        self.assertEqual(line["reason"], "tags_replaced")
        self.assertEqual(self.sandbox.asset(asset["uid"])["tags"], ["editor's", "Horse"])

    def test_reason_budget_spent(self):
        self.serve(STACKTAG_BUDGET="0.001", STACKTAG_BUDGET_BEYOND="wait")
        self.assertEqual(self.outcome(self.accept(self.upload())["job"])["reason"], "tags_added")
        job = self.accept(self.upload("b.png", (1, 2, 3)))["job"]
        line = stage.wait_for(lambda: next(iter(self.attempts(job)), None), what="the attempt")
        self.assertEqual((line["reason"], line["state"], line["label_calls"]), ("budget_spent", "waiting", 0))
        self.assertGreater(line["again_in_s"], 0)
        self.assertEqual(self.sandbox.counters()["label_calls"], 1)

    def test_beyond_the_budget_the_engine_here_answers(self):
        self.serve(STACKTAG_BUDGET="0.001")
        self.outcome(self.accept(self.upload())["job"])
        line = self.outcome(self.accept(self.upload("b.png", (1, 2, 3)))["job"])
        self.assertEqual((line["label_calls"], line["cost_usd"]), (0, 0))
        self.assertIn(line["reason"], ("tags_added", "nothing_to_add"))
        self.assertEqual(line.get("engine"), "local")
        self.assertEqual(self.sandbox.counters()["label_calls"], 1)


class Door(ServerCase):
    def test_whoever_does_not_authenticate_gets_nothing_stored(self):
        self.serve()
        status, answer = self.server.post(case.event_of(self.upload()), headers=())
        self.assertEqual((status, answer["reason"]), (401, "unauthenticated"))
        status, answer = self.server.post(case.event_of(self.upload()), headers=(("X-Stacktag-Key", "wrong"),))
        self.assertEqual(status, 401)
        self.assertEqual(self.rows(), [])

    def rows(self):
        database = sqlite3.connect(self.path("store.db"))
        try:
            return database.execute("SELECT id FROM jobs").fetchall()
        finally:
            database.close()

    def test_what_needs_no_work_is_answered_and_not_stored(self):
        self.serve(STACKTAG_BRANCHES="main,preview")
        asset = self.upload()
        for changes, reason in (({"event": "publish"}, "publish_event"), ({"module": "entry"}, "other_module"),
                                ({"api_key": OTHER_KEY}, "other_stack"),
                                ({"data": {"asset": asset, "branch": {"uid": "dev"}}}, "other_branch")):
            status, answer = self.server.post(case.event_of(asset, **changes))
            self.assertEqual((status, answer["outcome"], answer["reason"]), (200, "skipped", reason))
        self.assertEqual(self.rows(), [])
        self.assertEqual(self.server.post(b"{]")[1]["reason"], "malformed_event")

    def test_reason_other_branch(self):
        self.serve(STACKTAG_BRANCHES="main")
        asset = self.upload()
        _, answer = self.server.post(case.event_of(asset, data={"asset": asset, "branch": {"uid": "dev"}}))
        self.assertEqual(answer["reason"], "other_branch")

    def test_only_posts_to_a_stack_that_is_there(self):
        self.serve()
        self.assertEqual(stage.http("GET", self.server.url + "/webhook")[0], 405)
        self.assertEqual(self.server.post(b"{}", "/webhook/nobody")[0], 404)
        self.assertEqual(stage.http("GET", self.server.url + "/nowhere")[0], 404)
        self.assertEqual(self.server.post(case.event_of(self.upload()), "/webhook/default")[0], 202)

    def test_no_secret_is_in_any_line(self):
        secrets = {"CONTENTSTACK_STACK_MANAGEMENT_TOKEN": "planted-token", "REKOGNITION_AWS_SECRET": "planted-secret",
                   "STACKTAG_WEBHOOK_HEADER": "X-Stacktag-Key: planted-header",
                   "STACKTAG_WEBHOOK_BASIC_AUTH": "user:planted-password", "STACKTAG_API_TOKEN": "planted-api-token"}
        self.serve(STACKTAG_LOG_LEVEL="debug", **secrets)
        asset = self.upload()
        self.server.post(case.event_of(asset), headers=(("X-Stacktag-Key", "planted-wrong"),
                                                        ("Authorization", "Basic cGxhbnRlZC13cm9uZw==")))
        self.server.post(case.event_of(asset), headers=(("X-Stacktag-Key", "planted-header"),
                                                        ("Authorization", "Basic dXNlcjpwbGFudGVkLXBhc3N3b3Jk")))
        stage.wait_for(lambda: any(line.get("reason") == "contentstack_denied"
                                   for line in self.server.program.events()), what="the refusal")
        stage.http("GET", self.server.url + "/metrics", headers={"Authorization": "Bearer planted-wrong-bearer"})
        self.server.close()
        text = "\n".join(self.server.program.lines)
        self.assertNotIn("planted", text)
        self.assertNotIn("cGxhbnRlZC", text)


class Stacks(ServerCase):
    def test_each_has_its_own_door_and_rules(self):
        config = self.write("stacktag.toml", f'''
[[stack]]
name = "shop"
api_key = "{stage.API_KEY}"
management_token_file = "shop.token"
webhook_header = "X-Stacktag-Key: for-the-shop"
rules = "shop.toml"
branches = ["main"]

[[stack]]
name = "blog"
api_key = "{OTHER_KEY}"
management_token = "another-token"
webhook_header = "X-Stacktag-Key: for-the-blog"
''')
        self.write("shop.token", stage.TOKEN + "\n")
        self.write("shop.toml", "[tags]\nmax = 1\n")
        self.serve(STACKTAG_CONFIG=config, CONTENTSTACK_STACK_API_KEY=None, CONTENTSTACK_STACK_MANAGEMENT_TOKEN=None,
                   STACKTAG_WEBHOOK_HEADER=None)
        shop, blog = (("X-Stacktag-Key", "for-the-shop"),), (("X-Stacktag-Key", "for-the-blog"),)
        asset = self.upload()
        event = case.event_of(asset)
        self.assertEqual(self.server.post(event, "/webhook/shop", blog)[0], 401)
        status, answer = self.server.post(event, "/webhook/blog", blog)
        self.assertEqual((status, answer["reason"]), (200, "other_stack"))
        self.assertEqual(self.server.post(event, "/webhook", blog)[1]["reason"], "other_stack")
        status, answer = self.server.post(event, "/webhook", shop)
        self.assertEqual(status, 202)
        self.assertEqual(self.outcome(answer["job"])["stack"], "shop")
        self.assertEqual(self.sandbox.asset(asset["uid"])["tags"], ["Horse"])

    def test_one_that_hangs_starves_no_other(self):
        config = self.write("stacktag.toml", f'''
[[stack]]
name = "hangs"
api_key = "{OTHER_KEY}"
management_token = "{stage.TOKEN}"
api_url = "http://127.0.0.1:9"

[[stack]]
name = "well"
api_key = "{stage.API_KEY}"
management_token = "{stage.TOKEN}"
''')
        self.serve(STACKTAG_CONFIG=config, CONTENTSTACK_STACK_API_KEY=None, CONTENTSTACK_STACK_MANAGEMENT_TOKEN=None,
                   STACKTAG_WORKERS="3", STACKTAG_STOP_SECONDS="0")
        self.sandbox.fault("image", "hang", times=0, contains="slow")
        for number in range(12):
            asset = self.sandbox.upload(f"slow{number}.png", stage.png(100, 80, (number, 0, 0)))
            self.accept(asset, api_key=OTHER_KEY)
        line = self.outcome(self.accept(self.upload("fast.png"))["job"])
        self.assertEqual((line["stack"], line["reason"]), ("well", "tags_added"))


class Everything(unittest.TestCase):
    def test_every_reason_of_the_server_has_its_test(self):
        names = {name for group in (Work, Ledger, Door, server_end_test.FullDisk) for name in dir(group)}
        for reason in ("other_branch", "store_unavailable", "budget_spent"):
            self.assertIn(f"test_reason_{reason}", names)


if __name__ == "__main__":
    unittest.main()
