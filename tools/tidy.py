#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The house rules that a machine can check and a compiler does not; ARCHITECTURE.md says why they are rules.

Prints every breach as FILE:LINE: RULE and ends with 1 where there is one.
"""

import argparse
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
LINES_MAX = 400
FUNCTION_LINES_MAX = 70
LINE_CHARACTERS_MAX = 100
PRODUCT = ("base/", "core/", "platform/", "adapters/", "hosts/", "sandbox/")

# What a layer may include, by the first folder of an include; CMake guards linking by the same table.
LAYERS = ("base", "core", "platform", "adapters", "hosts", "sandbox")
MAY_INCLUDE = {
    "base": {"base"}, "core": {"base", "core"}, "platform": {"base", "platform"},
    "adapters": {"base", "core", "platform", "adapters"},
    "hosts": {"base", "core", "platform", "adapters", "hosts"},
    "sandbox": {"base", "core", "platform", "adapters", "sandbox"},
}

BAD_NAMES = re.compile(r"(^|[_/])(utils?|common|misc|helpers?|managers?|handlers?|processors?|impl|data|info)([_./]|$)")

# (rule, pattern, folders it holds in, folders it does not hold in)
BANS = (
    ("no coroutines: GCC 12 miscompiles them", r"\bco_(await|yield|return)\b", PRODUCT, ()),
    ("threads are jthreads, and are joined", r"std::(async|thread)\b(?!::)|\.detach\(\)", PRODUCT, ()),
    ("threads are born in hosts (and in servers) only", r"std::jthread\b", PRODUCT, ("hosts/", "sandbox/", "platform/http_server/")),
    ("no exceptions in core or base", r"\b(throw|try|catch)\b(?!_)\s*[({\w]", ("core/", "base/"), ()),
    ("core reads no clock, file, variable or chance",
     r"(steady|system)_clock::now|random_device|[io]?fstream\b|\bgetenv\b|\bfopen\b|\bsocket\(", ("core/", "base/"), ()),
    ("variables of the process are read by platform/environment only", r"\b(secure_)?getenv\b", PRODUCT,
     ("platform/environment/",)),
    ("fakes are written by hand", r"\b(MOCK_METHOD|EXPECT_CALL|ON_CALL)\b", ("tests/",), ()),
    ("tests do not sleep", r"std::this_thread::sleep|\b(u|nano)sleep\(", ("tests/",), ()),
    ("includes name the layer's root, never the way up", r'#include "\.\./', PRODUCT + ("tests/", "fuzz/"), ()),
    ("a check is never switched off in the code", r"NOLINT|clang-format off|GTEST_SKIP|DISABLED_", ("",), ()),
    ("finish it, or file an issue", r"\b(TODO|FIXME|XXX|HACK)\b", ("",), ()),
    ("libcurl is spoken in platform/http only", r"#include <curl/", PRODUCT, ("platform/http/",)),
    ("OpenSSL is spoken in platform only", r"#include <openssl/", PRODUCT, ("platform/",)),
    ("libvips is spoken in platform/raster only", r"#include <vips/", PRODUCT, ("platform/raster/",)),
    ("OpenCV is spoken in the engines of this machine only", r"#include <opencv2/", PRODUCT,
     ("adapters/local_vision/", "adapters/network_vision/")),
    ("toml++ is included by platform/toml only", r"#include <toml\+\+/", PRODUCT, ("platform/toml/",)),
    ("nlohmann-json is included by platform/json only", r"#include <nlohmann/", PRODUCT, ("platform/json/",)),
)


def tracked(root):
    listed = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=root, check=True,
                            capture_output=True, text=True).stdout
    wanted = re.compile(r"\.(h|cpp|c|py|mjs|sh|cmake)$|CMakeLists\.txt$|^dev$|^\.ci/run$|^bench/run$")
    return [name for name in listed.splitlines() if wanted.search(name) and (root / name).is_file()]


def without_texts(line):
    """The line without the contents of its texts and without its comment."""
    return re.sub(r"//.*", "", re.sub(r'"(\\.|[^"\\])*"', '""', line))


def check_bans(name, lines):
    is_cpp = name.endswith((".h", ".cpp"))
    for number, line in enumerate(lines, 1):
        code = without_texts(line) if is_cpp and "#include" not in line else line
        for rule, pattern, inside, outside in BANS:
            if not name.startswith(inside) or (outside and name.startswith(outside)):
                continue
            text = line if rule.startswith(("finish", "a check")) else code
            if re.search(pattern, text):
                yield number, rule


def check_includes(name, lines, modules):
    parts = name.split("/")
    layer = parts[0]
    if layer not in MAY_INCLUDE:
        return
    for number, line in enumerate(lines, 1):
        found = re.match(r'#include "(?:([\w]+)/)?', line)
        if not found or not found[1]:
            continue
        owners = modules.get(found[1], set())
        if owners and not owners & MAY_INCLUDE[layer]:
            yield number, f"layer {layer} must not include {found[1]}/, which is of {', '.join(sorted(owners))}"
        if layer == "adapters" and "adapters" in owners and found[1] != parts[1]:
            yield number, "an adapter never includes another adapter"


def check_functions(lines):
    """Functions at column 0 to 4 that end in a brace of the same column: crude, but even."""
    start = None
    for number, line in enumerate(lines, 1):
        opens = re.match(r"^( {0,4})\S.*[^=,]\s*\{$", line)
        if opens and re.search(r"\)|\bconst\b|override", line) and not re.match(r"^\s*(if|for|while|switch|else|namespace|do|try)\b", line):
            start = (number, opens[1])
        if start and line.startswith(start[1] + "}") and not line[len(start[1])].isspace():
            if number - start[0] + 1 > FUNCTION_LINES_MAX:
                yield start[0], f"a function of {number - start[0] + 1} lines; {FUNCTION_LINES_MAX} at most"
            start = None


def check_form(name, lines):
    if name.endswith((".h", ".cpp", ".c", ".py", ".mjs", ".sh")) or name in ("dev", ".ci/run", "bench/run"):
        if not any("SPDX-License-Identifier: Apache-2.0" in line for line in lines[:2]):
            yield 1, "the first or second line names the licence (SPDX)"
    if len(lines) > LINES_MAX:
        yield LINES_MAX, f"{len(lines)} lines; {LINES_MAX} at most"
    if name.endswith(".h") and "#pragma once" not in lines:
        yield 1, "a header says #pragma once"
    if name.endswith((".h", ".cpp")):
        if BAD_NAMES.search(name.removeprefix("tests/")):
            yield 1, "the name says nothing; take the noun that a colleague at the CMS would use"
    if name.endswith((".h", ".cpp")) and name.startswith(PRODUCT):  # tables of tests may be wide and long
        for number, line in enumerate(lines, 1):
            if len(line) > LINE_CHARACTERS_MAX and "http" not in line and 'R"' not in line:
                yield number, f"{len(line)} characters; {LINE_CHARACTERS_MAX} at most"
        yield from check_functions(lines)


def modules_of(names):
    """Which layers have a folder of this name below them."""
    found = {}
    for name in names:
        parts = name.split("/")
        if len(parts) > 2 and parts[0] in LAYERS:
            found.setdefault(parts[1], set()).add(parts[0])
    return found


def breaches(root):
    names = tracked(root)
    modules = modules_of(names)
    for name in names:
        if name == "tools/tidy.py" or name.startswith("tests/tools/"):
            continue  # they name what they forbid
        lines = (root / name).read_text(errors="replace").splitlines()
        for check in (check_form(name, lines), check_bans(name, lines), check_includes(name, lines, modules)):
            for number, rule in check:
                yield f"{name}:{number}: {rule}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--root", type=pathlib.Path, default=ROOT)
    args = parser.parse_args()
    found = list(breaches(args.root))
    print("\n".join(found) if found else "tidy: no breach of the house rules")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
