#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""docs/configuration.md names every variable that the code reads, no other, and the values that it really takes."""

import json
import os
import pathlib
import re
import subprocess
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PAGE = ROOT / "docs" / "configuration.md"
LAYERS = ("base", "core", "platform", "adapters", "hosts")
BINARIES = pathlib.Path(os.environ.get("STACKTAG_BINARIES", ROOT / "build" / "release"))
# A name of a variable as a whole text in the code: with an underscore, or one of the few without a pattern.
NAME = re.compile(r'"([A-Z][A-Z0-9]+(?:_[A-Z0-9]+)+|HOME|https?_proxy|no_proxy)"')
# What SettingsReader says of the values that it checks against a range or a list.
CHECKED = re.compile(r"^(\w+) must be (?:((?:a number|a whole number) from \S+ to \S+|one of [^\"]+), not |(true or false)$)")


def rows():
    """(names, value, default) of each line of a table."""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| `") and len(cells) == 5:
            yield re.findall(r"`(\w+)`", cells[0]), cells[2], cells[3]


def names_in_code():
    found = set()
    for layer in LAYERS:
        for path in (ROOT / layer).rglob("*"):
            if path.suffix in (".h", ".cpp"):
                found.update(NAME.findall(path.read_text(encoding="utf-8")))
    return found


def run(command, environment, body=""):
    done = subprocess.run(command, input=body, env=environment, capture_output=True, text=True, timeout=60,
                          check=False)
    return done.stdout + done.stderr


def mistakes(environment):
    """Every mistake that the programs find in the environment."""
    told = run([BINARIES / "stacktag", "deliver", "-"], environment).splitlines()
    told += run([BINARIES / "stacktag", "serve"], environment).splitlines()
    # Nobody listens on port 9: the function says what is wrong in its log, and ends.
    log = run([BINARIES / "bootstrap"], {**environment, "AWS_LAMBDA_RUNTIME_API": "127.0.0.1:9"})
    for line in log.splitlines():
        told += json.loads(line).get("mistakes", [])
    return {line.strip() for line in told}


class Page(unittest.TestCase):
    def test_names_what_the_code_reads_and_nothing_else(self):
        on_page = [name for names, _, _ in rows() for name in names]
        self.assertEqual(len(on_page), len(set(on_page)), "a name stands there twice")
        self.assertEqual(set(on_page), names_in_code())

    def test_tells_the_values_that_are_taken(self):
        wrong = {name: "wrong!" for names, _, _ in rows() for name in names}
        wrong["HOME"] = "/nonexistent"
        for name in ("STACKTAG_SECRET_ARN", *(n for n in wrong if n.lower().endswith("_proxy"))):
            del wrong[name]  # the secret would be asked for before anything else is read
        taken = {found[1]: found[2] or found[3] for found in map(CHECKED.match, mistakes(wrong)) if found}
        forms = re.compile(r"(a number|a whole number) from|one of|true or false")
        on_page = {name: value for names, value, _ in rows() for name in names if forms.match(value)}
        self.assertGreater(len(on_page), 8)
        self.assertEqual(on_page, taken)

    def test_says_what_must_be_set(self):
        missing = {found.group(1) for found in (re.match(r"(\w+) is not set; it must hold", line)
                                                for line in mistakes({"HOME": "/nonexistent"})) if found}
        self.assertEqual({name for names, value, _ in rows() for name in names if "needed" in value}, missing)

    def test_defaults_are_values_that_are_taken(self):
        defaults = {name: default.strip("`") for names, value, default in rows() for name in names
                    if re.match(r"a number|a whole number|one of|true or false", value)
                    and default.startswith("`")}
        self.assertGreater(len(defaults), 8)
        told = "\n".join(mistakes({"HOME": "/nonexistent", **defaults}))
        for name in defaults:
            self.assertNotIn(f"{name} ", told)


if __name__ == "__main__":
    unittest.main()
