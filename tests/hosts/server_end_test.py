#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How `stacktag serve` begins and ends, and what it does where its store is full."""

import resource
import signal
import sqlite3
import subprocess
import unittest

import case
import stage
from server_case import ServerCase


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
        for name in ("STACKTAG_LISTEN", "STACKTAG_WORKERS", "MIN_CONFIDENCE", "STACKTAG_BUDGET",
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

    def test_a_store_that_may_not_be_written_is_refused(self):
        # Nobody makes files there, not even root.
        self.assertIn("/proc/store.db", self.refused(STACKTAG_STORE="/proc/store.db"))

    def test_the_end_finishes_what_runs(self):
        self.serve()
        self.sandbox.fault("rekognition", "delay", delay_ms=1500)
        job = self.accept(self.upload())["job"]
        stage.wait_for(lambda: self.sandbox.counters()["image_reads"] > 0, what="the work's beginning")
        self.assertEqual(self.server.close(), 0)
        self.assertEqual([line["reason"] for line in self.server.outcomes() if line["job"] == job], ["tags_added"])

    def test_what_does_not_end_in_time_is_taken_up_by_the_next_server(self):
        self.serve(STACKTAG_STOP_SECONDS="0")
        self.sandbox.fault("cma", "hang", method="PUT")
        asset = self.upload()
        job = self.accept(asset)["job"]
        stage.wait_for(lambda: self.sandbox.counters()["label_calls"] > 0, what="the labels")
        self.assertEqual(self.server.close(), 0)
        self.assertEqual(self.server.outcomes(), [])
        self.sandbox.clear_faults()
        self.serve()
        self.assertEqual(self.outcome(job)["reason"], "tags_added")
        self.assertEqual(self.sandbox.asset(asset["uid"])["tags"], case.FOUND)
        self.assertEqual(self.sandbox.counters()["label_calls"], 1)

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


if __name__ == "__main__":
    unittest.main()
