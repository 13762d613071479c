# SPDX-License-Identifier: Apache-2.0
"""Reads deploy/aws/template.yaml: its short tags become the one-key objects that they stand for."""

import pathlib
import re

import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PATH = ROOT / "deploy" / "aws" / "template.yaml"


class _Loader(yaml.SafeLoader):
    pass


def _tag(loader, suffix, node):
    if isinstance(node, yaml.ScalarNode):
        value = loader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        value = loader.construct_mapping(node, deep=True)
    if suffix == "GetAtt" and isinstance(value, str):
        value = value.split(".", 1)
    return {"Ref" if suffix == "Ref" else f"Fn::{suffix}": value}


_Loader.add_multi_constructor("!", _tag)


def load():
    return yaml.load(PATH.read_text(encoding="utf-8"), _Loader)


def walk(node, path=()):
    """Every value in the tree with the way to it."""
    yield path, node
    children = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, child in children:
        yield from walk(child, (*path, key))


def references(node):
    """(way, name, attribute or None) of every Ref, GetAtt and ${...} below `node`."""
    for path, value in walk(node):
        if not path:
            continue
        if path[-1] == "Ref":
            yield path, value, None
        elif path[-1] == "Fn::GetAtt":
            yield path, value[0], value[1]
        elif path[-1] == "Fn::Sub":
            text, known = (value, {}) if isinstance(value, str) else value
            for name in re.findall(r"\$\{([^!}]+)\}", text):
                if name not in known:
                    yield (path, *(name.split(".", 1) if "." in name else (name, None)))


def condition_names(template):
    for path, value in walk(template):
        if path and path[-1] == "Fn::If":
            yield value[0]
        elif len(path) > 2 and path[0] in ("Resources", "Outputs") and path[-1] == "Condition" \
                and isinstance(value, str):
            yield value


def is_intrinsic(value):
    return isinstance(value, dict) and len(value) == 1 and next(iter(value)).startswith(("Ref", "Fn::"))


def resolve(template, value, given):
    """What CloudFormation makes of a value: its text, or None for AWS::NoValue."""
    if not isinstance(value, dict):
        return str(value)
    (function, argument), = value.items()
    if function == "Ref":
        default = template["Parameters"].get(argument, {}).get("Default")
        found = given.get(argument, default)
        return None if found is None else str(found)
    if function == "Fn::If":
        name, first, second = argument
        return resolve(template, first if holds(template, template["Conditions"][name], given) else second, given)
    if function == "Fn::Join":
        separator, parts = argument
        found = (resolve(template, part, given) for part in parts)
        return separator.join(part for part in found if part is not None)
    raise ValueError(f"{function} is not resolved here")


def holds(template, condition, given):
    (function, argument), = condition.items()
    if function == "Fn::Not":
        return not holds(template, argument[0], given)
    if function == "Fn::Equals":
        first, second = (resolve(template, one, given) for one in argument)
        return first == second
    raise ValueError(f"{function} is no condition here")
