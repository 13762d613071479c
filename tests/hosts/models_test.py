#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`stacktag models` and STACKTAG_MODEL with the real program: a network comes from loopback, is tested, and tags."""

import json
import os
import pathlib
import resource
import signal
import subprocess
import tempfile
import threading
import unittest

import case
import stage
import tiny_network

WELL, FAILED, MISTAKEN, REJECTED, INTERRUPTED = 0, 1, 2, 3, 130
STACKTAG = str(case.BINARIES / "stacktag")


class Models(unittest.TestCase):
    def setUp(self):
        self.shop = tiny_network.Shop()
        self.addCleanup(self.shop.close)
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.models = self.folder / "models"
        self.red = self.folder / "red.png"
        self.red.write_bytes(tiny_network.plain(220, 20, 20))

    def environment(self, **more):
        found = {**stage.clean_environment(), "STACKTAG_MODELS_DIR": str(self.models), "STACKTAG_ENGINE": "local",
                 "STACKTAG_MODELS_URL": self.shop.url, "STACKTAG_WORDNET_DIR": "/nonexistent", **more}
        return {name: value for name, value in found.items() if value is not None}

    def run_it(self, *words, **more):
        return case.stacktag(self.environment(**more), *map(str, words))

    def start(self, *words, **options):
        return subprocess.Popen([STACKTAG, *words], env=self.environment(), stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True, **options)

    def tags(self, picture, model="tiny", **more):
        done = self.run_it("tag", "--json", picture, STACKTAG_MODEL=model, **more)
        self.assertEqual((done.returncode, done.stderr), (WELL, ""))
        return json.loads(done.stdout)

    def assert_refused(self, done, code, *words):
        self.assertEqual(done.returncode, code, done)
        for word in words:
            self.assertIn(word, done.stderr)

    def names_here(self):
        return sorted(path.name for path in self.models.iterdir() if not path.name.endswith(".lock"))


