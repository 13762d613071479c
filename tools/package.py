#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the Lambda upload: the same bytes from the same inputs, whenever and wherever it is made."""

import argparse
import hashlib
import pathlib
import sys
import zipfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
OLDEST_DATE = (1980, 1, 1, 0, 0, 0)  # the first that a zip file can hold


def add(archive, name, path, mode):
    entry = zipfile.ZipInfo(name, OLDEST_DATE)
    entry.create_system = 3  # Unix: Lambda keeps the permission bits
    entry.external_attr = (0o100000 | mode) << 16
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, path.read_bytes(), compresslevel=9)


def is_static(program):
    """A static program names no loader: it has no PT_INTERP header (ELF-64, type 3)."""
    elf = program.read_bytes()[:4096]
    table = int.from_bytes(elf[32:40], "little")
    size = int.from_bytes(elf[54:56], "little")
    count = int.from_bytes(elf[56:58], "little")
    kinds = [int.from_bytes(elf[table + i * size:table + i * size + 4], "little") for i in range(count)]
    return elf[:4] == b"\x7fELF" and 3 not in kinds


def main():
    parser = argparse.ArgumentParser(prog="./dev package", description=__doc__)
    parser.add_argument("--bootstrap", type=pathlib.Path, default=ROOT / "build" / "release" / "bootstrap")
    parser.add_argument("--certificates", type=pathlib.Path, default=pathlib.Path("/etc/ssl/certs/ca-certificates.crt"),
                        help="the certification authorities to trust where the machine has none")
    parser.add_argument("--output", type=pathlib.Path, default=ROOT / "dist" / "index.zip")
    args = parser.parse_args()
    if not is_static(args.bootstrap):
        print(f"package: {args.bootstrap} is not a static program; build the release preset", file=sys.stderr)
        return 1
    args.output.parent.mkdir(parents=True, exist_ok=True)
    unfinished = args.output.with_suffix(".new")
    with zipfile.ZipFile(unfinished, "w") as archive:
        add(archive, "bootstrap", args.bootstrap, 0o755)
        add(archive, "share/cacert.pem", args.certificates, 0o644)
        add(archive, "LICENSE", ROOT / "LICENSE", 0o644)
    unfinished.replace(args.output)
    digest = hashlib.sha256(args.output.read_bytes()).hexdigest()
    try:
        shown = args.output.relative_to(ROOT)
    except ValueError:
        shown = args.output
    print(f"{shown}: {args.output.stat().st_size:,} bytes, sha256 {digest}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
