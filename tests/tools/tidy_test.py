#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""tools/tidy.py sees each breach of the house rules, and nothing where there is none."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
SPDX = "// SPDX-License-Identifier: Apache-2.0\n"
CLEAN = {"core/flow/tags.cpp": SPDX + '#include "stacktag/error.h"\nint main() { return 0; }\n',
         "base/stacktag/error.h": SPDX + "#pragma once\n", "platform/http/client.h": SPDX + "#pragma once\n",
         "adapters/sqlite/store.cpp": SPDX, "adapters/web_image/source.h": SPDX + "#pragma once\n"}

# (file, its text, what the rule says)
BREACHES = (
    ("core/flow/a.cpp", SPDX + '#include "http/client.h"\n', "layer core must not include http/"),
    ("adapters/sqlite/a.cpp", SPDX + '#include "web_image/source.h"\n', "never includes another adapter"),
    ("core/flow/a.cpp", SPDX + "auto now = std::chrono::steady_clock::now();\n", "core reads no clock"),
    ("core/flow/a.cpp", SPDX + "void f() { throw 1; }\n", "no exceptions in core"),
    ("platform/http/a.cpp", SPDX + "std::jthread worker;\n", "threads are born in hosts"),
    ("hosts/server/a.cpp", SPDX + "co_await read();\n", "no coroutines"),
    ("hosts/server/a.cpp", SPDX + "auto home = getenv(name);\n", "platform/environment only"),
    ("hosts/server/util.cpp", SPDX, "the name says nothing"),
    ("hosts/server/a.cpp", "int x;\n", "names the licence"),
    ("hosts/server/a.h", SPDX, "#pragma once"),
    ("hosts/server/a.cpp", SPDX + "// TODO: later\n", "finish it"),
    ("hosts/server/a.cpp", SPDX + "int x;  // NOLINT\n", "never switched off"),
    ("hosts/server/a.cpp", SPDX + "\n" * 400, "400 at most"),
    ("hosts/server/a.cpp", SPDX + "int f(int x) {\n" + "  ++x;\n" * 70 + "}\n", "70 at most"),
    ("hosts/server/a.cpp", SPDX + "int " + "x" * 100 + ";\n", "100 at most"),
    ("tests/core/a_test.cpp", SPDX + "MOCK_METHOD(int, f, ());\n", "written by hand"),
)


def tidy(files):
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            path = pathlib.Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
        return subprocess.run([sys.executable, str(ROOT / "tools" / "tidy.py"), "--root", folder],
                              capture_output=True, text=True, check=False)


class TidyTest(unittest.TestCase):
    def test_a_clean_tree_passes(self):
        done = tidy(CLEAN)
        self.assertEqual((done.returncode, done.stdout), (0, "tidy: no breach of the house rules\n"))

    def test_every_breach_is_seen(self):
        for name, text, rule in BREACHES:
            with self.subTest(rule=rule):
                done = tidy({**CLEAN, name: text})
                self.assertEqual(done.returncode, 1)
                self.assertRegex(done.stdout, f"(?m)^{name}:\\d+: .*{rule}")


if __name__ == "__main__":
    unittest.main()