class Way(Models):
    def test_from_pull_to_tags_to_remove(self):
        self.shop.put("tiny", tiny_network.model())
        pulled = self.run_it("models", "pull", "tiny")
        self.assertEqual(pulled.returncode, WELL, pulled)
        self.assertIn("tiny: ready; use it with STACKTAG_ENGINE=local STACKTAG_MODEL=tiny\n", pulled.stdout)
        self.assertIn("model.onnx 0.0 of 0.0 MB\n", pulled.stderr)
        listed = self.run_it("models", "list").stdout
        self.assertRegex(listed, r"(?m)^tiny +ready +1 MB +Apache-2\.0 +three colours$")
        self.assertRegex(listed, r"(?m)^mobilenetv3-large-miil-21k +not here ")
        verified = self.run_it("models", "verify", "tiny")
        self.assertEqual((verified.returncode, verified.stderr), (WELL, ""))
        told = self.tags(self.red)
        self.assertIn("Tabby Cat", told["tags"])
        self.assertIn("Illustration", told["tags"])  # of the engine's own labels
        self.assertEqual(told["engine"], "local+network:tiny")
        self.assertRegex(told["model"], r"^stacktag-local-\d+\+[0-9a-f]{12}$")
        self.assertEqual(self.run_it("models", "remove", "tiny").returncode, WELL)
        self.assertEqual(self.names_here(), [])
        self.assert_refused(self.run_it("tag", self.red, STACKTAG_MODEL="tiny"), MISTAKEN, "STACKTAG_MODEL: ", "tiny")

    def test_a_folder_of_ones_own_needs_no_pull(self):
        own = self.folder / "own"
        own.mkdir()
        for name, content in tiny_network.model().items():
            (own / name).write_bytes(content)
        self.assertIn("Tabby Cat", self.tags(self.red, str(own))["tags"])
        # Also where no engine is named: without a network nobody would set STACKTAG_MODEL.
        self.assertIn("Tabby Cat", self.tags(self.red, str(own), STACKTAG_ENGINE=None)["tags"])
        self.assertEqual(self.run_it("models", "verify", own).returncode, WELL)
        (own / "labels.txt").write_bytes(b"dog\nhammer\nblue\n")
        self.assert_refused(self.run_it("tag", self.red, STACKTAG_MODEL=str(own)), REJECTED, "labels.txt", "SHA-256")
        self.assert_refused(self.run_it("models", "verify", own), REJECTED, "labels.txt")

    def test_ones_own_picture_becomes_the_test_of_ones_own_network(self):
        own = self.folder / "own"
        own.mkdir()
        files = tiny_network.model(golden=None, files=[{"name": "model.onnx"}, {"name": "labels.txt"}])
        for name in ("model.onnx", "labels.txt", "model.json"):
            (own / name).write_bytes(files[name])
        self.assert_refused(self.run_it("models", "verify", own), MISTAKEN, "no golden picture")
        words = ("models", "verify", own, "--picture", self.red, "--expect")
        self.assert_refused(self.run_it(*words, "Hammer"), MISTAKEN, "does not say Hammer")
        done = self.run_it(*words, "Tabby Cat")
        self.assertEqual(done.returncode, WELL, done)
        self.assertIn("says Tabby Cat of the picture, and has to go on saying so", done.stdout)
        self.assertIn("Tabby Cat", self.tags(self.red, str(own))["tags"])

    def test_parents_come_from_wordnet(self):
        words, above = ["entity", "animal", "cat", "tabby_cat"], "000"
        data, index = "", {}
        for word in words:
            offset = f"{len(data):08}"
            data += f"{offset} 05 n 01 {word} 0 {above} | what it means\n"
            above, index[word] = f"001 @ {offset} n 0000", f"{word} n 1 1 @ 1 0 {offset}  \n"
        (self.folder / "data.noun").write_text(data, encoding="ascii")
        (self.folder / "index.noun").write_text("".join(index[word] for word in sorted(index)), encoding="ascii")
        self.shop.put("tiny", tiny_network.model())
        self.assertEqual(self.run_it("models", "pull", "tiny", STACKTAG_WORDNET_DIR=str(self.folder)).returncode, WELL)
        labels = {label["name"]: label for label in self.tags(self.red)["labels"]}
        self.assertEqual(labels["Tabby Cat"]["parents"], ["Cat", "Animal"])
        self.assertGreater(labels["Animal"]["confidence"], 99)

    def test_what_nobody_has_published_is_learned_and_said(self):
        files = tiny_network.model()
        manifest = json.loads(files["model.json"])
        manifest["files"] = [{"name": "model.onnx"}, {"name": "labels.txt"}]
        del manifest["golden"]
        self.shop.put("tiny", {**files, "model.json": json.dumps(manifest).encode()})
        done = self.run_it("models", "pull", "tiny")
        self.assertEqual(done.returncode, WELL, done)
        self.assertIn("model.onnx: nobody has published its digest", done.stdout)
        self.assertIn("not that it is right", done.stdout)
        self.assertRegex(self.run_it("models", "list").stdout, r"(?m)^tiny +ready, learned ")
        (self.models / "tiny" / "model.onnx").write_bytes(tiny_network.UNTRAINED)
        self.assert_refused(self.run_it("models", "verify", "tiny"), REJECTED, "model.onnx", "SHA-256")

    def test_a_picture_of_the_users_confirms_or_contradicts(self):
        self.shop.put("tiny", tiny_network.model())
        wrong = self.run_it("models", "pull", "tiny", "--picture", self.red, "--expect", "Hammer")
        self.assert_refused(wrong, MISTAKEN, "does not say Hammer of the picture, but Tabby Cat")
        done = self.run_it("models", "pull", "tiny", "--picture", self.red, "--expect", "tabby cat")
        self.assertEqual(done.returncode, WELL, done)
        self.assertRegex(self.run_it("models", "list").stdout, r"(?m)^tiny +ready, confirmed ")

    def test_an_event_is_tagged_by_it(self):
        self.shop.put("tiny", tiny_network.model())
        self.assertEqual(self.run_it("models", "pull", "tiny").returncode, WELL)
        sandbox = case.start_sandbox()
        self.addCleanup(sandbox.close)
        asset = sandbox.upload("a.png", self.red.read_bytes())
        environment = sandbox.environment(STACKTAG_MODELS_DIR=str(self.models), STACKTAG_MODEL="tiny")
        done = case.stacktag(environment, "deliver", "--engine", "local", "-", text=json.dumps(case.event_of(asset)))
        self.assertEqual(done.returncode, WELL, done)
        self.assertIn("Tabby Cat", sandbox.asset(asset["uid"])["tags"])


