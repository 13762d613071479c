#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Holds deploy/aws/template.yaml against CloudFormation's and SAM's own resource specification.

That comes from npm's registry (@aws-cdk/cfnspec, made of what AWS publishes); without it the test is skipped.
"""

import json
import pathlib
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "npm")]
import packages  # noqa: E402
import template  # noqa: E402

RESOURCES = template.load()["Resources"]
PRIMITIVES = {"String": (str,), "Integer": (int,), "Long": (int,), "Double": (int, float), "Boolean": (bool,)}
SPECIFICATION = {}


def branches(value):
    """The values that an !If can come to; what is left out by AWS::NoValue is none."""
    if isinstance(value, dict) and "Fn::If" in value:
        for one in value["Fn::If"][1:]:
            yield from branches(one)
    elif value != {"Ref": "AWS::NoValue"}:
        yield value


class Checker:
    """Goes down a resource beside its specification and keeps what does not fit."""

    def __init__(self, kind):
        self.kind = kind
        self.mistakes = []

    def check_object(self, value, properties, path):
        if not isinstance(value, dict):
            self.mistakes.append(f"{path} must be an object")
            return
        for name in value:
            if name not in properties:
                self.mistakes.append(f"{path}.{name} is not in the specification")
        for name, specified in properties.items():
            if specified.get("Required") and name not in value:
                self.mistakes.append(f"{path}.{name} is required")
            for one in branches(value.get(name, {"Ref": "AWS::NoValue"})):
                self.check(one, specified, f"{path}.{name}")

    def check(self, value, specified, path):
        if template.is_intrinsic(value):
            return
        if specified.get("Type") in ("List", "Map"):
            shape = list if specified["Type"] == "List" else dict
            if not isinstance(value, shape):
                self.mistakes.append(f"{path} must be a {specified['Type'].lower()}")
                return
            items = value if shape is list else value.values()
            member = {"Type": specified.get("ItemType"), "PrimitiveType": specified.get("PrimitiveItemType")}
            for item in items:
                for one in branches(item):
                    self.check(one, member, f"{path}[]")
            return
        self.check_single(value, specified, path)

    def check_single(self, value, specified, path):
        names = [specified["Type"]] if specified.get("Type") else specified.get("Types", [])
        primitives = ([specified["PrimitiveType"]] if specified.get("PrimitiveType")
                      else specified.get("PrimitiveTypes", []))
        if isinstance(value, dict) and names:
            types = [self.property_type(name) for name in names]
            best = min(types, key=lambda properties: len(set(value) - set(properties)))
            self.check_object(value, best, path)
        elif "Json" not in primitives and not self.is_primitive(value, primitives):
            self.mistakes.append(f"{path} must be {' or '.join([*primitives, *names])}, not {value!r}")

    @staticmethod
    def is_primitive(value, primitives):
        if isinstance(value, bool):
            return "Boolean" in primitives
        return any(isinstance(value, PRIMITIVES.get(name, ())) for name in primitives)

    def property_type(self, name):
        types = SPECIFICATION["PropertyTypes"]
        found = types.get(f"{self.kind}.{name}") or types.get(name)
        if found is None:
            self.mistakes.append(f"the specification has no type {name} for {self.kind}")
            return {}
        return found.get("Properties", {})


def mistakes_of(resource):
    specified = SPECIFICATION["ResourceTypes"].get(resource["Type"])
    if specified is None:
        return [f"there is no type {resource['Type']}"]
    checker = Checker(resource["Type"])
    checker.check_object(resource.get("Properties", {}), specified["Properties"], resource["Type"])
    return checker.mistakes


class Template(unittest.TestCase):
    def test_every_type_and_property_is_specified(self):
        for name, resource in RESOURCES.items():
            with self.subTest(name):
                self.assertEqual(mistakes_of(resource), [])

    def test_the_event_is_specified(self):
        event = RESOURCES["Function"]["Properties"]["Events"]["Webhook"]
        checker = Checker("AWS::Serverless::Function")
        checker.check_object(event["Properties"], checker.property_type("ApiEvent"), "Events.Webhook")
        self.assertEqual(checker.mistakes, [])

    def test_every_attribute_that_is_asked_for_exists(self):
        for path, name, attribute in template.references(template.load()):
            if attribute:
                kind = RESOURCES[name]["Type"]
                self.assertIn(attribute, SPECIFICATION["ResourceTypes"][kind]["Attributes"], f"at {path}")


class TheCheckItself(unittest.TestCase):
    """A check that never complains is none."""

    def changed(self, name, **properties):
        resource = RESOURCES[name]
        return {**resource, "Properties": {**resource["Properties"], **properties}}

    def test_sees_an_unknown_type(self):
        self.assertTrue(mistakes_of({"Type": "AWS::Lambda::Fonction"}))

    def test_sees_an_unknown_property(self):
        self.assertTrue(mistakes_of(self.changed("LogGroup", Retention=3)))

    def test_sees_a_missing_property(self):
        alarm = self.changed("ErrorsAlarm")
        del alarm["Properties"]["EvaluationPeriods"]
        self.assertTrue(mistakes_of(alarm))

    def test_sees_a_wrong_kind_of_value(self):
        self.assertTrue(mistakes_of(self.changed("LogGroup", RetentionInDays="a month")))
        self.assertTrue(mistakes_of(self.changed("Function", Architectures="x86_64")))

    def test_sees_a_mistake_further_down(self):
        self.assertTrue(mistakes_of(self.changed("ErrorsAlarm", Dimensions=[{"Name": "FunctionName"}])))
        self.assertTrue(mistakes_of(self.changed("WebhookPlan", Throttle={"Rate": 3})))


if __name__ == "__main__":
    work = pathlib.Path(sys.argv.pop(1))
    packages.install_or_skip(HERE, work)
    path = work / "node_modules" / "@aws-cdk" / "cfnspec" / "spec" / "specification.json"
    SPECIFICATION.update(json.loads(path.read_text(encoding="utf-8")))
    unittest.main()
