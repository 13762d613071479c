#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`stacktag serve` against the sandbox: what it stores, what it does, how it begins and ends, and each way it can fail."""

import os
import pathlib
import resource
import signal
import sqlite3
import subprocess
import tempfile
import unittest

import case
import stage

OTHER_KEY = "bltstack0000000002"


class ServerCase(unittest.TestCase):
    SANDBOX = ()

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="stacktag-")
        self.addCleanup(self.folder.cleanup)
        self.sandbox = case.start_sandbox(*self.SANDBOX)
        self.addCleanup(self.sandbox.close)
        self.server = None
        self.addCleanup(lambda: self.server and self.server.close())

    def serve(self, **more):
        if self.server:
            self.server.close()
        self.server = stage.Server(case.BINARIES, self.sandbox, self.folder.name,
                                   **{**case.QUICK, "STACKTAG_LABEL_CALLS_PER_SECOND": "1000",
                                      "STACKTAG_STOP_SECONDS": "5", **more})
        return self.server

    def upload(self, name="a.png", colour=(200, 30, 30), **more):
        return self.sandbox.upload(name, stage.png(100, 80, colour), **more)

    def accept(self, asset, event="create", **more):
        status, answer = self.server.post(case.event_of(asset, event, **more))
        self.assertEqual(status, 202, answer)
        return answer

    def outcome(self, job, seconds=30):
        """The log line with which the job was settled."""
        return stage.wait_for(lambda: next((line for line in self.server.outcomes() if line["job"] == job), None),
                              seconds * case.SLOWNESS, f"the outcome of job {job}")

    def attempts(self, job):
        return [line for line in self.server.program.events() if line.get("job") == job]

    def path(self, name):
        return pathlib.Path(self.folder.name, name)

    def write(self, name, text):
        self.path(name).write_text(text)
        return str(self.path(name))


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


class BeginningAndEnd(ServerCase):
    def refused(self, code=2, **environment):
        env = self.sandbox.environment(**{"STACKTAG_LISTEN": "127.0.0.1:0",
                                          "STACKTAG_STORE": str(self.path("store.db")), **environment})
        done = subprocess.run([case.BINARIES / "stacktag", "serve"], env=env, capture_output=True, text=True,
                              timeout=60, check=False)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done.stderr

    def test_every_mistake_is_told_at_once(self):
        text = self.refused(STACKTAG_LISTEN="nowhere", STACKTAG_WORKERS="0", MIN_CONFIDENCE="200",
                            STACKTAG_BUDGET="much", STACKTAG_TLS_KEY="key.pem")
        for name in ("STACKTAG_LISTEN", "STACKTAG_WORKERS", "default: MIN_CONFIDENCE", "default: STACKTAG_BUDGET",
                     "STACKTAG_TLS_CERTIFICATE"):
            self.assertIn(name, text)

    def test_a_damaged_store_is_refused_and_left_as_it_is(self):
        self.path("store.db").write_bytes(b"x" * 8192)
        self.assertIn("move it away", self.refused())
        self.assertEqual(self.path("store.db").read_bytes(), b"x" * 8192)

    def test_a_second_server_on_the_same_store_is_refused(self):
        self.serve()
        self.assertIn("another stacktag server", self.refused())

    def test_a_taken_port_is_refused(self):
        self.serve()
        text = self.refused(STACKTAG_LISTEN=f"127.0.0.1:{self.server.port}",
                            STACKTAG_STORE=str(self.path("other.db")))
        self.assertIn(str(self.server.port), text)

    @unittest.skipIf(os.geteuid() == 0, "root writes everywhere")
    def test_a_store_that_may_not_be_written_is_refused(self):
        self.path("locked").mkdir(mode=0o500)
        self.assertIn("locked", self.refused(STACKTAG_STORE=str(self.path("locked/store.db"))))

    def test_the_end_finishes_what_runs(self):
        self.serve()
        self.sandbox.fault("rekognition", "delay", delay_ms=1500)
        job = self.accept(self.upload())["job"]
        stage.wait_for(lambda: self.sandbox.counters()["image_reads"] > 0, what="the work's beginning")
        self.assertEqual(self.server.close(), 0)
        self.assertEqual([line["reason"] for line in self.server.outcomes() if line["job"] == job], ["tags_added"])

    def test_what_does_not_end_in_time_is_taken_up_by_the_next_server(self):
        self.serve(STACKTAG_STOP_SECONDS="0")
        self.sandbox.fault("rekognition", "hang")
        job = self.accept(self.upload())["job"]
        stage.wait_for(lambda: self.sandbox.counters()["image_reads"] > 0, what="the work's beginning")
        self.assertEqual(self.server.close(), 0)
        self.assertEqual(self.server.outcomes(), [])
        self.serve()
        self.assertEqual(self.outcome(job)["reason"], "tags_added")

    def test_certificates_are_read_again_on_sighup(self):
        for name in ("one", "two"):
            subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
                            f"/CN={name}", "-keyout", self.path(f"{name}.key"), "-out", self.path(f"{name}.pem")],
                           check=True, capture_output=True, timeout=60)
        for end in ("key", "pem"):
            self.path(f"now.{end}").write_bytes(self.path(f"one.{end}").read_bytes())
        self.serve(STACKTAG_TLS_CERTIFICATE=str(self.path("now.pem")), STACKTAG_TLS_KEY=str(self.path("now.key")))
        self.assertEqual(self.subject(), "one")
        for end in ("key", "pem"):
            self.path(f"now.{end}").write_bytes(self.path(f"two.{end}").read_bytes())
        self.server.program.process.send_signal(signal.SIGHUP)
        stage.wait_for(lambda: self.subject() == "two", what="the new certificate")

    def subject(self):
        got = subprocess.run(["openssl", "s_client", "-connect", f"127.0.0.1:{self.server.port}"], input=b"",
                             capture_output=True, timeout=30, check=False).stdout.decode()
        return next((line.split("CN = ")[-1] for line in got.splitlines() if line.startswith("subject=")), None)


