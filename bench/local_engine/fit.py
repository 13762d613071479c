#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Fits the weights of adapters/local_vision/weights.h to the half of the set that is for choosing."""

import argparse
import pathlib

import numpy

from measure import KINDS, for_choosing, judge_all

TARGET = pathlib.Path(__file__).resolve().parents[2] / "adapters/local_vision/weights.h"
HEAD = """// SPDX-License-Identifier: Apache-2.0
// Made by bench/local_engine/fit.py from the half of the labelled set that it may see.
#pragma once

#include <array>

#include "local_vision/judge.h"

namespace stacktag::local_vision {

using Weights = std::array<double, k_weighed>;

"""


def softmax(values, truth, rounds=3000, rate=0.8, decay=1e-4):
    """Weights (classes x values) of a multinomial logistic regression; truth has a class index for each row.

    Every class counts the same in sum, so that a rare one is learnt, too."""
    classes = int(truth.max()) + 1
    share = numpy.bincount(truth, minlength=classes)
    row_weight = (len(truth) / classes / share)[truth]
    row_weight = numpy.sqrt(row_weight)
    wanted = numpy.eye(classes)[truth]
    weights = numpy.zeros((classes, values.shape[1]))
    speed = numpy.zeros_like(weights)
    for _ in range(rounds):
        scores = values @ weights.T
        likely = numpy.exp(scores - scores.max(axis=1, keepdims=True))
        likely /= likely.sum(axis=1, keepdims=True)
        slope = ((likely - wanted) * row_weight[:, None]).T @ values / row_weight.sum() + decay * weights
        speed = 0.9 * speed - rate * slope
        weights += speed
    return weights


def written(weights):
    return "{" + ", ".join(f"{value:.3f}" for value in weights) + "}"


def write(kind_weights, text_weights):
    body = "inline constexpr std::array<Weights, k_kinds> k_kind_weights{{\n    "
    body += ",\n    ".join(f"Weights{written(row)}" for row in kind_weights)
    body += "}};\n\ninline constexpr Weights k_text_weights" + written(text_weights[1] - text_weights[0]) + ";\n"
    TARGET.write_text(HEAD + body + "\n}  // namespace stacktag::local_vision\n", encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=pathlib.Path, default=pathlib.Path("build/local-engine"))
    parser.add_argument("--judged", type=pathlib.Path, default=pathlib.Path("build/release/local_engine_judged"))
    args = parser.parse_args()
    rows = [row for row in judge_all(args.folder, args.judged) if for_choosing(row["path"])]
    kinds = [row for row in rows if row["truth"][0] in KINDS]
    kind_weights = softmax(numpy.array([row["weighed"] for row in kinds]),
                           numpy.array([KINDS.index(row["truth"][0]) for row in kinds]))
    texts = [row for row in rows if "?text" not in row["truth"]]
    text_weights = softmax(numpy.array([row["weighed"] for row in texts]),
                           numpy.array([int("text" in row["truth"]) for row in texts]))
    write(kind_weights, text_weights)


if __name__ == "__main__":
    main()
