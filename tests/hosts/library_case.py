# SPDX-License-Identifier: Apache-2.0
"""What the tests of whole libraries share: many assets, brought fast, and what became of all of them."""

import concurrent.futures
import http.client
import json
import os
import pathlib
import signal
import subprocess
import tempfile
import unittest
import uuid

import case
import stage

# How many assets the library has; with fewer the same things are tried in less time.
ASSETS = int(os.environ.get("STACKTAG_LIBRARY_ASSETS", "1000"))


def colour_of(number):
    return (number % 251, number // 251 % 251, number // 63001 % 251)


def stock(sandbox, number_of_assets, tags_of=lambda i: (), picture_of=lambda i: i, connections=4):
    """Uploads so many pictures; gives their uids in the order in which they were made."""
    def bring(numbers):
        connection = http.client.HTTPConnection("127.0.0.1", sandbox.port, timeout=60)
        made = []
        for i in numbers:
            boundary = uuid.uuid4().hex
            picture = stage.png(80, 80, colour_of(picture_of(i)))
            tags = ",".join(tags_of(i))
            head = (f'--{boundary}\r\nContent-Disposition: form-data; name="asset[tags]"\r\n\r\n{tags}\r\n' if tags else "")
            body = (head + f'--{boundary}\r\nContent-Disposition: form-data; name="asset[upload]"; filename="p{i:06}.png"\r\n'
                    "Content-Type: image/png\r\n\r\n").encode() + picture + f"\r\n--{boundary}--\r\n".encode()
            connection.request("POST", "/v3/assets", body, {
                "api_key": stage.API_KEY, "authorization": sandbox.token,
                "Content-Type": f"multipart/form-data; boundary={boundary}"})
            made.append((i, json.loads(connection.getresponse().read())["asset"]["uid"]))
        connection.close()
        return made
    with concurrent.futures.ThreadPoolExecutor(connections) as pool:
        parts = pool.map(bring, [range(first, number_of_assets, connections) for first in range(connections)])
        return [uid for _, uid in sorted(one for part in parts for one in part)]


def assets_of(sandbox):
    """Every asset by its uid."""
    found = {}
    while True:
        page = sandbox.cma("GET", f"/assets?asc=created_at&limit=100&skip={len(found)}")["assets"]
        found.update((asset["uid"], asset) for asset in page)
        if len(page) < 100:
            return found


def read_plan(path):
    """The header, and each line by its asset."""
    lines = [json.loads(line) for line in pathlib.Path(path).read_text().splitlines()]
    return lines[0], {line["asset"]: line for line in lines[1:]}


class LibraryCase(unittest.TestCase):
    SANDBOX = ()

    @classmethod
    def setUpClass(cls):
        cls.sandbox = case.start_sandbox(*cls.SANDBOX)
        cls.addClassCleanup(cls.sandbox.close)

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="stacktag-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.addCleanup(self.sandbox.control, "POST", "reset")
        self.environment = self.sandbox.environment(
            STACKTAG_STORE=str(self.folder / "store.db"), STACKTAG_LABEL_CALLS_PER_SECOND="1000",
            STACKTAG_CONFIG=str(self.rules("")), **case.QUICK)

    def rules(self, text):
        path = self.folder / "stacktag.toml"
        path.write_text(text)
        return path

    def command(self, *words):
        return [str(case.BINARIES / "stacktag"), *words]

    def run_it(self, *words, code=0, **more):
        done = subprocess.run(self.command(*words), env={**self.environment, **more}, cwd=self.folder, input="",
                              capture_output=True, text=True, timeout=300 * case.SLOWNESS, check=False)
        self.assertEqual(done.returncode, code, done.stdout[-2000:] + done.stderr[-2000:])
        return done.stdout

    def run_json(self, *words, **more):
        return json.loads(self.run_it(*words, "--json", **more))

    def start(self, *words):
        return subprocess.Popen(self.command(*words), env=self.environment, cwd=self.folder, stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def break_off(self, process, how=signal.SIGINT):
        process.send_signal(how)
        output, _ = process.communicate(timeout=60 * case.SLOWNESS)
        return process.returncode, output
