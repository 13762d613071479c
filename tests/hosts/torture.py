# SPDX-License-Identifier: Apache-2.0
"""The server is killed at random moments while deliveries come and editors write: what must hold afterwards."""

import argparse
import json
import pathlib
import random
import sqlite3
import sys
import tempfile
import threading
import time

import case
import stage

WORKERS = 8
WAITING, RUNNING, DONE, PARKED = range(4)
# What may fail on the way, and passes: (service, kind, more).
FAULTS = (("cma", "status", {"status": 429}), ("cma", "status", {"status": 500}), ("cma", "reset", {}),
          ("image", "reset", {}), ("image", "status", {"status": 503}), ("image", "truncate", {}),
          ("rekognition", "status", {"status": 500}))


class Torture:
    def __init__(self, assets, kills, seed):
        self.dice = random.Random(seed)
        self.kills = kills
        self.folder = tempfile.TemporaryDirectory(prefix="stacktag-torture-")
        self.sandbox = case.start_sandbox("--latency-rekognition", "20", "--latency-cma", "3")
        self.server = None
        self.events = []
        self.accepted = set()
        self.expected = {}  # uid -> the tags of people that must be there at the end
        self.posting_done = threading.Event()
        self.answers = {}
        for number in range(assets):
            self._make_asset(number)

    def close(self):
        if self.server:
            self.server.close()
        self.sandbox.close()
        self.folder.cleanup()

    def _make_asset(self, number):
        picture = stage.png(100, 80, (number % 251, number // 251 % 251, 7))
        asset = self.sandbox.upload(f"{number}.png", picture, tags=[f"person-{number}"])
        self.expected[asset["uid"]] = {f"person-{number}"}
        self.events.append(case.event_of(asset))
        if number % 3 == 0:
            # An editor who writes between our reading and our writing.
            self.sandbox.interfere(asset["uid"], [f"person-{number}", f"late-{number}"])
            self.expected[asset["uid"]].add(f"late-{number}")

    def start(self):
        self.server = stage.Server(
            case.BINARIES, self.sandbox, self.folder.name, **case.QUICK,
            STACKTAG_WORKERS=str(WORKERS), STACKTAG_LABEL_CALLS_PER_SECOND="1000",
            STACKTAG_REQUESTS_PER_PEER_PER_SECOND="0")

    def post_all(self):
        """Every event until it is accepted, some of them again and again."""
        waiting = [event for event in self.events for _ in range(self.dice.choice((1, 1, 2, 3)))]
        self.dice.shuffle(waiting)
        while waiting:
            event = waiting.pop()
            try:
                status, body = self.server.post(event)
            except (OSError, ValueError):
                status, body = 0, None  # killed under way, or not there yet
            self.answers[status] = self.answers.get(status, 0) + 1
            if status == 202:
                self.accepted.add(body["asset"])
            else:
                waiting.insert(0, event)
                time.sleep(0.01)
        self.posting_done.set()

    def rows(self):
        database = sqlite3.connect(f"file:{self.folder.name}/store.db?mode=ro", uri=True, timeout=10)
        try:
            return database.execute("SELECT asset, event, state, reason FROM jobs").fetchall()
        finally:
            database.close()

    def still_busy(self):
        return any(state in (WAITING, RUNNING) for _, _, state, _ in self.rows())

    def run(self, say):
        self.start()
        poster = threading.Thread(target=self.post_all, daemon=True)
        poster.start()
        for kill in range(self.kills):
            service, kind, more = self.dice.choice(FAULTS)
            self.sandbox.fault(service, kind, self.dice.randint(1, 3), **more)
            time.sleep(self.dice.uniform(0.0, 0.7))
            self.server.kill()
            self.start()
            if (kill + 1) % 20 == 0:
                say(f"{kill + 1} kills, {len(self.accepted)} of {len(self.events)} assets accepted")
        stage.wait_for(self.posting_done.is_set, 600, "every delivery to be accepted")
        self.sandbox.clear_faults()
        stage.wait_for(lambda: not self.still_busy(), 600, "the end of every job")

    def verdict(self):
        """What is wrong; empty where all holds."""
        wrong = []
        creates = {}
        for asset, event, state, reason in self.rows():
            if event == "create":
                creates.setdefault(asset, []).append((state, reason))
        for uid, expected in self.expected.items():
            ends = creates.get(uid, [])
            if uid not in self.accepted or len(ends) != 1 or ends[0][0] != DONE:
                wrong.append(f"{uid}: accepted {uid in self.accepted}, jobs {ends}")
            tags = self.sandbox.asset(uid)["tags"]
            if not expected <= set(tags):
                wrong.append(f"{uid}: a person's tag is lost: {tags}, expected {sorted(expected)}")
            if not set(case.FOUND) <= set(tags) or len(tags) != len(set(tags)):
                wrong.append(f"{uid}: not tagged as it should be: {tags}")
        return wrong + self.paid_too_much()

    def paid_too_much(self):
        calls = self.sandbox.counters()["label_calls"]
        in_flight = self.kills * WORKERS
        if calls > len(self.expected) + in_flight:
            return [f"{calls} label calls for {len(self.expected)} files"]
        return []

    def summary(self):
        counters = self.sandbox.counters()
        return {"kills": self.kills, "assets": len(self.expected), "answers": self.answers,
                "label_calls": counters["label_calls"], "cma_writes": counters["cma_writes"],
                "label_calls_beyond_one_a_file": counters["label_calls"] - len(self.expected)}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--assets", type=int, default=3000)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=random.randrange(2**32))
    options = parser.parse_args()
    print(f"torture: {options.assets} assets, {options.kills} kills, --seed {options.seed}", flush=True)
    torture = Torture(options.assets, options.kills, options.seed)
    try:
        torture.run(lambda text: print(text, flush=True))
        wrong = torture.verdict()
        print(json.dumps(torture.summary()))
    finally:
        torture.close()
    for line in wrong[:20]:
        print("WRONG", line)
    print("nothing lost, nothing paid twice" if not wrong else f"{len(wrong)} things are wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