class Interrupted(Models):
    def test_a_broken_connection_is_taken_up_again(self):
        self.shop.put("tiny", tiny_network.model())
        self.shop.cut["/tiny/model.onnx"] = 100
        done = self.run_it("models", "pull", "tiny")
        self.assertEqual(done.returncode, WELL, done)
        self.assertIn(("/tiny/model.onnx", "bytes=100-"), self.shop.asked)

    def test_ctrl_c_and_the_same_command_again(self):
        self.shop.put("tiny", tiny_network.model())
        half, go_on = threading.Event(), threading.Event()
        self.addCleanup(go_on.set)
        self.shop.held["/tiny/model.onnx"] = (half, go_on)
        part = self.models / "tiny.partial" / "model.onnx.part"
        with self.start("models", "pull", "tiny") as process:
            self.assertTrue(half.wait(30))
            stage.wait_for(lambda: part.exists() and part.stat().st_size, what="the first half")
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=60)
        self.assertEqual((process.returncode, out), (INTERRUPTED, ""))
        self.assertIn("interrupted; what has come stays", err)
        self.assertEqual(self.names_here(), ["tiny.partial"])
        size = part.stat().st_size
        self.assertEqual(self.run_it("models", "pull", "tiny").returncode, WELL)
        self.assertIn(("/tiny/model.onnx", f"bytes={size}-"), self.shop.asked)
        self.assertEqual(self.names_here(), ["tiny"])

    def test_two_at_the_same_time(self):
        self.shop.put("tiny", tiny_network.model())
        half, go_on = threading.Event(), threading.Event()
        self.addCleanup(go_on.set)
        self.shop.held["/tiny/model.onnx"] = (half, go_on)
        with self.start("models", "pull", "tiny") as process:
            self.assertTrue(half.wait(30))
            for words in (("pull", "tiny"), ("remove", "tiny")):
                self.assert_refused(self.run_it("models", *words), FAILED, "another stacktag is at work")
            go_on.set()
            process.communicate(timeout=60)
        self.assertEqual(process.returncode, WELL)
        again = self.run_it("models", "pull", "tiny")
        self.assertEqual((again.returncode, again.stdout), (WELL, "tiny: is here already; to bring it anew, remove it\n"))

    def test_a_full_disk(self):
        files = {**tiny_network.model(), "extra.bin": bytes(300_000)}
        manifest = json.loads(files["model.json"])
        manifest["files"].append({"name": "extra.bin"})
        self.shop.put("tiny", {**files, "model.json": json.dumps(manifest).encode()})

        def little_room():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, resource.RLIM_INFINITY))

        with self.start("models", "pull", "tiny", preexec_fn=little_room) as process:
            _, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, MISTAKEN, err)
        self.assertIn("extra.bin.part cannot be written: ", err)
        self.assertEqual(self.names_here(), ["tiny.partial"])
        self.assertEqual(self.run_it("models", "pull", "tiny").returncode, WELL)
        self.assertIn(("/tiny/extra.bin", "bytes=100000-"), self.shop.asked)


