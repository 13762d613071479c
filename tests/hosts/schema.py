# SPDX-License-Identifier: Apache-2.0
"""Whether a JSON value is as docs/openapi.yaml says: just as much of JSON Schema as stands in there."""

import datetime

KNOWN = {"$ref", "type", "enum", "required", "properties", "additionalProperties", "unevaluatedProperties", "items",
         "allOf", "oneOf", "format", "description", "examples", "minimum", "maximum", "minLength", "default"}
TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None), "integer": int,
         "number": (int, float)}


def resolved(schema, document):
    while "$ref" in schema:
        target = document
        for part in schema["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        schema = target
    return schema


def is_of(kind, value):
    if isinstance(value, bool):
        return kind == "boolean"
    return isinstance(value, TYPES[kind])


def keys_of(schema, document):
    """The properties and the required keys of an object, with those that allOf brings."""
    properties, required = dict(schema.get("properties", {})), set(schema.get("required", ()))
    for part in schema.get("allOf", ()):
        more, needed = keys_of(resolved(part, document), document)
        properties.update(more)
        required |= needed
    return properties, required


def closed(schema):
    return schema.get("additionalProperties") is False or schema.get("unevaluatedProperties") is False


def breaches(value, schema, document, where="$"):
    """Every way in which the value differs from the schema, in words."""
    schema = resolved(schema, document)
    unknown = set(schema) - KNOWN
    if unknown:
        yield f"{where}: this checker does not know {sorted(unknown)}"
    if "oneOf" in schema:
        fitting = [part for part in schema["oneOf"] if not list(breaches(value, part, document, where))]
        if len(fitting) != 1:
            yield f"{where}: {len(fitting)} of oneOf fit"
        return
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds and not any(is_of(kind, value) for kind in kinds):
        yield f"{where}: {value!r} is not of {kinds}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{where}: {value!r} is none of {schema['enum']}"
    if schema.get("format") == "date-time" and value is not None:
        try:
            datetime.datetime.strptime(value, "%Y-%m-%dT%H:%M:%S.%fZ")
        except ValueError:
            yield f"{where}: {value!r} is no time"
    if isinstance(value, dict):
        yield from object_breaches(value, schema, document, where)
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield from breaches(item, schema.get("items", {}), document, f"{where}[{number}]")


def object_breaches(value, schema, document, where):
    properties, required = keys_of(schema, document)
    for key in sorted(required - set(value)):
        yield f"{where}: {key} is missing"
    for key, member in value.items():
        if key in properties:
            yield from breaches(member, properties[key], document, f"{where}.{key}")
        elif closed(schema):
            yield f"{where}: {key} is not documented"
