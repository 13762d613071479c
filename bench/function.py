#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures the Lambda function: start, time and memory for a warm update, and the size of the upload.

All on this machine, in one run, against the sandbox on loopback; medians, with the slowest tenth beside them.
"""

import argparse
import os
import pathlib
import signal
import socket
import statistics
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "hosts"))
import stage  # noqa: E402


def summary(values):
    ordered = sorted(values)
    return statistics.median(ordered), ordered[int(len(ordered) * 0.9)]


def start_to_next(binaries, runs):
    """Milliseconds from starting the process to its first request for an event."""
    times = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(10)
        port = server.getsockname()[1]
        env = {**stage.clean_environment(), "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{port}",
               "CONTENTSTACK_STACK_API_KEY": "bltkey", "CONTENTSTACK_STACK_MANAGEMENT_TOKEN": "token",
               "REKOGNITION_AWS_ID": "id", "REKOGNITION_AWS_SECRET": "secret",
               "REKOGNITION_AWS_REGION": "us-east-1", "STACKTAG_WEBHOOK_HEADER": "X-Key: secret"}
        program = str(binaries / "bootstrap")
        quiet = os.open(os.devnull, os.O_WRONLY)
        for _ in range(runs):
            started = time.perf_counter()
            pid = os.posix_spawn(program, [program], env, file_actions=[
                (os.POSIX_SPAWN_DUP2, quiet, 1), (os.POSIX_SPAWN_DUP2, quiet, 2)])
            try:
                connection, _ = server.accept()
                with connection:
                    if b"/runtime/invocation/next" not in connection.recv(4096):
                        raise RuntimeError("the first request was not for an event")
                    times.append((time.perf_counter() - started) * 1000)
            finally:
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
        os.close(quiet)
    return times


def cpu_ms(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def peak_mib(pid):
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("no VmHWM")


def picture(size):
    """A PNG of noise of about this many bytes, never more."""
    side = int((size * 0.995 / 3) ** 0.5)
    return stage.png(side, side, noise=True)


def warm_updates(binaries, runs, size, *latencies):
    """A process's times for `runs` updates that replace the file: wall and log in ms, CPU ms each, peak MiB."""
    sandbox = stage.Sandbox(binaries, "--engine", "fixed", "--rate-limit", "0", *latencies)
    function = None
    try:
        function = stage.LambdaFunction(binaries, sandbox, STACKTAG_WEBHOOK_HEADER=None,
                                        STACKTAG_CONTENTSTACK_READS_PER_SECOND="1000",
                                        STACKTAG_CONTENTSTACK_WRITES_PER_SECOND="1000")
        pixels = picture(size)
        uid = sandbox.upload("a.png", pixels)["uid"]
        pid = function.program.process.pid
        walls = []
        cpu_before = 0
        for run in range(runs + 3):  # the first three warm up
            if run == 3:
                cpu_before = cpu_ms(pid)
            sandbox.control("POST", "editor", {"asset": uid, "tags": []})  # so that there is something to write
            asset = sandbox.upload("a.png", pixels, replace=uid)
            event = {"module": "asset", "event": "update", "api_key": stage.API_KEY,
                     "data": {"asset": asset, "branch": {"uid": "main"}}}
            started = time.perf_counter()
            status, _, reply = stage.http("POST", f"{sandbox.url}/lambda/invoke", event)
            walls.append((time.perf_counter() - started) * 1000)
            if status != 200 or b'"tagged"' not in reply:
                raise RuntimeError(f"an update ended as {reply[:300]!r}")
        logged = [line["ms"]["total"] for line in function.program.events()]
        return walls[3:], logged[3:], (cpu_ms(pid) - cpu_before) / runs, peak_mib(pid)
    finally:
        if function:
            function.close()
        sandbox.close()


def row(what, value, unit, goal, note=""):
    print(f"  {what:<58} {value:>8.2f} {unit:<4} goal {goal:<9} {note}")


def main():
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__)
    parser.add_argument("--binaries", type=pathlib.Path, default=ROOT / "build" / "release")
    parser.add_argument("--zip", type=pathlib.Path, default=ROOT / "dist" / "index.zip")
    parser.add_argument("--runs", type=int, default=40)
    args = parser.parse_args()

    print(f"The Lambda function, medians of {args.runs} runs (slowest tenth from):")
    median, slow = summary(start_to_next(args.binaries, args.runs))
    row("process start to first /invocation/next", median, "ms", "8 ms", f"({slow:.2f})")

    walls, logged, cpu, peak = warm_updates(args.binaries, args.runs, 200_000)
    median, slow = summary(logged)
    row("warm update, zero-latency services: in the function", median, "ms", "-", f"({slow:.2f})")
    row("  of it the function's own CPU time", cpu, "ms", "2 ms")
    median, slow = summary(walls)
    row("  seen from the caller, sandbox included", median, "ms", "-", f"({slow:.2f})")
    row("peak resident memory, 200 KB picture", peak, "MiB", "16 MB")

    walls, logged, _, _ = warm_updates(args.binaries, max(10, args.runs // 4), 200_000, "--latency-cma", "60",
                                       "--latency-image", "40", "--latency-rekognition", "350")
    median, slow = summary(walls)
    row("warm update, CMA 60 ms, image 40 ms, Rekognition 350 ms", median, "ms", "475 ms", f"({slow:.2f})")

    _, _, _, peak = warm_updates(args.binaries, 5, 5 * 1024 * 1024 - 20_000)
    row("peak resident memory, 5 MiB picture", peak, "MiB", "32 MB")
    if args.zip.exists():
        row("index.zip", args.zip.stat().st_size / 1e6, "MB", "4 MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