class Refused(Models):
    def test_a_wrong_file_is_thrown_away(self):
        files = tiny_network.model()
        self.shop.put("tiny", {**files, "model.onnx": b"not what the manifest means"})
        self.assert_refused(self.run_it("models", "pull", "tiny"), REJECTED, "model.onnx", "SHA-256")
        self.assertEqual(self.names_here(), ["tiny.partial"])
        self.shop.put("tiny", files)
        self.assertEqual(self.run_it("models", "pull", "tiny").returncode, WELL)

    def test_what_the_server_says(self):
        self.shop.put("tiny", tiny_network.model())
        for status, code in ((404, MISTAKEN), (403, MISTAKEN)):
            self.shop.status["/tiny/model.onnx"] = status
            self.assert_refused(self.run_it("models", "pull", "tiny"), code, f"status {status}",
                                f"{self.shop.url}/tiny/model.onnx")

    def test_without_a_network_it_is_said_what_to_do(self):
        files = tiny_network.model()
        self.shop.put("tiny", files)
        self.shop.status["/tiny/model.onnx"] = 404
        done = self.run_it("models", "pull", "tiny")
        self.assert_refused(done, MISTAKEN, "put it at ", "stacktag models verify tiny")
        place = self.models / "tiny.partial"
        self.assertIn(str(place / "model.onnx"), done.stderr)
        # By other means, as it was told; then nothing is asked of the network any more.
        for name, content in files.items():
            (place / name).write_bytes(content)
        self.assertEqual(self.run_it("models", "verify", "tiny", STACKTAG_MODELS_URL=None).returncode, WELL)
        self.assertEqual(self.names_here(), ["tiny"])

    def test_no_server_at_all(self):
        done = self.run_it("models", "pull", "tiny", STACKTAG_MODELS_URL="http://127.0.0.1:9")
        self.assert_refused(done, FAILED, "no connection", "http://127.0.0.1:9/tiny/model.json")

    def test_plain_http_from_elsewhere(self):
        done = self.run_it("models", "pull", "tiny", STACKTAG_MODELS_URL="http://192.0.2.1")
        self.assert_refused(done, REJECTED, "https only")

    def test_a_network_that_fails_its_own_test_or_has_none(self):
        for changes, words in (({"golden": {"picture": "golden.png", "labels": {"Hammer": 100}}}, "fails its own test"),
                               ({"golden": None, "files": [{"name": "model.onnx"}, {"name": "labels.txt"}]},
                                "looks untrained")):
            files = tiny_network.model(**changes)
            if changes["golden"] is None:
                files["model.onnx"] = tiny_network.UNTRAINED
            self.shop.put("tiny", files)
            with self.subTest(words):
                self.assert_refused(self.run_it("models", "pull", "tiny"), MISTAKEN, words, "stacktag models remove tiny")
                self.assertEqual(self.names_here(), ["tiny.partial"])
                self.assertEqual(self.run_it("models", "remove", "tiny").returncode, WELL)

    def test_every_mistake_of_a_manifest(self):
        self.shop.put("tiny", {"model.json": tiny_network.manifest({}, kind="wizard", licence=None)})
        self.assert_refused(self.run_it("models", "pull", "tiny"), MISTAKEN, "kind must be one of", "licence is missing",
                            "files must be a list")

    def test_names_that_are_none(self):
        for words in (("pull", "../up"), ("remove", "../up"), ("remove", "never"), ("verify", "never"),
                      ("pull", "https://models.example/..%2F/model.json")):
            with self.subTest(words):
                self.assertEqual(self.run_it("models", *words).returncode, MISTAKEN)
        unknown = self.run_it("models", "pull", "tiny", STACKTAG_MODELS_URL=None)
        self.assert_refused(unknown, MISTAKEN, "no model of this name is known")

    def test_the_manifest_of_another_model(self):
        self.shop.put("other", tiny_network.model())
        self.assert_refused(self.run_it("models", "pull", "other"), MISTAKEN, "of another model, tiny")

    def test_a_built_in_model_is_held_to_its_published_digest(self):
        self.shop.put("squeezenet-1k", {"model.onnx": bytes(1000), "synset.txt": b"tench\n"})
        done = self.run_it("models", "pull", "squeezenet-1k")
        self.assert_refused(done, REJECTED, "model.onnx is not the file that is meant", "4956208")


class Terminal(Models):
    def test_a_bar_on_a_terminal(self):
        self.shop.put("tiny", tiny_network.model())
        ours, theirs = case.terminal()
        self.addCleanup(os.close, ours)
        done = subprocess.run([STACKTAG, "models", "pull", "tiny"], env=self.environment(), stdout=subprocess.PIPE,
                              stderr=theirs, timeout=60, check=False)
        os.close(theirs)
        self.assertEqual(done.returncode, WELL)
        self.assertIn(b"\rmodel.onnx [########################] 0.0 of 0.0 MB", os.read(ours, 65536))


if __name__ == "__main__":
    unittest.main()
