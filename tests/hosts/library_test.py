#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`stacktag plan`, `apply`, `backfill` and `undo` on a library that is there already."""

import base64
import json
import random
import re
import signal
import time
import unittest

import case
import stage
from library_case import ASSETS, LibraryCase, assets_of, read_plan, stock

EDITORS = ("homepage", "2019")


def tags_of(number):
    """Every third asset has an editor's tags, every seventh also one that the engine will find."""
    return (EDITORS if number % 3 == 0 else ()) + (("horse",) if number % 7 == 0 else ())


def with_found(tags):
    """The tags as they are once the engine's are there: what is one to an editor is not added."""
    known = {tag.lower() for tag in tags}
    return list(tags) + [tag for tag in case.FOUND if tag.lower() not in known]


class WholeLibrary(LibraryCase):
    def test_is_planned_applied_and_taken_back(self):
        distinct = ASSETS // 2  # every picture is there twice
        uids = stock(self.sandbox, ASSETS, tags_of, picture_of=lambda i: i % distinct)
        before = assets_of(self.sandbox)
        meter = case.Meter(self.sandbox)
        told = self.run_json("plan", "--output", "a.jsonl")
        self.assertEqual(told["counts"]["assets"], ASSETS)
        self.assertEqual(told["counts"]["change"], ASSETS)
        self.assertEqual(meter["label_calls"], distinct, "every picture is looked at once")
        self.assertEqual(told["label_calls"], distinct)
        self.assertEqual(meter["cma_writes"], 0)

        # The same stack makes the same plan, and pays nothing.
        again = self.run_json("plan", "--output", "b.jsonl", "--jobs", "3")
        self.assertEqual((self.folder / "a.jsonl").read_bytes(), (self.folder / "b.jsonl").read_bytes())
        self.assertEqual(again["label_calls"], 0)
        self.assertEqual(meter["label_calls"], distinct)
        header, planned = read_plan(self.folder / "a.jsonl")
        self.assertEqual((header["kind"], header["stack"], header["counts"]["assets"]), ("tags", stage.API_KEY, ASSETS))
        self.assertEqual(list(planned), list(before), "in the order in which the assets were made")

        # What is planned is what happens, and to nothing else.
        left_out = set(uids[5::50])
        path = self.folder / "a.jsonl"
        kept = [line for line in path.read_text().splitlines() if json.loads(line).get("asset") not in left_out]
        path.write_text("\n".join(kept) + "\n")
        done = self.run_json("apply", "a.jsonl")
        after = assets_of(self.sandbox)
        for uid in uids:
            old, new = before[uid], after[uid]
            if uid in left_out:
                self.assertEqual(new, old)
                continue
            self.assertEqual(new["tags"], with_found(old["tags"]))
            self.assertEqual(new["tags"], planned[uid].get("kept", []) + planned[uid].get("added", []))
            self.assertEqual(new["_version"], old["_version"] + 1)
            self.assertEqual(new["url"], old["url"])
        self.assertEqual(done["reasons"], {"tags_added": ASSETS - len(left_out)})
        self.assertEqual(meter["cma_writes"], ASSETS - len(left_out))
        self.assertEqual(meter["label_calls"], distinct)

        # A second apply of the same plan has nothing left to do.
        again = self.run_json("apply", "a.jsonl")
        self.assertEqual((again["run"], again["assets"], again["writes"]), (done["run"], 0, 0))

        # People go on: one takes a tag of ours away and puts it back, one adds a tag, one drops one.
        confirmed, added, dropped = uids[0], uids[1], uids[2]
        for uid, *versions in ((confirmed, ["homepage"], with_found(before[confirmed]["tags"])),
                               (added, after[added]["tags"] + ["mine"]),
                               (dropped, [tag for tag in after[dropped]["tags"] if tag != "Field"])):
            for tags in versions:
                self.sandbox.control("POST", "editor", {"asset": uid, "tags": tags})
        people = assets_of(self.sandbox)
        undone = self.run_json("undo", "--run", done["run"])
        restored = assets_of(self.sandbox)
        for uid in uids:
            expected = before[uid]["tags"]
            if uid == confirmed:
                # It is theirs now, whatever of it was there when only they had it.
                expected = [tag for tag in people[uid]["tags"] if tag not in case.FOUND or tag in before[uid]["tags"]]
                self.assertGreaterEqual(set(restored[uid]["tags"]), set(expected))
                continue
            if uid == added:
                expected = expected + ["mine"]
            self.assertEqual(restored[uid]["tags"], expected, uid)
        self.assertEqual(restored[confirmed]["tags"], people[confirmed]["tags"], "what people confirmed stays")

        # What was taken back can be taken back itself.
        self.run_json("undo", "--run", undone["run"])
        back = assets_of(self.sandbox)
        for uid in uids[3:]:
            self.assertEqual(sorted(back[uid]["tags"]), sorted(after[uid]["tags"]), uid)
        self.assertEqual(meter["label_calls"], distinct)


