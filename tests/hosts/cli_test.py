# SPDX-License-Identifier: Apache-2.0
"""The command line program, by what a user types and sees."""

import json
import pathlib
import re
import signal
import subprocess
import tempfile
import unittest

import case
import stage

VERSION = (case.ROOT / "VERSION").read_text().strip()
WELL, FAILED, MISTAKEN, REJECTED, INTERRUPTED = 0, 1, 2, 3, 130


class Words(unittest.TestCase):
    """What needs no service."""

    def run_it(self, *words, **environment):
        return case.stacktag({**stage.clean_environment(), **environment}, *words)

    def test_version(self):
        done = self.run_it("--version")
        self.assertEqual((done.stdout, done.stderr, done.returncode), (f"stacktag {VERSION}\n", "", WELL))

    def test_help_documents_the_exit_codes(self):
        done = self.run_it("--help")
        self.assertEqual((done.returncode, done.stderr), (WELL, ""))
        codes = re.search(r"Exit codes:\n((?:\s+\d+ .*\n)+)", done.stdout)[1]
        self.assertEqual([int(code) for code in re.findall(r"^\s+(\d+)", codes, re.M)],
                         [WELL, FAILED, MISTAKEN, REJECTED, INTERRUPTED])

    def test_mistakes_in_the_usage_are_one_clear_sentence(self):
        for words in ((), ("fly",), ("tag",), ("deliver",), ("tag", "--max-tags", "0", "a.png"), ("deliver", "--wide")):
            done = self.run_it(*words)
            with self.subTest(words=words):
                self.assertEqual((done.returncode, done.stdout), (MISTAKEN, ""))
                self.assertIn("--help", done.stderr)
                self.assertLessEqual(len(done.stderr.splitlines()), 3)

    def test_all_mistakes_in_the_configuration_at_once(self):
        done = self.run_it("deliver", "-", MAX_TAGS="0", MIN_CONFIDENCE="much", CONTENTSTACK_REGION="mars")
        self.assertEqual((done.returncode, done.stdout), (MISTAKEN, ""))
        for name in ("CONTENTSTACK_STACK_API_KEY", "CONTENTSTACK_STACK_MANAGEMENT_TOKEN", "REKOGNITION_AWS_REGION",
                     "CONTENTSTACK_REGION", "MAX_TAGS", "MIN_CONFIDENCE"):
            self.assertIn(name, done.stderr)


