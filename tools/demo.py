#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""From pictures to tags on this machine: a little Contentstack stack, a Lambda function or the server, a webhook between.

Uploads each picture as an editor would, lets the webhook run, and prints what came of it. Then takes the same pictures as
a library that was there before the webhook: plans it, applies the plan and takes it back. Ends with 0 only if all of it
came out as it should.
"""

import argparse
import mimetypes
import pathlib
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "hosts"))
import stage  # noqa: E402

EDITORS_TAG = "homepage"
# Of the branch that no webhook listens to.
LIBRARY = "library"
# The sample photographs, and which tags they must and must not get: a person is on the first only.
EXPECTED = {"astronaut.png": (["Person"], []), "chelsea.png": ([], ["Person", "Face"]),
            "coffee.png": ([], ["Person", "Face"]), "rocket.jpg": ([], [])}
# Those that Python knows only where the machine has a table of its own.
TYPES = {".webp": "image/webp", ".avif": "image/avif", ".heic": "image/heic"}
STEPS = (("latest", "read latest"), ("previous", "read previous"), ("image", "fetch image"),
         ("rendition", "smaller JPEG"), ("label", "label"), ("write", "write tags"), ("total", "total"))


class Look:
    """Colours where a terminal shows them."""

    def __init__(self):
        on = sys.stdout.isatty()
        self.bold, self.dim, self.green, self.red, self.off = (
            ("\033[1m", "\033[2m", "\033[32m", "\033[31m", "\033[0m") if on else ("",) * 5)


LOOK = Look()


def upload(sandbox, path, branch=None):
    kind = TYPES.get(path.suffix.lower()) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return sandbox.upload(path.name, path.read_bytes(), kind, tags=[EDITORS_TAG], branch=branch)


def events_of(function, uid):
    return [line for line in function.program.events() if line.get("asset") == uid]


def is_settled(function, uid):
    """The create event has ended, and so has the echo of our own write where there was one."""
    events = events_of(function, uid)
    if not events:
        return False
    writes = sum(event.get("writes", 0) for event in events)
    return len(events) >= 1 + writes


def describe_steps(event):
    times = event.get("ms", {})
    return "   ".join(f"{label} {times[name]:.1f} ms" for name, label in STEPS if name in times)


def judge(events, after, calls, expected):
    """What is not as it should be; nothing where all is well."""
    wrong = []
    first = events[0]
    if first["outcome"] not in ("tagged", "unchanged"):
        wrong.append(f"the outcome is {first['outcome']}: {first['reason']}")
    if EDITORS_TAG not in after:
        wrong.append("the editor's tag is lost")
    if calls > 1:
        wrong.append(f"{calls} label calls were paid for one file")
    for echo in events[1:]:
        if echo["outcome"] != "skipped" or echo.get("label_calls") or echo.get("writes"):
            wrong.append(f"the echo of our own write ended as {echo['outcome']}: {echo['reason']}")
    needed, forbidden = expected
    wrong += [f"the tag {tag} is missing" for tag in needed if tag not in after]
    wrong += [f"the tag {tag} is wrong here" for tag in forbidden if tag in after]
    return wrong


def show(path, asset, events, after, wrong):
    print(f"\n{LOOK.bold}{path.name}{LOOK.off}  {LOOK.dim}{asset['content_type']}, "
          f"{int(asset['file_size']):,} bytes, asset {asset['uid']}{LOOK.off}")
    print(f"  tags before   {', '.join(asset['tags']) or '-'}")
    print(f"  tags after    {', '.join(after) or '-'}")
    for event in events:
        name = event["event"].removeprefix("asset.")
        print(f"  {name:<13} {event['outcome']}: {event['reason']}   label calls paid: "
              f"{event.get('label_calls', 0)}   writes: {event.get('writes', 0)}")
        print(f"                {LOOK.dim}{describe_steps(event)}{LOOK.off}")
    for line in wrong:
        print(f"  {LOOK.red}wrong         {line}{LOOK.off}")


def run_picture(sandbox, function, path, expected):
    paid_before = sandbox.counters()["label_calls"]
    asset = upload(sandbox, path)
    uid = asset["uid"]
    stage.wait_for(lambda: is_settled(function, uid) or function.program.process.poll() is not None,
                   seconds=60, what=f"the end of the work on {path.name}")
    events = events_of(function, uid)
    if not events:
        raise RuntimeError("the function ended:\n" + "\n".join(function.program.lines[-10:]))
    after = sandbox.asset(uid)["tags"]
    calls = sandbox.counters()["label_calls"] - paid_before
    wrong = judge(events, after, calls, expected)
    show(path, asset, events, after, wrong)
    return not wrong


def bring_to_library(sandbox, path):
    """As an import would: waits where the rate limit says so."""
    for _ in range(20):
        try:
            return upload(sandbox, path, LIBRARY)
        except RuntimeError as error:
            if "429" not in str(error):
                raise
            time.sleep(0.2)
    raise RuntimeError(f"the rate limit leaves no room for {path.name}")


def tags_in_library(sandbox):
    assets = sandbox.cma("GET", "/assets?asc=created_at", headers={"branch": LIBRARY})["assets"]
    return {asset["uid"]: asset["tags"] for asset in assets}


def stacktag(args, sandbox, folder, *words):
    """Runs the command as a person would, shows what it says, and gives its exit code."""
    print(f"\n  {LOOK.bold}$ stacktag {' '.join(words)}{LOOK.off}")
    env = sandbox.environment(STACKTAG_STORE=str(pathlib.Path(folder, "store.db")))
    done = subprocess.run([args.binaries / "stacktag", *words], env=env, cwd=folder, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=300, check=False)
    print("".join(f"  {line}\n" for line in done.stdout.splitlines()), end="")
    return done.returncode


def run_library(args, sandbox, folder):
    """Pictures that were there before the webhook: planned, applied, and taken back."""
    print(f"\n{LOOK.bold}A library that is there already{LOOK.off}: the same pictures in the branch \"{LIBRARY}\", which no "
          "webhook has seen.")
    for picture, _ in args.pictures:
        bring_to_library(sandbox, picture)
    before = tags_in_library(sandbox)
    wrong = []
    if stacktag(args, sandbox, folder, "plan", "--branch", LIBRARY):
        wrong.append("the plan failed")
    if tags_in_library(sandbox) != before:
        wrong.append("planning has written something")
    if stacktag(args, sandbox, folder, "apply", "stacktag-plan.jsonl"):
        wrong.append("applying failed")
    after = tags_in_library(sandbox)
    wrong += [f"{uid} has not its editor's tag and new ones" for uid, tags in after.items()
              if EDITORS_TAG not in tags or len(tags) < 2]
    if stacktag(args, sandbox, folder, "undo", "--branch", LIBRARY, "--since", "2020-01-01"):
        wrong.append("taking back failed")
    if tags_in_library(sandbox) != before:
        wrong.append("the tags are not as they were before")
    for line in wrong:
        print(f"  {LOOK.red}wrong         {line}{LOOK.off}")
    return not wrong


def keep_running(sandbox, function):
    print("\nAll of it goes on; Ctrl-C ends it. To use the command line on it:\n")
    env = sandbox.environment()
    for name in sorted(env):
        if name.startswith(("CONTENTSTACK_", "REKOGNITION_", "AWS_ENDPOINT", "STACKTAG_")):
            print(f"  export {name}='{env[name]}'")
    print(f"\n  assets:  curl -H 'api_key: {stage.API_KEY}' -H 'authorization: {stage.TOKEN}' "
          f"{sandbox.url}/v3/assets\n  state:   curl {sandbox.url}/_sandbox/state")
    sys.stdout.flush()
    try:
        while function.program.process.poll() is None and sandbox.program.process.poll() is None:
            time.sleep(0.2)
    except KeyboardInterrupt:
        print()


def arguments():
    parser = argparse.ArgumentParser(prog="./dev demo", description=__doc__.split("\n\n")[0])
    parser.add_argument("--binaries", type=pathlib.Path, default=ROOT / "build" / "release",
                        help=argparse.SUPPRESS)
    parser.add_argument("--photos", type=pathlib.Path, default=ROOT / "build" / "photos",
                        help=argparse.SUPPRESS)
    parser.add_argument("--server", action="store_true", help="through `stacktag serve` instead of Lambda")
    parser.add_argument("--keep", action="store_true", help="leave sandbox and function running")
    parser.add_argument("pictures", nargs="*", type=pathlib.Path, metavar="PICTURE",
                        help="pictures of yours instead of the sample photographs")
    args = parser.parse_args()
    if args.pictures:
        args.pictures = [(picture, ([], [])) for picture in args.pictures]
    else:
        args.pictures = [(args.photos / name, expected) for name, expected in EXPECTED.items()]
    for picture, _ in args.pictures:
        if not picture.is_file():
            parser.error(f"there is no file {picture}")
    return args


def start(args, sandbox, folder):
    """What works on the events, its webhook made; gives it, and a sentence about it."""
    if args.server:
        server = stage.Server(args.binaries, sandbox, folder)
        sandbox.create_webhook(f"{server.url}/webhook")
        return server, f"the server on {server.url} stores each delivery before it answers"
    function = stage.LambdaFunction(args.binaries, sandbox)
    sandbox.create_webhook(f"{sandbox.url}/apigw/v1/webhook")
    return function, "the function polls it as it polls Lambda"


def main():
    args = arguments()
    started = time.monotonic()
    sandbox = stage.Sandbox(args.binaries, "--branch", LIBRARY)
    function = None
    folder = tempfile.TemporaryDirectory(prefix="stacktag-")
    try:
        function, about = start(args, sandbox, folder.name)
        print(f"A Contentstack stack and Amazon's side of things on {sandbox.url}; {about}.\nEach picture is uploaded with the editor's tag \"{EDITORS_TAG}\"; the webhook does the rest.")
        good = [run_picture(sandbox, function, picture, expected) for picture, expected in args.pictures]
        counters = sandbox.counters()
        writes = sum(event.get("writes", 0) for event in function.program.events())
        took = time.monotonic() - started
        library = run_library(args, sandbox, folder.name)
        colour = LOOK.green if all(good) and library else LOOK.red
        print(f"\n{colour}{sum(good)} of {len(good)} pictures came out as they should{LOOK.off}, in {took:.1f} s: "
              f"{counters['label_calls']} label calls paid, {writes} writes of tags. The library was planned, applied and "
              f"{'is as it was' if library else 'did not come out as it should'}.")
        if args.keep:
            keep_running(sandbox, function)
        return 0 if all(good) and library else 1
    except (RuntimeError, TimeoutError) as error:
        print(f"demo: {error}", file=sys.stderr)
        return 1
    finally:
        if function:
            function.close()
        sandbox.close()
        folder.cleanup()


if __name__ == "__main__":
    sys.exit(main())
