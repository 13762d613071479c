# SPDX-License-Identifier: Apache-2.0
"""Under Contentstack's rate limit, with the pace that the product keeps by itself."""

import pathlib
import tempfile
import time
import unittest

import case
import stage

PICTURES = 12


class Pace(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with tempfile.TemporaryDirectory() as folder:
            for i in range(PICTURES):
                pathlib.Path(folder, f"{i}.png").write_bytes(case.PICTURE)
            cls.sandbox = stage.Sandbox(case.BINARIES, "--engine", "fixed", "--rate-limit", "10",
                                        "--images-count-as-reads", "--images", folder)
        cls.addClassCleanup(cls.sandbox.close)
        cls.function = stage.LambdaFunction(case.BINARIES, cls.sandbox)
        cls.addClassCleanup(cls.function.close)

    def fresh_second(self):
        """The limit counts by seconds of the clock; what the test itself has used is over then."""
        second = int(time.time())
        stage.wait_for(lambda: int(time.time()) > second, what="the next second")

    def test_a_burst_of_uploads_never_meets_the_limit_and_a_429_is_waited_out(self):
        assets = self.sandbox.cma("GET", "/assets")["assets"]
        self.assertEqual(len(assets), PICTURES)
        self.fresh_second()
        meter = case.Meter(self.sandbox)
        for asset in assets[1:]:
            answer = case.post(self.sandbox, case.event_of(asset))
            self.assertEqual((answer.status, answer.body["reason"]), (200, "tags_added"))
        self.assertEqual(meter["cma_429"], 0)
        self.assertEqual(meter.spent(), (PICTURES - 1,) * 3)
        self.fresh_second()
        self.sandbox.fault("cma", "status", status=429)
        answer = case.post(self.sandbox, case.event_of(assets[0]))
        self.assertEqual((answer.status, answer.body["reason"]), (200, "tags_added"))
        # Without a header that says how long, the second that was full is waited for.
        self.assertGreater(case.line_of(self.function, answer)["ms"]["latest"], 990)


if __name__ == "__main__":
    unittest.main()
