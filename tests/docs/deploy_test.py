#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""docs/deploy-aws.md and docs/contentstack.md against the template, the list of reasons and the regions."""

import json
import pathlib
import re
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests" / "deploy"))
import template  # noqa: E402

DEPLOY = (ROOT / "docs" / "deploy-aws.md").read_text(encoding="utf-8")
CONTENTSTACK = (ROOT / "docs" / "contentstack.md").read_text(encoding="utf-8")


def answers():
    """The HTTP status of each reason, by the rule of hosts/delivery/answer.cpp."""
    code = (ROOT / "base" / "stacktag" / "reason.cpp").read_text(encoding="utf-8")
    found = {}
    for name, outcome, kind in re.findall(r'\{Reason::\w+, "(\w+)", (\w+), (\w+),', code):
        found[name] = ("401" if name in ("unauthenticated", "stale") else "200" if outcome != "failed"
                       else "503" if kind == "retry" else "500")
    return found


class Deploy(unittest.TestCase):
    def test_every_reason_is_explained_with_its_answer(self):
        on_page = re.findall(r"^\| `(\w+)` \| (\d{3}) \|", DEPLOY, re.MULTILINE)
        self.assertEqual(dict(on_page), answers())
        self.assertEqual(len(on_page), len(answers()))

    def test_parameters_and_defaults_are_the_template_s(self):
        rows = re.findall(r"^\| `([A-Z]\w+)` \| [^|]+ \| `?([^|`]+)`? \|$", DEPLOY, re.MULTILINE)
        in_template = {name: str(parameter.get("Default", "needed"))
                       for name, parameter in template.load()["Parameters"].items()}
        on_page = {name: "" if default in ("none", "the stack's region") else default for name, default in rows}
        self.assertEqual(on_page, in_template)

    def test_outputs_that_are_named_exist(self):
        for name in ("WebhookUrl", "WebhookKeyCommand", "LogsCommand"):
            self.assertIn(f"`{name}`", DEPLOY)
            self.assertIn(name, template.load()["Outputs"])

    def test_variables_that_are_named_are_configuration(self):
        known = set(re.findall(r"`(\w+)`", (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")))
        for page in (DEPLOY, CONTENTSTACK):
            named = set(re.findall(r"\b(?:STACKTAG|CONTENTSTACK|REKOGNITION)_[A-Z_]+\b", page))
            self.assertGreater(len(named), 3)
            self.assertEqual(named - known, set())

    def test_json_is_json(self):
        for page in (DEPLOY, CONTENTSTACK):
            blocks = re.findall(r"```json\n(.*?)```", page, re.DOTALL)
            self.assertTrue(blocks)
            for block in blocks:
                json.loads(block)

    def test_links_lead_somewhere(self):
        for page in (ROOT / "docs").glob("*.md"):
            for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
                self.assertTrue((page.parent / target).exists(), f"{page.name}: {target}")


class Contentstack(unittest.TestCase):
    def test_regions_are_those_of_the_code(self):
        code = (ROOT / "adapters" / "contentstack" / "region.cpp").read_text(encoding="utf-8")
        ids = re.findall(r'^    \{"([\w-]+)", \{', code, re.MULTILINE)
        on_page = dict(re.findall(r"^\| `([\w-]+)` \| `(https://[^`]+)` \|$", CONTENTSTACK, re.MULTILINE))
        self.assertEqual(on_page, {name: "https://api.contentstack.io" if name == "na"
                                   else f"https://{name}-api.contentstack.com" for name in ids})


if __name__ == "__main__":
    unittest.main()