class OnSandbox(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.sandbox = case.start_sandbox()
        cls.addClassCleanup(cls.sandbox.close)
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.png = cls.write("a.png", case.PICTURE)
        cls.gif = cls.write("b.gif", stage.gif(120, 90))
        cls.small = cls.write("small.png", stage.png(20, 20))

    def setUp(self):
        self.addCleanup(self.sandbox.clear_faults)

    @classmethod
    def write(cls, name, content):
        path = cls.folder / name
        path.write_bytes(content)
        return str(path)

    def run_it(self, *words, text=None, **environment):
        return case.stacktag(self.sandbox.environment(**environment), *words, text=text)


class Tag(OnSandbox):
    def test_table(self):
        meter = case.Meter(self.sandbox)
        done = self.run_it("tag", self.png, self.gif)
        self.assertEqual((done.returncode, done.stderr), (WELL, ""))
        head, *rows = done.stdout.splitlines()
        self.assertRegex(head, r"^PICTURE +TAGS, WITH CONFIDENCE IN PERCENT$")
        self.assertEqual([row.split(maxsplit=1) for row in rows],
                         [[path, "Horse 97.5, Animal 97.5, Field 88.2"] for path in (self.png, self.gif)])
        self.assertEqual(len({row.index("Horse") for row in rows} | {head.index("TAGS")}), 1)
        self.assertEqual(meter.spent(), (2, 0, 0))

    def test_json_has_every_label_and_the_chosen_tags(self):
        done = self.run_it("tag", "--json", "--max-tags", "1", "--min-confidence", "90", self.png)
        self.assertEqual((done.returncode, done.stderr), (WELL, ""))
        told = json.loads(done.stdout)
        self.assertEqual((told["picture"], told["engine"], told["tags"]), (self.png, "rekognition", ["Horse"]))
        self.assertEqual(told["labels"][0], {"name": "Horse", "feature": "labels", "confidence": 97.5, "parents": ["Animal"], "aliases": [],
                                             "categories": ["Animals and Pets"], "instances": []})

    def test_contentstack_settings_are_not_needed(self):
        done = self.run_it("tag", self.png, CONTENTSTACK_STACK_API_KEY=None, CONTENTSTACK_STACK_MANAGEMENT_TOKEN=None)
        self.assertEqual(done.returncode, WELL)

    def test_the_engine_of_this_machine_needs_no_service(self):
        meter = case.Meter(self.sandbox)
        nothing = {"REKOGNITION_AWS_ID": None, "REKOGNITION_AWS_SECRET": None, "REKOGNITION_AWS_REGION": None}
        asked = self.run_it("tag", "--json", "--engine", "local", self.png)
        by_itself = self.run_it("tag", "--json", self.png, **nothing)
        self.assertEqual((asked.returncode, by_itself.returncode, asked.stderr), (WELL, WELL, ""))
        self.assertIn("no AWS credentials", by_itself.stderr)
        self.assertEqual(asked.stdout, by_itself.stdout)
        self.assertNotEqual(json.loads(asked.stdout)["tags"], [])
        self.assertEqual(meter.spent(), (0, 0, 0))

    def test_one_bad_picture_does_not_stop_the_others_and_gives_the_exit_code(self):
        missing = str(self.folder / "missing.png")
        empty = self.folder / "empty"
        empty.mkdir()
        cases = ((self.small, REJECTED, "80 pixels"), (missing, FAILED, "no such file"),
                 (str(empty), FAILED, "folder"), ("http://example.com/a.png", REJECTED, "https"),
                 (self.write("text.png", b"text"), REJECTED, "no known image"))
        for bad, code, words in cases:
            with self.subTest(bad=bad):
                done = self.run_it("tag", bad, self.png)
                self.assertEqual(done.returncode, code)
                self.assertEqual(len(done.stdout.splitlines()), 2)
                (line,) = done.stderr.splitlines()
                self.assertTrue(line.startswith(f"stacktag: {bad}: "), line)
                self.assertIn(words, line)

    def test_json_tells_errors_in_its_lines(self):
        done = self.run_it("tag", "--json", self.small, self.png)
        bad, good = map(json.loads, done.stdout.splitlines())
        self.assertEqual((bad["picture"], bad["reason"], good["picture"]), (self.small, "too_small", self.png))
        self.assertEqual((done.returncode, done.stderr), (REJECTED, ""))

    def test_a_folder_by_several_jobs_in_order_with_the_boxes_drawn(self):
        folder = self.folder / "many"
        (folder / "deep").mkdir(parents=True)
        for number in range(12):
            (folder / f"{number:02}.png").write_bytes(case.PICTURE)
        (folder / "deep" / "last.gif").write_bytes(stage.gif(120, 90))
        out = self.folder / "drawn"
        done = self.run_it("tag", "--json", "--jobs", "4", "--annotate", str(out), str(folder))
        self.assertEqual((done.returncode, done.stderr), (WELL, ""))
        told = [json.loads(line)["picture"] for line in done.stdout.splitlines()]
        self.assertEqual(told, sorted(told))
        self.assertEqual(len(told), 13)
        self.assertEqual(sorted(path.name for path in out.iterdir()),
                         [*(f"{number:02}.jpg" for number in range(12)), "last.jpg"])
        for path in out.iterdir():
            self.assertTrue(path.read_bytes().startswith(b"\xFF\xD8\xFF"), path)

    def test_formats_that_the_service_does_not_take_are_prepared(self):
        done = self.run_it("tag", "--json", self.gif)
        self.assertEqual(json.loads(done.stdout)["tags"], case.FOUND)
        wrong = self.run_it("tag", self.gif, STACKTAG_IMAGE_SIDE="80")
        self.assertEqual((wrong.returncode, wrong.stdout), (MISTAKEN, ""))
        self.assertIn("STACKTAG_IMAGE_SIDE", wrong.stderr)

    def test_what_the_service_refuses(self):
        self.assertEqual(self.run_it("tag", self.png, REKOGNITION_AWS_SECRET="wrong").returncode, MISTAKEN)
        self.sandbox.fault("rekognition", "malformed")
        self.assertEqual(self.run_it("tag", self.png).returncode, FAILED)

    def test_ctrl_c(self):
        self.sandbox.fault("rekognition", "hang")
        env = {**self.sandbox.environment(), **case.QUICK}
        for jobs in ("1", "3"):
            with self.subTest(jobs=jobs), subprocess.Popen(
                    [str(case.BINARIES / "stacktag"), "tag", "--jobs", jobs, *[self.png] * 5], env=env,
                    stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
                # The table's head is printed before the first picture is looked at.
                self.assertTrue(process.stdout.readline().startswith(b"PICTURE"))
                process.send_signal(signal.SIGINT)
                self.assertEqual(process.wait(60), INTERRUPTED)
                self.assertEqual((process.stdout.read(), process.stderr.read()), (b"", b""))


class Deliver(OnSandbox):
    def event(self, **more):
        self.asset = self.sandbox.upload("a.png", case.PICTURE, **more)
        return json.dumps(case.event_of(self.asset))

    def tags(self):
        return self.sandbox.asset(self.asset["uid"])["tags"]

    def test_from_standard_input_and_from_a_file(self):
        done = self.run_it("deliver", "-", text=self.event(tags=["homepage"]))
        self.assertEqual((done.returncode, done.stderr), (WELL, ""))
        self.assertRegex(done.stdout, r"^tagged: tags_added\. ")
        self.assertIn("  added:   Horse, Animal, Field\n", done.stdout)
        self.assertEqual(self.tags(), ["homepage", *case.FOUND])
        path = self.write("event.json", self.event().encode())
        self.assertEqual(self.run_it("deliver", path).returncode, WELL)
        self.assertEqual(self.tags(), case.FOUND)

    def test_dry_run_shows_what_would_be_written_and_writes_nothing(self):
        text = self.event(tags=["homepage"])
        meter = case.Meter(self.sandbox)
        done = self.run_it("deliver", "--dry-run", "-", text=text)
        self.assertEqual((done.returncode, done.stderr), (WELL, ""))
        self.assertRegex(done.stdout, r"^unchanged: dry_run\. ")
        self.assertIn("  would be: homepage, Horse, Animal, Field\n", done.stdout)
        self.assertEqual(self.tags(), ["homepage"])
        self.assertEqual(meter.spent()[:2], (1, 0))

    def test_json_is_the_answer_that_contentstack_would_get(self):
        done = self.run_it("deliver", "--json", "-", text=self.event())
        answer = json.loads(done.stdout)
        self.assertEqual(list(answer), ["outcome", "reason", "asset", "version", "tags", "added", "requestId"])
        self.assertEqual((answer["outcome"], answer["asset"], answer["version"]), ("tagged", self.asset["uid"], 2))

    def test_exit_codes(self):
        good = self.event()
        self.assertEqual(self.run_it("deliver", "-", text=good).returncode, WELL)
        self.assertEqual(self.run_it("deliver", "-", text=good.replace('"create"', '"publish"')).returncode, WELL)
        self.assertEqual(self.run_it("deliver", "-", text="garbage").returncode, REJECTED)
        self.assertEqual(self.run_it("deliver", "-", text=good, REKOGNITION_AWS_SECRET="no").returncode, MISTAKEN)
        self.assertEqual(self.run_it("deliver", "-", text=good, MAX_TAGS="0").returncode, MISTAKEN)
        self.sandbox.fault("image", "status", status=404)
        self.assertEqual(self.run_it("deliver", "-", text=good).returncode, FAILED)
        missing = self.run_it("deliver", str(self.folder / "missing.json"))
        self.assertEqual((missing.returncode, missing.stdout), (MISTAKEN, ""))
        self.assertIn("no such file", missing.stderr)

    def test_another_engine(self):
        meter = case.Meter(self.sandbox)
        done = self.run_it("deliver", "--json", "--engine", "local", "-", text=self.event(), REKOGNITION_AWS_ID=None,
                           REKOGNITION_AWS_SECRET=None, REKOGNITION_AWS_REGION=None)
        self.assertEqual(json.loads(done.stdout)["reason"], "tags_added", done)
        self.assertEqual(meter["label_requests"], 0)

    def test_no_secret_is_printed(self):
        faults = (None, ("cma", {"status": 401}), ("image", {"status": 403}),
                  ("rekognition", {"status": 400, "body": '{"__type":"AccessDeniedException"}'}))
        for fault in faults:
            for words in (("deliver", "-"), ("deliver", "--json", "-"), ("deliver", "--check-auth", "-"),
                          ("tag", self.png)):
                text = self.event()
                if fault:
                    self.sandbox.fault(fault[0], "status", **fault[1])
                done = self.run_it(*words, text=text)
                self.sandbox.clear_faults()
                with self.subTest(fault=fault, words=words):
                    self.assertNotEqual(done.stdout + done.stderr, "")
                    for secret in (stage.TOKEN, stage.SECRET_KEY, stage.WEBHOOK_HEADER[1]):
                        self.assertNotIn(secret, done.stdout + done.stderr)

    def test_the_senders_proof_is_asked_for_only_where_wanted(self):
        text = self.event()
        header = ": ".join(stage.WEBHOOK_HEADER)
        refused = self.run_it("deliver", "--check-auth", "-", text=text)
        self.assertEqual(refused.returncode, REJECTED)
        self.assertIn("unauthenticated", refused.stdout)
        self.assertEqual(self.run_it("deliver", "--check-auth", "--header", header, "-", text=text).returncode, WELL)
        nothing = self.run_it("deliver", "--check-auth", "-", text=text, STACKTAG_WEBHOOK_HEADER=None)
        self.assertEqual(nothing.returncode, MISTAKEN)
        self.assertIn("has nothing to check", nothing.stderr)


if __name__ == "__main__":
    unittest.main()
