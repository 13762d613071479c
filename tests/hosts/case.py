# SPDX-License-Identifier: Apache-2.0
"""What the host tests share: the real programs on a stage of their own, and what to ask of an answer."""

import collections
import datetime
import json
import os
import pathlib
import subprocess
import unittest

import stage

ROOT = pathlib.Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests" / "golden"
BINARIES = pathlib.Path(os.environ.get("STACKTAG_BINARIES", ROOT / "build" / "release"))
# How many times longer than usual things may take: programs under a sanitizer are slow.
SLOWNESS = int(os.environ.get("STACKTAG_SLOWNESS", "1"))

# What the engine "fixed" of the sandbox finds in every picture.
FOUND = ["Horse", "Animal", "Field"]
# The product's own pace would only make the tests slow; what it does about a limit has tests of its own.
QUICK = {"STACKTAG_CONTENTSTACK_READS_PER_SECOND": "1000", "STACKTAG_CONTENTSTACK_WRITES_PER_SECOND": "1000"}
PICTURE = stage.png(100, 80)

Answer = collections.namedtuple("Answer", "status body headers")


def start_sandbox(*options, **secrets):
    return stage.Sandbox(BINARIES, "--engine", "fixed", "--rate-limit", "0", *options, **secrets)


def start_function(sandbox, **environment):
    return stage.LambdaFunction(BINARIES, sandbox, **{**QUICK, **environment})


def terminal():
    """Both ends of a pseudo-terminal, ours first. A root folder without /dev/pts has none."""
    try:
        return os.openpty()
    except OSError as error:
        raise unittest.SkipTest(f"no pseudo-terminals here: {error}") from error


def utc(seconds_from_now=0):
    time = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds_from_now)
    return time.strftime("%Y-%m-%dT%H:%M:%S.") + f"{time.microsecond // 1000:03}Z"


def event_of(asset, event="create", **changes):
    """The webhook body of an event of the asset."""
    body = {"triggered_at": utc(), "module": "asset", "api_key": stage.API_KEY, "event": event,
            "data": {"asset": asset, "branch": {"uid": "main", "source": "", "alias": []}}}
    body.update(changes)
    return body


def post(sandbox, body, entry="/apigw/v1/webhook", headers=(stage.WEBHOOK_HEADER,)):
    """One delivery to the function; the answer's body is read as JSON where it is some."""
    status, got, text = stage.http("POST", sandbox.url + entry, body, dict(headers))
    try:
        return Answer(status, json.loads(text), got)
    except ValueError:
        return Answer(status, text, got)


def invoke(sandbox, event):
    """One event of any form, straight into the function."""
    payload = event if isinstance(event, (bytes, dict)) else str(event).encode()
    return post(sandbox, payload, "/lambda/invoke", {})


def stacktag(environment, *words, text=None, seconds=60):
    """The command line program."""
    return subprocess.run([str(BINARIES / "stacktag"), *words], env={**environment, **QUICK}, input=text,
                          capture_output=True, text=True, timeout=seconds, check=False)


def line_of(function, answer):
    """The one log line of the event that was answered so."""
    wanted = answer.body["requestId"]
    return stage.wait_for(lambda: next((line for line in function.program.events()
                                        if line["requestId"] == wanted), None), what="the log line")


class Meter:
    """What the sandbox has counted since this was made."""

    def __init__(self, sandbox):
        self._sandbox = sandbox
        self._before = sandbox.counters()

    def __getitem__(self, name):
        return self._sandbox.counters()[name] - self._before[name]

    def spent(self):
        """Label calls, writes, reads of the asset store."""
        now = self._sandbox.counters()
        return tuple(now[name] - self._before[name] for name in ("label_calls", "cma_writes", "cma_reads"))


class HostCase(unittest.TestCase):
    """A sandbox and a function for all tests of the class."""

    SANDBOX = ()
    FUNCTION = {}

    @classmethod
    def setUpClass(cls):
        cls.sandbox = start_sandbox(*cls.SANDBOX)
        cls.addClassCleanup(cls.sandbox.close)
        cls.function = start_function(cls.sandbox, **cls.FUNCTION)
        cls.addClassCleanup(lambda: cls.function.close())

    def setUp(self):
        self.addCleanup(self.sandbox.clear_faults)

    def restart_function(self):
        """A fresh process that knows nothing of what was."""
        type(self).function.close()
        type(self).function = start_function(self.sandbox, **self.FUNCTION)

    def assert_ended(self, answer, status, outcome, reason):
        self.assertEqual((answer.status, answer.body["outcome"], answer.body["reason"]),
                         (status, outcome, reason), answer)