class Interrupted(LibraryCase):
    def test_at_any_moment_it_comes_to_the_same_end(self):
        uids = stock(self.sandbox, ASSETS, tags_of)
        before = assets_of(self.sandbox)
        dice = random.Random(7)
        meter = case.Meter(self.sandbox)
        # A plan that is broken off costs nothing a second time.
        for _ in range(5):
            process = self.start("plan", "--output", "a.jsonl")
            time.sleep(dice.uniform(0.05, 0.4))
            self.break_off(process, dice.choice((signal.SIGINT, signal.SIGKILL)))
        self.run_it("plan", "--output", "a.jsonl")
        # But for the calls in flight at a kill, sixteen at most.
        self.assertLessEqual(meter["label_calls"], ASSETS + 5 * 16)
        calls = meter["label_calls"]
        interruptions = 0
        for _ in range(50):
            process = self.start("apply", "a.jsonl", "--limit", str(max(ASSETS // 50, 8)))
            time.sleep(dice.uniform(0.0, 0.12))
            code, output = self.break_off(process, dice.choice((signal.SIGINT, signal.SIGKILL, signal.SIGTERM)))
            self.assertIn(code, (0, 130, -signal.SIGKILL, -signal.SIGINT, -signal.SIGTERM), output)
            interruptions += code != 0
        self.assertGreater(interruptions, 10, "too few were interrupted in their work")
        self.run_it("apply", "a.jsonl")
        after = assets_of(self.sandbox)
        for uid in uids:
            self.assertEqual(after[uid]["tags"], with_found(before[uid]["tags"]), uid)
        self.assertEqual(meter["label_calls"], calls)
        self.run_it("undo", "--since", "2020-01-01")
        for uid, asset in assets_of(self.sandbox).items():
            self.assertEqual(asset["tags"], before[uid]["tags"])


class Editors(LibraryCase):
    def test_who_write_at_the_same_time_lose_nothing(self):
        uids = stock(self.sandbox, 300, tags_of)
        self.run_it("plan", "--output", "a.jsonl")
        for number, uid in enumerate(uids):
            if number % 5 == 0:
                # Between our read and our write.
                self.sandbox.interfere(uid, [*tags_of(number), f"mine{number}"])
            elif number % 5 == 1:
                # After the plan.
                self.sandbox.control("POST", "editor", {"asset": uid, "tags": ["other"]})
        self.assertEqual(self.run_json("apply", "a.jsonl")["reasons"],
                         {"tags_added": 240, "changed_since_plan": 60})
        after = assets_of(self.sandbox)
        for number, uid in enumerate(uids):
            expected = {0: lambda n: [*tags_of(n), f"mine{n}"], 1: lambda n: ["other"]}.get(number % 5, tags_of)(number)
            if number % 5 != 1:
                expected = with_found(expected)
            self.assertEqual(set(after[uid]["tags"]), set(expected), number)

    def test_and_what_they_changed_is_planned_again_where_that_is_asked_for(self):
        uids = stock(self.sandbox, 20)
        self.run_it("plan", "--output", "a.jsonl")
        self.sandbox.control("POST", "editor", {"asset": uids[3], "tags": ["horse"]})
        self.sandbox.upload("new.png", stage.png(90, 90, (1, 2, 3)), replace=uids[4])
        self.sandbox.cma("DELETE", f"/assets/{uids[5]}")
        meter = case.Meter(self.sandbox)
        done = self.run_json("apply", "a.jsonl", "--changed", "replan")
        self.assertEqual(done["reasons"], {"tags_added": 19, "asset_gone": 1})
        self.assertEqual(self.sandbox.asset(uids[3])["tags"], ["horse", "Animal", "Field"])
        self.assertEqual(meter["label_calls"], 1, "the new file alone has to be looked at")


class Choice(LibraryCase):
    def test_filters_narrow_the_plan(self):
        uids = stock(self.sandbox, 30, lambda i: ("x",) if i < 10 else ())
        self.sandbox.upload("notes.txt", b"no picture", "text/plain")
        folder = self.sandbox.cma("POST", "/assets/folders", {"asset": {"name": "f"}})["asset"]["uid"]
        for uid in uids[:4]:
            self.sandbox.cma("PUT", f"/assets/{uid}", {"asset": {"parent_uid": folder}})
        for words, count in ((["--untagged"], 20), (["--folder", folder], 4), (["--folder", "cs_root"], 26),
                             (["--filename", "p00000?.png"], 10), (["--content-type", "image/jp*"], 0),
                             (["--query", '{"tags":"x"}'], 10), (["--limit", "7"], 7), (["--since", "2100-01-01"], 0),
                             (["--rules-changed"], 0), ([], 30)):
            with self.subTest(words=words):
                told = self.run_json("plan", "--estimate", *words)
                self.assertEqual(told["counts"]["assets"], count)
                self.assertEqual(told["label_calls_more"], count)
                self.assertAlmostEqual(told["dollars_more"], count * 0.001)
        self.assertFalse((self.folder / "stacktag-plan.jsonl").exists(), "an estimate is no plan")

    def test_what_is_not_known_is_not_paid_for_where_nothing_may_be(self):
        stock(self.sandbox, 10)
        self.run_it("plan", "--limit", "4")
        told = self.run_json("plan", "--no-label")
        self.assertEqual((told["counts"]["change"], told["counts"]["unlabelled"], told["label_calls"]), (4, 6, 0))
        told = self.run_json("plan", "--max-cost", "0.003", "--jobs", "1")
        self.assertEqual((told["counts"]["change"], told["counts"]["unlabelled"], told["label_calls"]), (7, 3, 3))
        _, planned = read_plan(self.folder / "stacktag-plan.jsonl")
        self.assertEqual([line["end"] for line in planned.values()], ["change"] * 7 + ["unlabelled"] * 3)

    def test_other_rules_plan_what_they_change(self):
        stock(self.sandbox, 5)
        self.run_it("plan")
        self.run_it("apply", "stacktag-plan.jsonl")
        self.rules('[tags]\nmerge = "replace-machine"\nblock = ["Field"]\n[vocabulary]\nmode = "only"\nwords = ["Horse", "Sky"]\n')
        told = self.run_json("plan", "--rules-changed", "--output", "b.jsonl")
        self.assertEqual((told["counts"]["change"], told["counts"]["tags_removed"], told["label_calls"]), (5, 10, 0))
        self.assertEqual(told["unlisted"], [{"name": "Animal", "assets": 5}])
        self.run_it("apply", "b.jsonl")
        self.assertTrue(all(asset["tags"] == ["Horse"] for asset in assets_of(self.sandbox).values()))
        self.assertEqual(self.run_json("plan", "--rules-changed")["counts"]["assets"], 0)
        # A plan is applied as what it is, however the rules have changed meanwhile.
        self.rules('[tags]\nmerge = "replace-machine"\n')
        self.run_it("plan", "--output", "c.jsonl")
        self.rules('[tags]\nmerge = "replace-machine"\nblock = ["Horse"]\n')
        self.run_it("apply", "c.jsonl")
        self.assertEqual(self.run_json("plan", "--rules-changed")["counts"]["change"], 5)

    def test_a_new_model_looks_again(self):
        uids = stock(self.sandbox, 4)
        self.run_it("backfill")
        meter = case.Meter(self.sandbox)
        told = self.run_json("plan", "--model-changed")
        self.assertEqual(told["counts"]["assets"], 0)
        self.assertEqual(meter["label_calls"], 1, "one picture tells which model is the one of now")
        self.assertEqual(len(uids), 4)


class Page(LibraryCase):
    def test_holds_the_plan_and_asks_nobody_for_anything(self):
        uids = stock(self.sandbox, 5, lambda i: ("</script><b>",))
        self.run_it("plan", "--html", "plan.html", "--max-cost", "0.004", "--jobs", "1")
        page = (self.folder / "plan.html").read_text()
        self.assertNotRegex(page, r"https?://|//[a-z]+[.]|@PLAN@")
        self.assertFalse((self.folder / "plan.html.part").exists())
        done = case.stacktag(self.environment, "plan", "--no-label", "--output", str(self.folder / "b.jsonl"), "--html", "/nonexistent/p.html")
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertIn("cannot be written", done.stderr)
        self.assertEqual(page.count("<script"), 2, "nothing of the data may begin or end one")
        shown = json.loads(re.search(r'<script type="application/json" id="plan">(.*?)</script>', page, re.DOTALL)[1])
        self.assertEqual(shown["header"]["counts"]["change"], 4)
        self.assertEqual(len(shown["assets"]), 4)
        for asset in shown["assets"]:
            self.assertIn(asset["asset"], uids)
            self.assertEqual((asset["kept"], asset["added"]), (["</script><b>"], case.FOUND))
            kind, picture = asset["thumbnail"].split(",", 1)
            self.assertEqual(kind, "data:image/jpeg;base64")
            self.assertTrue(base64.b64decode(picture).startswith(b"\xff\xd8"))


class Backfill(LibraryCase):
    def test_goes_on_where_it_stopped_and_is_taken_back_by_tag(self):
        uids = stock(self.sandbox, 200, tags_of)
        before = assets_of(self.sandbox)
        meter = case.Meter(self.sandbox)
        process = self.start("backfill")
        stage.wait_for(lambda: meter["cma_writes"] > 20, 30 * case.SLOWNESS, "the first writes")
        code, output = self.break_off(process)
        self.assertEqual(code, 130, output)
        self.assertIn("run it again", output)
        done = self.run_json("backfill")
        self.assertLess(done["writes"], 200)
        for uid, asset in assets_of(self.sandbox).items():
            self.assertEqual(asset["tags"], with_found(before[uid]["tags"]))
        runs = self.run_json("undo", "--list")
        self.assertEqual(len(runs), 2)
        self.assertEqual(sum(run["assets"] for run in runs), 200)
        self.run_it("undo", "--tag", "field", "--plan", "u.jsonl")
        header, planned = read_plan(self.folder / "u.jsonl")
        self.assertEqual((header["kind"], header["counts"]["change"]), ("undo", 200))
        self.assertTrue(all(line["removed"] == ["Field"] for line in planned.values()))
        self.run_it("apply", "u.jsonl")
        for uid, asset in assets_of(self.sandbox).items():
            self.assertEqual(asset["tags"], [tag for tag in with_found(before[uid]["tags"]) if tag != "Field"])
        self.run_it("undo", "--asset", uids[1])
        self.assertEqual(self.sandbox.asset(uids[1])["tags"], before[uids[1]]["tags"])


class Mistakes(LibraryCase):
    def test_are_told_with_what_to_do(self):
        for words, said in ((["apply", "none.jsonl"], "cannot be read"), (["undo"], "what to take back"),
                            (["plan", "--since", "yesterday"], "2026-01-31"), (["plan", "--query", "["], "JSON object"),
                            (["plan", "--output", "no/where.jsonl"], "cannot be written"),
                            (["plan", "--stack", "other"], "there is no other"), (["backfill", "--confirm"], "nobody to ask")):
            with self.subTest(words=words):
                done = case.stacktag({**self.environment}, *words)
                self.assertEqual(done.returncode, 2, done.stderr)
                self.assertIn(said, done.stderr)

    def test_a_plan_of_another_stack_or_spoilt_is_refused(self):
        stock(self.sandbox, 2)
        self.run_it("plan")
        path = self.folder / "stacktag-plan.jsonl"
        good = path.read_text()
        for spoil, said in ((lambda text: text.replace(stage.API_KEY, "bltother", 1), "not of"),
                            (lambda text: text.replace('"Horse"', '"Horse,Pony"', 1), "comma"),
                            (lambda text: text[:-20], "middle of a line"), (lambda text: "{}\n", "no plan")):
            path.write_text(spoil(good))
            done = case.stacktag(self.environment, "apply", str(path))
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertIn(said, done.stderr)
        self.assertEqual({asset["_version"] for asset in assets_of(self.sandbox).values()}, {1})

    def test_what_would_go_wrong_with_all_ends_the_run(self):
        stock(self.sandbox, 60)
        self.sandbox.fault("rekognition", "status", times=1000, status=403)
        meter = case.Meter(self.sandbox)
        done = case.stacktag(self.environment, "plan", "--output", str(self.folder / "a.jsonl"))
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertIn("stopped after", done.stderr)
        self.assertLess(meter["image_reads"], 60)
        self.assertFalse((self.folder / "a.jsonl").exists())
        self.sandbox.clear_faults()


class Beside(LibraryCase):
    def test_a_server_takes_the_writes_of_a_run_for_our_own(self):
        server = stage.Server(case.BINARIES, self.sandbox, str(self.folder), **case.QUICK)
        self.addCleanup(server.close)
        uids = stock(self.sandbox, 20)
        self.sandbox.create_webhook(f"{server.url}/webhook")
        self.run_it("backfill")
        stage.wait_for(lambda: len(server.outcomes()) >= len(uids), 60 * case.SLOWNESS, "the echoes of our writes")
        meter = case.Meter(self.sandbox)
        self.assertEqual({line["outcome"] for line in server.outcomes()}, {"skipped"})
        self.assertEqual(meter.spent(), (0, 0, 0))
        self.assertEqual({line["label_calls"] for line in server.outcomes()}, {0})


if __name__ == "__main__":
    unittest.main()
