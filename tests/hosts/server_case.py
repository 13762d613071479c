# SPDX-License-Identifier: Apache-2.0
"""What the tests of `stacktag serve` share: the server on a stage of its own."""

import pathlib
import tempfile
import unittest

import case
import stage


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
