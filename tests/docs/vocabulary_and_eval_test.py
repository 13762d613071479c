#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""docs/vocabulary-and-eval.md names the options that the two commands have, with their defaults, and a table that they take."""

import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests" / "hosts"))
import stage  # noqa: E402

PAGE = (ROOT / "docs" / "vocabulary-and-eval.md").read_text(encoding="utf-8")
BINARIES = pathlib.Path(os.environ.get("STACKTAG_BINARIES", ROOT / "build" / "release"))
OPTION = re.compile(r"^\| `(--[\w-]+)` \|.*\| (.+) \|$", re.MULTILINE)


def run(*words):
    return subprocess.run([BINARIES / "stacktag", *words], capture_output=True, text=True, timeout=60, check=False,
                          env=stage.clean_environment())


def section(title):
    return re.split(r"^## ", PAGE.split(title, 1)[1], maxsplit=1, flags=re.MULTILINE)[0]


class Page(unittest.TestCase):
    def test_options_are_those_of_the_commands(self):
        both = dict(OPTION.findall(section("# The house's words")))
        for command in ("vocabulary", "eval"):
            with self.subTest(command=command):
                text = run(command, "--help").stdout
                on_page = {**both, **dict(OPTION.findall(section(f"\n## stacktag {command}\n")))}
                self.assertEqual(sorted(on_page), sorted(re.findall(r"^  (?:-h,)?(--(?!help)[\w-]+)", text, re.MULTILINE)))
                defaults = dict(re.findall(r"^  (--[\w-]+) [^\n\[]*\[(\S+)\]", text, re.MULTILINE))
                self.assertTrue(defaults)
                self.assertEqual({name: on_page[name] for name in defaults},
                                 {name: f"`{value}`" for name, value in defaults.items()})

    def test_the_table_of_the_example_is_taken(self):
        table = re.search(r"^    (picture,tags\n(?:    .*\n)+)", PAGE, re.MULTILINE)[1].replace("\n    ", "\n")
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder, "tagged.csv")
            file.write_text(table)
            for name in ("beach.jpg", "one, two.png"):
                pathlib.Path(folder, name).write_bytes(stage.png(100, 80))
            done = run("eval", "--truth", str(file), "--engine", "local")
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertRegex(done.stdout, r"assets with tags of people's +2\n")


if __name__ == "__main__":
    unittest.main()
