#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Precision and recall of each label of the local engine on the labelled set: the table of docs/local-engine.md."""

import argparse
import hashlib
import json
import pathlib
import subprocess

from pictures import whole_set

KINDS = ["photo", "illustration", "screenshot", "document", "logo"]
# Label of the engine: word of the set.
JUDGED = {"Face": "face", "Person": "person", "Pedestrian": "person", "Text": "text", "Document": "document",
          "Photography": "photo", "Illustration": "illustration", "Screenshot": "screenshot", "Logo": "logo",
          "Grayscale": "greyscale", "Night": "night", "Panoramic": "panorama", "QR Code": "qr", "Barcode": "barcode",
          "Cat": "cat"}
OFF = {"Pedestrian", "Cat"}
THRESHOLD = 70


def for_choosing(path):
    """Half of the set, by the file's name without its number, so that likes do not stand on both sides more than need be."""
    return hashlib.sha256(pathlib.Path(path).name.encode()).digest()[0] % 2 == 0


def judge_all(folder, program):
    """Each picture with what the engine measured and with its truth."""
    truth = dict(whole_set(folder))
    done = subprocess.run([program], input="\n".join(truth), text=True, capture_output=True, check=True)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    for row in rows:
        row["truth"] = truth[row["path"]]
    return rows


def counts(rows, label, word):
    """(n, found, found rightly) among the pictures of which it is known."""
    unknown = {"?" + word} | ({"?kind"} if word in KINDS else set())
    known = [row for row in rows if not unknown & set(row["truth"])]
    found = [row for row in known if row["labels"].get(label, 0) >= THRESHOLD]
    true = [row for row in known if word in row["truth"]]
    return len(known), len(true), len(found), sum(word in row["truth"] for row in found)


def percent(part, whole):
    return f"{100 * part / whole:.0f} %" if whole else "-"


def table(rows):
    yield "| label | pictures | with it | found | precision | recall | given unless asked for |"
    yield "|---|---|---|---|---|---|---|"
    for label, word in JUDGED.items():
        known, true, found, right = counts(rows, label, word)
        yield (f"| {label} | {known} | {true} | {found} | {percent(right, found)} | {percent(right, true)} | "
               f"{'no' if label in OFF else 'yes'} |")


def wrong(rows):
    for label, word in JUDGED.items():
        for row in rows:
            if row["labels"].get(label, 0) >= THRESHOLD and word not in row["truth"] and "?" + word not in row["truth"]:
                yield f"{label}: {row['path']} {row['labels'][label]:.0f} {' '.join(row['truth'])}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=pathlib.Path, default=pathlib.Path("build/local-engine"))
    parser.add_argument("--judged", type=pathlib.Path, default=pathlib.Path("build/release/local_engine_judged"))
    parser.add_argument("--half", choices=("report", "choose"), default="report", help="which half of the set")
    parser.add_argument("--wrong", action="store_true", help="name what was found wrongly")
    args = parser.parse_args()
    rows = [row for row in judge_all(args.folder, args.judged) if for_choosing(row["path"]) == (args.half == "choose")]
    print("\n".join(table(rows)))
    if args.wrong:
        print("\n".join(wrong(rows)))


if __name__ == "__main__":
    main()
