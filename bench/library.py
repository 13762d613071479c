#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures runs over a whole library: which share of the rate limit they hold, and what memory they take for 100,000 assets.

The rate is that of the sandbox's own counters over the time that the run took; with a limit of ten reads and ten writes
a second and no pictures to look at, waiting is all there is to do.
"""

import argparse
import os
import pathlib
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "hosts"))
os.environ.setdefault("STACKTAG_BINARIES", str(ROOT / "build" / "release"))
import case  # noqa: E402
from library_case import stock  # noqa: E402


def peak_mib(process):
    """Waits for its end; gives the most memory that was resident, by the kernel's own account."""
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        raise RuntimeError(f"{process.args[1]} ended with {os.waitstatus_to_exitcode(status)}")
    return usage.ru_maxrss / 1024


def start(environment, folder, *words):
    return subprocess.Popen([case.BINARIES / "stacktag", *words, "--json"], env=environment, cwd=folder,
                            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


def environment_of(sandbox, folder, **more):
    return sandbox.environment(STACKTAG_STORE=str(pathlib.Path(folder, "store.db")),
                               STACKTAG_LABEL_CALLS_PER_SECOND="1000", **more)


def rate(seconds):
    """The limit is switched on from the start: what is brought before the run waits for it as anybody would."""
    sandbox = case.stage.Sandbox(case.BINARIES, "--engine", "fixed", "--rate-limit", "10")
    with tempfile.TemporaryDirectory(prefix="stacktag-") as folder:
        try:
            assets = seconds * 10
            for i in range(assets):
                while True:
                    try:
                        sandbox.upload(f"p{i}.png", case.stage.png(80, 80, (i % 251, i // 251, 7)))
                        break
                    except RuntimeError:
                        time.sleep(0.05)
            environment = environment_of(sandbox, folder)
            peak_mib(start(environment, folder, "plan"))
            before = sandbox.counters()
            began = time.monotonic()
            peak_mib(start(environment, folder, "apply", "stacktag-plan.jsonl"))
            took = time.monotonic() - began
            after = sandbox.counters()
            writes = after["cma_writes"] - before["cma_writes"]
            print(f"apply at the rate limit: {writes} writes in {took:.1f} s, {writes / took:.2f} a second, "
                  f"{writes / took / 10:.1%} of the limit; {after['cma_429'] - before['cma_429']} answers of 429")
        finally:
            sandbox.close()


def memory(assets):
    sandbox = case.start_sandbox()
    with tempfile.TemporaryDirectory(prefix="stacktag-") as folder:
        try:
            peaks = {}
            for number in (assets // 10, assets):
                sandbox.control("POST", "reset")
                pathlib.Path(folder, "store.db").unlink(missing_ok=True)
                for other in pathlib.Path(folder).iterdir():
                    other.unlink()
                # The same few pictures again and again: it is the number of assets that counts.
                stock(sandbox, number, picture_of=lambda i: i % 1000)
                environment = environment_of(sandbox, folder, **case.QUICK)
                steps = {}
                for words in (("plan",), ("apply", "stacktag-plan.jsonl"), ("undo", "--since", "2020-01-01", "--yes")):
                    began = time.monotonic()
                    steps[words[0]] = (peak_mib(start(environment, folder, *words)), time.monotonic() - began)
                peaks[number] = steps
                for name, (mib, took) in steps.items():
                    print(f"{name:<6} {number:>7} assets: peak {mib:6.1f} MiB, {took:7.1f} s, {number / took:8.0f} a second")
            for name in peaks[assets]:
                print(f"{name:<6} ten times the assets take {peaks[assets][name][0] / peaks[assets // 10][name][0]:.2f} times the memory")
        finally:
            sandbox.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="shorter, with larger errors")
    parser.add_argument("--json", action="store_true", help=argparse.SUPPRESS)
    args, _ = parser.parse_known_args()
    rate(15 if args.quick else 60)
    memory(10_000 if args.quick else 100_000)


if __name__ == "__main__":
    sys.exit(main())
