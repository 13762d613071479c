#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""docs/sandbox.md names the flags, the control requests and the faults that stacktag-sandbox has; its examples run."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests" / "hosts"))
import stage  # noqa: E402

PAGE = (ROOT / "docs" / "sandbox.md").read_text(encoding="utf-8")
BINARIES = pathlib.Path(os.environ.get("STACKTAG_BINARIES", ROOT / "build" / "release"))


def section(title):
    return re.split(r"^## ", PAGE.split(f"\n## {title}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]


class Flags(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        done = subprocess.run([BINARIES / "stacktag-sandbox", "--help"], capture_output=True, text=True,
                              timeout=60, check=True)
        cls.help = done.stdout

    def test_are_those_of_the_program(self):
        on_page = re.findall(r"^\| `(--[\w-]+)`", section("Flags"), re.MULTILINE)
        self.assertEqual(sorted(on_page), sorted(re.findall(r"^  (?:-h,)?(--[\w-]+)", self.help, re.MULTILINE)))

    def test_have_the_defaults_of_the_program(self):
        on_page = dict(re.findall(r"^\| `(--[\w-]+)` \|.*\| `([^`]+)` \|$", section("Flags"), re.MULTILINE))
        of_program = dict(re.findall(r"^  (--[\w-]+) \w+(?::\w+)?=(\S+)", self.help, re.MULTILINE))
        of_program["--engine"] = re.search(r"--engine \S+ \[(\w+)\]", self.help).group(1)
        self.assertEqual(on_page, of_program)


class Control(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.sandbox = stage.Sandbox(BINARIES)

    @classmethod
    def tearDownClass(cls):
        cls.sandbox.close()

    def test_requests_are_those_of_the_program(self):
        on_page = re.findall(r"^\| `(\w+) /_sandbox/(\w+)`", section("Control"), re.MULTILINE)
        code = (ROOT / "sandbox" / "control" / "control.cpp").read_text(encoding="utf-8")
        self.assertEqual(sorted(on_page), sorted(re.findall(r'what == "(\w+) (\w+)"', code)))

    def test_kinds_of_faults_are_taken(self):
        kinds = re.findall(r"`(\w+)`", re.sub(r"\([^)]*\)", "", section("Control").split("Kinds:")[1]
                                              .split(". It comes")[0]))
        code = (ROOT / "sandbox" / "control" / "faults.cpp").read_text(encoding="utf-8")
        self.assertEqual(sorted(kinds), sorted(re.findall(r'"(\w+)"', code.split("k_kinds{")[1].split("}")[0])))
        for kind in kinds:
            self.sandbox.fault("keys", kind)
        self.sandbox.clear_faults()

    def test_services_are_those_of_the_program(self):
        services = re.findall(r"`(\w+)`", section("Control").split("Services:")[1].split(". Kinds")[0])
        code = (ROOT / "sandbox" / "control" / "faults.cpp").read_text(encoding="utf-8")
        returned = code.split("std::string service_of")[1].split("\n}\n")[0]
        of_program = set(re.findall(r'return "(\w+)"', returned)) | {"secrets"}
        self.assertEqual(set(services), of_program)


class Examples(unittest.TestCase):
    @unittest.skipUnless(shutil.which("curl"), "there is no curl here")
    def test_run(self):
        script = section("Examples").split("```sh\n")[1].split("```")[0]
        # A free port, told by the ready file, for the one that the page writes.
        start = "build/release/stacktag-sandbox --port 8080"
        self.assertIn(start, script)
        script = script.replace(start, f"'{BINARIES}/stacktag-sandbox' --port 0 --ready-file port")
        self.assertIn("sleep 1;", script)
        script = script.replace("sleep 1;", "until [ -s port ]; do :; done; PORT=$(cat port);")
        script = script.replace("127.0.0.1:8080", "127.0.0.1:$PORT").replace("curl -s", "curl -sS --noproxy '*'")
        with tempfile.TemporaryDirectory(prefix="stacktag-") as folder:
            pathlib.Path(folder, "photo.png").write_bytes(stage.png(100, 100))
            done = subprocess.run(["bash", "-c", script], cwd=folder, env=stage.clean_environment(),
                                  capture_output=True, text=True, timeout=60, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        decoder, text, answers = json.JSONDecoder(), done.stdout.replace("\n", ""), []
        while text:
            answer, end = decoder.raw_decode(text)
            answers.append(answer)
            text = text[end:]
        created, fault, state = answers
        self.assertEqual(created["asset"]["tags"], ["homepage"])
        self.assertEqual(fault, {})
        self.assertEqual(state["counters"]["cma_writes"], 1)


if __name__ == "__main__":
    unittest.main()
