#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures how many deliveries a second the server makes durable, and what memory it takes for a million of them.

wrk drives it over keep-alive connections, on the same machine; beside it stands what one flush of the disk for each
delivery would give.
"""

import argparse
import os
import pathlib
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "hosts"))
import stage  # noqa: E402

SCRIPT = pathlib.Path(__file__).with_name("deliveries.lua")
DELIVERY = b"x" * 3000


def flushes_per_second(folder, seconds=3):
    """Appends of one delivery, each flushed by itself."""
    path = pathlib.Path(folder, "flushed")
    with open(path, "wb", buffering=0) as file:
        end, count = time.monotonic() + seconds, 0
        while time.monotonic() < end:
            file.write(DELIVERY)
            os.fdatasync(file.fileno())
            count += 1
    path.unlink()
    return count / seconds


def resident_mib(pid):
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("no VmRSS")


def milliseconds(text):
    number, unit = re.fullmatch(r"([\d.]+)(us|ms|s)", text).groups()
    return float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


def drive(server, connections, seconds, run):
    """wrk's numbers: requests a second, p50 and p99 in ms, answers that were not 2xx, broken connections."""
    text = subprocess.run(
        ["wrk", "-t2", f"-c{connections}", f"-d{seconds}", "--latency", "-s", SCRIPT, server.url, "--", run],
        capture_output=True, text=True, timeout=seconds + 60, check=True).stdout
    percentile = dict(re.findall(r"^\s+(50|99)%\s+(\S+)$", text, re.MULTILINE))
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", text)
    broken = re.search(r"Socket errors: (.*)", text)
    return {"rate": float(re.search(r"Requests/sec:\s+([\d.]+)", text).group(1)),
            "p50": milliseconds(percentile["50"]), "p99": milliseconds(percentile["99"]),
            "refused": int(refused.group(1)) if refused else 0, "broken": broken.group(1) if broken else "none"}


def stored(folder):
    database = sqlite3.connect(f"file:{folder}/store.db?mode=ro", uri=True, timeout=30)
    try:
        return database.execute("SELECT max(id) FROM jobs").fetchone()[0] or 0
    finally:
        database.close()


def start(binaries, sandbox, folder):
    return stage.Server(binaries, sandbox, folder, STACKTAG_REQUESTS_PER_PEER_PER_SECOND="0",
                        STACKTAG_LOG_LEVEL="error", STACKTAG_STOP_SECONDS="0")


def measure(binaries, sandbox, folder, options):
    rounds = []
    server = start(binaries, sandbox, folder)
    try:
        for number in range(options.rounds):
            rounds.append(drive(server, options.connections, options.seconds, f"r{number}"))
    finally:
        server.close()
    def middle(name):
        return statistics.median(one[name] for one in rounds)
    print(f"durable accepts, {options.connections} connections, medians of {len(rounds)} times {options.seconds} s:")
    print(f"  {middle('rate'):,.0f} a second   p50 {middle('p50'):.1f} ms   p99 {middle('p99'):.1f} ms   "
          f"(goal 10,000 a second, p99 below 50 ms)")
    print(f"  not 2xx: {sum(one['refused'] for one in rounds)}   broken connections: {rounds[-1]['broken']}")


def fill(binaries, sandbox, folder, options):
    server = start(binaries, sandbox, folder)
    samples, before, number = [], stored(folder), 0
    try:
        while stored(folder) - before < options.events:
            drive(server, options.connections, options.seconds, f"m{number}")
            number += 1
            samples.append((stored(folder) - before, resident_mib(server.program.process.pid)))
    finally:
        server.close()
    print(f"resident memory while {samples[-1][0]:,} events are stored:")
    for count, mib in samples[:: max(1, len(samples) // 8)] + samples[-1:]:
        print(f"  {count:>10,} events   {mib:6.1f} MiB")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n", maxsplit=1)[0])
    parser.add_argument("--binaries", type=pathlib.Path, default=ROOT / "build" / "release")
    parser.add_argument("--seconds", type=int, default=5, help="of one round")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--connections", type=int, default=128)
    parser.add_argument("--events", type=int, default=1_000_000, help="to watch the memory over; 0: leave that out")
    options, _ = parser.parse_known_args()
    folder = tempfile.mkdtemp(prefix="stacktag-bench-", dir=options.binaries.parent)
    sandbox = stage.Sandbox(options.binaries, "--engine", "fixed")
    try:
        print(f"one flush for each delivery would give {flushes_per_second(folder):,.0f} a second on this disk")
        measure(options.binaries, sandbox, folder, options)
        if options.events:
            fill(options.binaries, sandbox, folder, options)
    finally:
        sandbox.close()
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