class FullDisk(ServerCase):
    def test_reason_store_unavailable(self):
        self.serve(STACKTAG_STORE_MB_MAX="1", STACKTAG_STOP_SECONDS="0")
        accepted, status, answer = 0, 202, {}
        asset = self.upload()
        # Rejected at once, so that nothing of the work needs the store's last pages.
        while status == 202 and accepted < 20000:
            version = accepted + 1
            status, answer = self.server.post(case.event_of({**asset, "_version": version, "title": "x" * 20000}))
            accepted += status == 202
        self.assertEqual((status, answer["reason"]), (503, "store_unavailable"))
        self.assertGreater(accepted, 0)
        database = sqlite3.connect(self.path("store.db"))
        stored = database.execute("SELECT count(*) FROM jobs").fetchone()[0]
        database.close()
        self.assertEqual(stored, accepted)

    def test_a_limit_of_the_system_ends_no_process(self):
        limit = 600 * 1024
        command = [case.BINARIES / "stacktag", "serve"]
        ready = self.path("server.port")
        env = self.sandbox.environment(STACKTAG_LISTEN="127.0.0.1:0", STACKTAG_READY_FILE=str(ready),
                                       STACKTAG_STORE=str(self.path("store.db")), **case.QUICK)
        process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                   preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
        self.addCleanup(lambda: (process.kill(), process.wait()))
        port = int(stage.wait_for(lambda: ready.exists() and ready.read_text(), what="the port"))
        asset = self.upload()
        status = 202
        for version in range(1, 2000):
            event = case.event_of({**asset, "_version": version, "title": "x" * 20000})
            status = stage.http("POST", f"http://127.0.0.1:{port}/webhook", event, dict([stage.WEBHOOK_HEADER]))[0]
            if status != 202:
                break
        self.assertEqual(status, 503)
        self.assertIsNone(process.poll())


class Everything(unittest.TestCase):
    def test_every_reason_of_the_server_has_its_test(self):
        names = {name for group in (Work, Ledger, Door, FullDisk) for name in dir(group)}
        for reason in ("other_branch", "store_unavailable", "budget_spent"):
            self.assertIn(f"test_reason_{reason}", names)


if __name__ == "__main__":
    unittest.main()
