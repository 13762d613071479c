# SPDX-License-Identifier: Apache-2.0
"""The real programs follow a stacktag.toml, and say what is wrong with one."""

import pathlib
import subprocess
import tempfile
import unittest

import case
import stage

RULES = """
[tags]
case = "lower"
parents = "none"
[rename]
Field = "Meadow"
[alt_text]
write = true
[[rule]]
name = "logos"
file = "logo*"
skip = true
"""


class RulesCase(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="stacktag-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def write(self, name, text):
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    def run_in_folder(self, environment, *words):
        return subprocess.run([str(case.BINARIES / "stacktag"), *words], env=environment, cwd=self.folder,
                              capture_output=True, text=True, timeout=60, check=False)


class WithASandbox(RulesCase):
    def setUp(self):
        super().setUp()
        self.sandbox = case.start_sandbox()
        self.addCleanup(self.sandbox.close)

    def start_function(self, **environment):
        function = case.start_function(self.sandbox, **environment)
        self.addCleanup(function.close)
        return function

    def test_the_function_follows_the_file_beside_its_code(self):
        self.write("stacktag.toml", RULES)
        self.start_function(LAMBDA_TASK_ROOT=str(self.folder))
        asset = self.sandbox.upload("a.png", case.PICTURE, "image/png", tags=["homepage"])
        answer = case.post(self.sandbox, case.event_of(asset))
        self.assertEqual(answer.body["tags"], ["homepage", "horse", "Meadow"])
        now = self.sandbox.asset(asset["uid"])
        self.assertEqual((now["tags"], now["description"], now["_version"]),
                         (["homepage", "horse", "Meadow"], "A horse in a field.", 2))
        logo = self.sandbox.upload("logo.png", case.PICTURE, "image/png")
        self.assertEqual(case.post(self.sandbox, case.event_of(logo)).body["reason"], "skipped_by_rule")

    def test_the_command_line_follows_the_file_in_its_folder(self):
        self.write("stacktag.toml", RULES)
        self.write("a.png", "")
        (self.folder / "a.png").write_bytes(case.PICTURE)
        done = self.run_in_folder(self.sandbox.environment(), "tag", "--explain", "a.png")
        self.assertEqual((done.returncode, done.stderr), (0, ""), done)
        lines = [line.split() for line in done.stdout.splitlines()]
        self.assertIn(["Horse", "97.5", "-", "horse", "renamed"], lines)
        self.assertIn("(tags.parents = \"none\")", done.stdout)
        self.assertIn("it is called \"Meadow\" here (rename)", done.stdout)

    def test_the_stacks_own_words_are_taken(self):
        self.sandbox.upload("b.png", case.PICTURE, "image/png", tags=["horses", "grass"])
        path = self.write("own.toml", 'vocabulary = {mode = "only", source = "stack"}')
        self.start_function(STACKTAG_CONFIG=path)
        asset = self.sandbox.upload("a.png", case.PICTURE, "image/png")
        self.assertEqual(case.post(self.sandbox, case.event_of(asset)).body["tags"], ["horses"])

    def test_a_file_with_mistakes_stops_the_start(self):
        path = self.write("wrong.toml", "tags.max = 0\n[tagz]\n")
        program = stage.Program([str(case.BINARIES / "bootstrap")],
                                {**self.sandbox.environment(STACKTAG_CONFIG=path),
                                 "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{self.sandbox.port}"})
        program.process.wait(30)
        program.stop()
        told = "\n".join(program.lines)
        self.assertIn("wrong.toml:1:12: max must be", told)
        self.assertIn("wrong.toml:2:2: there is no key \\\"tagz\\\"; did you mean", told)


class Check(RulesCase):
    def check(self, text):
        return self.run_in_folder(stage.clean_environment(), "rules", "check", self.write("r.toml", text))

    def test_says_what_it_read(self):
        done = self.check(RULES)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn("r.toml: no mistakes\n", done.stdout)
        self.assertIn("rule logos: skips\n", done.stdout)

    def test_tells_every_mistake_with_its_place(self):
        done = self.check("tags.max = 0\nvocabulary.mode = \"x\"\n")
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        places = [line.rsplit("r.toml:", 1)[1].split(": ")[0] for line in done.stderr.splitlines()]
        self.assertEqual(places, ["1:12", "2:19"])

    def test_a_file_that_is_not_there_is_a_mistake(self):
        done = self.run_in_folder(stage.clean_environment(), "rules", "check", "nowhere.toml")
        self.assertEqual((done.returncode, done.stderr), (2, "nowhere.toml: there is no such file\n"))


if __name__ == "__main__":
    unittest.main()
