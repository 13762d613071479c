#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The Lambda upload holds what Lambda starts, and is the same bytes every time."""

import os
import pathlib
import subprocess
import sys
import tempfile
import time
import unittest
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
BOOTSTRAP = pathlib.Path(os.environ["STACKTAG_BINARIES"], "bootstrap")


def package(output, bootstrap=BOOTSTRAP):
    return subprocess.run([sys.executable, str(ROOT / "tools" / "package.py"), "--bootstrap", str(bootstrap), "--output",
                           str(output)], capture_output=True, text=True, check=False)


@unittest.skipUnless(b"/ld-linux-" not in BOOTSTRAP.read_bytes(),
                     "only the release preset links bootstrap statically")
class PackageTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.zip = pathlib.Path(self.folder.name, "index.zip")

    def test_it_is_the_same_bytes_every_time(self):
        self.assertEqual(package(self.zip).returncode, 0)
        first = self.zip.read_bytes()
        os.utime(BOOTSTRAP, (time.time(), time.time()))
        self.assertEqual(package(self.zip).returncode, 0)
        self.assertEqual(first, self.zip.read_bytes())

    def test_lambda_finds_an_executable_bootstrap_and_certificates(self):
        package(self.zip)
        with zipfile.ZipFile(self.zip) as archive:
            self.assertEqual(archive.namelist(), ["bootstrap", "share/cacert.pem", "LICENSE"])
            mode = archive.getinfo("bootstrap").external_attr >> 16
            self.assertEqual(mode & 0o777, 0o755)
            self.assertIn(b"BEGIN CERTIFICATE", archive.read("share/cacert.pem"))
            self.assertEqual(archive.read("bootstrap"), BOOTSTRAP.read_bytes())
        self.assertLess(self.zip.stat().st_size, 4_000_000, "design.md's goal")

    def test_the_program_runs_where_nothing_is(self):
        package(self.zip)
        root = pathlib.Path(self.folder.name, "root")
        with zipfile.ZipFile(self.zip) as archive:
            archive.extractall(root)
        program = root / "bootstrap"
        program.chmod(0o755)
        # No library path, no environment: a static program needs none of them.
        done = subprocess.run([str(program)], env={}, capture_output=True, text=True, check=False, timeout=20)
        self.assertEqual(done.returncode, 2)
        self.assertIn("runs inside AWS Lambda", done.stderr)

    def test_a_program_that_needs_libraries_is_refused(self):
        done = package(self.zip, "/bin/true")
        self.assertEqual(done.returncode, 1)
        self.assertIn("not a static program", done.stderr)
        self.assertFalse(self.zip.exists())


if __name__ == "__main__":
    unittest.main()
