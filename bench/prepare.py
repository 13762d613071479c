#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compares our preparation of a picture with vipsthumbnail on the same 12 megapixels, in turns; medians.

Both are whole processes that read a file and write a JPEG of 1,024 px, with one thread of libvips each.
"""

import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
PHOTO = ROOT / "build" / "photos" / "coffee.png"
WIDTH, HEIGHT = 4000, 3000
FORMATS = ("jpg", "png", "webp", "heic")
# What makes the encoders quick; it is decoding that is measured.
OPTIONS = {"webp": "[effort=0]", "heic": "[effort=0]"}


def vips(*words):
    subprocess.run(["vips", *map(str, words)], check=True, stdout=subprocess.DEVNULL)


def draw(folder):
    """12 megapixels of a photograph in each format. The PNG has 18 MiB: stacktag takes files of up to 20."""
    large, photo = folder / "large.v", folder / "photo.v"
    vips("thumbnail", PHOTO, large, WIDTH, "--height", HEIGHT, "--size", "force")
    vips("copy", large, photo, "--interpretation", "srgb")
    pictures = {}
    for name in FORMATS:
        pictures[name] = folder / f"photo.{name}"
        vips("copy", photo, f"{pictures[name]}{OPTIONS.get(name, '')}")
    return pictures


def run(command):
    """Milliseconds by the clock and of CPU time, and the peak of resident memory in MiB."""
    started = time.perf_counter()
    process = subprocess.Popen(list(map(str, command)), env={**os.environ, "VIPS_CONCURRENCY": "1"})
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"{command[0]} ended with {process.returncode}")
    wall = (time.perf_counter() - started) * 1000
    return wall, (usage.ru_utime + usage.ru_stime) * 1000, usage.ru_maxrss / 1024


def compare(ours, theirs, runs):
    """Medians of both, run in turns so that a busy moment of the machine strikes both."""
    times = ([], [])
    for _ in range(runs):
        times[0].append(run(ours))
        times[1].append(run(theirs))
    return [tuple(map(statistics.median, zip(*side))) for side in times]


def main():
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__)
    parser.add_argument("--binaries", type=pathlib.Path, default=ROOT / "build" / "release")
    parser.add_argument("--runs", type=int, default=15)
    args, _ = parser.parse_known_args()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        out = folder / "out.jpg"
        print(f"12 megapixels to 1,024 px, ours against vipsthumbnail, medians of {args.runs} runs:")
        for kind, picture in draw(folder).items():
            ours, theirs = compare([args.binaries / "bench_prepare", picture, out],
                                   ["vipsthumbnail", picture, "-s", "1024", "-o", f"{out}[Q=85,strip]"], args.runs)
            print(f"  {kind:<5} CPU {ours[1]:>5.0f} to {theirs[1]:>5.0f} ms ({ours[1] / theirs[1]:.2f}, goal 1.05)"
                  f"   wall {ours[0]:>5.0f} to {theirs[0]:>5.0f} ms ({ours[0] / theirs[0]:.2f})"
                  f"   peak {ours[2]:>4.0f} to {theirs[2]:>4.0f} MiB (goal 60)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
