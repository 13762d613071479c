#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`stacktag queue`, `stacktag ledger` and `stacktag top` beside a server that works."""

import fcntl
import json
import os
import signal
import struct
import subprocess
import termios
import unittest

import case
import stage
from server_case import ServerCase

TOKEN = "operators-token-0001"


class Operators(ServerCase):
    def setUp(self):
        super().setUp()
        self.serve(STACKTAG_API_TOKEN=TOKEN, STACKTAG_ATTEMPTS="1")
        self.environment = self.sandbox.environment(STACKTAG_STORE=str(self.path("store.db")), STACKTAG_API_TOKEN=TOKEN)

    def run_it(self, *words, code=0):
        done = case.stacktag(self.environment, *words)
        self.assertEqual(done.returncode, code, done.stderr)
        return done.stdout

    def api(self, path):
        status, _, text = stage.http("GET", self.server.url + path, headers={"Authorization": f"Bearer {TOKEN}"})
        self.assertEqual(status, 200, text)
        return json.loads(text)

    def park(self):
        self.sandbox.fault("rekognition", "status", times=100, status=403)
        job = self.accept(self.upload("parked.png", (1, 2, 3)))["job"]
        self.assertEqual(self.outcome(job)["state"], "parked")
        self.sandbox.clear_faults()
        return job

    def test_the_commands_tell_what_the_api_tells(self):
        asset = self.upload()
        self.outcome(self.accept(asset)["job"])
        job = self.park()
        self.assertEqual(json.loads(self.run_it("queue", "list", "--json")), self.api("/api/v1/queue"))
        self.assertEqual(json.loads(self.run_it("queue", "show", str(job), "--json")), self.api(f"/api/v1/queue/{job}"))
        self.assertEqual([json.loads(self.run_it("ledger", "show", asset["uid"], "--json"))],
                         self.api(f"/api/v1/assets/{asset['uid']}")["assets"])
        table = self.run_it("ledger", "show", asset["uid"])
        for tag in case.FOUND:
            self.assertRegex(table, rf"(?m)^{tag} +{tag} +\d+\.\d ")

    def test_what_is_parked_is_tried_again_by_the_running_server(self):
        job = self.park()
        self.assertEqual(json.loads(self.run_it("queue", "retry", str(job), "--json")), {"changed": 1})
        stage.wait_for(lambda: json.loads(self.run_it("queue", "show", str(job), "--json"))["state"] == "done",
                       60 * case.SLOWNESS, "the end of the job that is tried again")

    def test_what_is_dropped_stays_on_record(self):
        job = self.park()
        self.assertIn("--yes", case.stacktag(self.environment, "queue", "drop", str(job)).stderr)
        self.run_it("queue", "drop", "--yes", str(job))
        view = json.loads(self.run_it("queue", "show", str(job), "--json"))
        self.assertEqual((view["state"], view["reason"], len(view["history"])), ("done", "dropped", 1))

    def test_top_prints_once(self):
        self.outcome(self.accept(self.upload())["job"])
        text = self.run_it("top", "--once", "--url", self.server.url)
        self.assertRegex(text, r"(?m)^tagged +tags_added +1$")
        self.environment.pop("STACKTAG_API_TOKEN")
        self.assertEqual(self.run_it("top", "--once", "--url", self.server.url, code=2), "")

    def test_top_fills_the_screen_and_gives_it_back(self):
        ours, theirs = case.terminal()
        self.addCleanup(os.close, ours)
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 8, 30, 0, 0))
        process = subprocess.Popen([case.BINARIES / "stacktag", "top", "--interval", "0.5", "--url", self.server.url],
                                   env=self.environment, stdin=theirs, stdout=theirs, stderr=theirs)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        os.close(theirs)
        seen = b""
        while seen.count(b"\x1b[H") < 3:  # three times in the same place
            seen += os.read(ours, 65536)
        process.send_signal(signal.SIGINT)
        try:
            while more := os.read(ours, 65536):
                seen += more
        except OSError:
            pass  # so ends a terminal
        self.assertEqual(process.wait(10 * case.SLOWNESS), 130)
        self.assertTrue(seen.startswith(b"\x1b[?1049h"), seen)
        self.assertTrue(seen.endswith(b"\x1b[?1049l"), seen)
        screen = seen.split(b"\x1b[H")[2].split(b"\x1b[J")[0].decode().replace("\x1b[K", "").replace("\r", "").split("\n")
        self.assertEqual(len(screen), 8)
        self.assertLessEqual(max(map(len, screen)), 30)
        self.assertIn("0 waiting, 0 running, 0 parked", screen)


if __name__ == "__main__":
    unittest.main()
