#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the official SDKs of Contentstack and AWS, unchanged, against the sandbox and the Lambda function.

They come from npm's registry, as package-lock.json names them; without it the test is skipped.
"""

import argparse
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "npm"), str(HERE.parent / "hosts")]
import packages  # noqa: E402
import stage  # noqa: E402

TESTS = ("management_test.mjs", "rekognition_test.mjs", "features_test.mjs", "tagging_test.mjs")
SECONDS_MAX = 120


def draw(folder):
    pictures = {"red_png": ("red.png", stage.png(120, 100)),
                "blue_png": ("blue.png", stage.png(130, 90, colour=(20, 40, 220))),
                "small_png": ("small.png", stage.png(40, 40))}
    paths = {}
    for key, (name, content) in pictures.items():
        path = folder / name
        path.write_bytes(content)
        paths[key] = str(path)
        paths[key + "_bytes"] = len(content)
    return paths


def run(args, pictures):
    for script in (*TESTS, "setting.mjs"):
        shutil.copy(HERE / script, args.work / script)
    # The sandbox's limit is for its own tests: here a client polls it.
    sandbox = stage.Sandbox(args.binaries, "--rate-limit", "0")
    fixed = None
    function = None
    try:
        fixed = stage.Sandbox(args.binaries, "--engine", "fixed")
        function = stage.LambdaFunction(args.binaries, sandbox)
        setting = {"url": sandbox.url, "fixed_url": fixed.url, "api_key": stage.API_KEY, "management_token": stage.TOKEN,
                   "access_key": stage.ACCESS_KEY, "secret_key": stage.SECRET_KEY,
                   "webhook_header": stage.WEBHOOK_HEADER, **pictures}
        env = {**stage.clean_environment(), "STACKTAG_SDK_SETTING": json.dumps(setting)}
        failed = 0
        for script in TESTS:  # one after the other: they share the sandbox
            done = subprocess.run(["node", "--test", script], cwd=args.work, env=env, timeout=SECONDS_MAX,
                                  check=False)
            failed += done.returncode != 0
        if failed:
            print("the function's last lines:", *function.program.lines[-20:], sep="\n")
        return 1 if failed else 0
    finally:
        if function:
            function.close()
        if fixed:
            fixed.close()
        sandbox.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--binaries", type=pathlib.Path, required=True)
    parser.add_argument("--work", type=pathlib.Path, required=True, help="where node_modules is put")
    args = parser.parse_args()
    packages.install_or_skip(HERE, args.work)
    with tempfile.TemporaryDirectory(prefix="stacktag-") as folder:
        return run(args, draw(pathlib.Path(folder)))


if __name__ == "__main__":
    sys.exit(main())
