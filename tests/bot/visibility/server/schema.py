"""Whether a payload is as Discord's own description of its API says: as much of JSON Schema as it uses for these.

Formats are left out. No library is needed for the dozen keywords that occur here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

FILE = Path(__file__).parents[4] / "shared" / "data" / "discord-openapi.json"
KINDS: Mapping[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "null": type(None),
}
UNDERSTOOD = {"type", "enum", "const", "required", "properties", "items", "$ref", "oneOf", "anyOf", "allOf"}
LIMITS = {"minItems", "maxItems", "minLength", "maxLength", "minimum", "maximum", "pattern", "uniqueItems"}
IGNORED = LIMITS | {"format", "description", "title", "additionalProperties", "contentEncoding", "default", "nullable"}


@cache
def schemas() -> Mapping[str, Any]:
    """Discord's schemas by name; the test is skipped where they are not at hand."""
    if not FILE.exists():
        pytest.skip("../shared/data/discord-openapi.json is not on this machine")
    found: Mapping[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))["components"]["schemas"]
    return found


def faults(payload: object, name: str, *, is_whole: bool = True) -> list[str]:
    """What is wrong with a payload; of one that is not whole, fields that lack are fine, others are not."""
    schema = schemas()[name]
    unknown = (
        [f"{name} has no “{key}”" for key in payload if key not in schema["properties"]]
        if isinstance(payload, dict)
        else []
    )
    found = _faults(payload, schema, name)
    return unknown + [each for each in found if is_whole or not each.endswith("is missing")]


def _faults(value: object, schema: Mapping[str, Any], place: str) -> Iterator[str]:
    strange = schema.keys() - UNDERSTOOD - IGNORED
    assert not {key for key in strange if not key.startswith("x-")}, f"{place}: {strange} is not understood here"
    kinds = schema.get("type", ())
    if kinds and not any(_is(value, kind) for kind in ([kinds] if isinstance(kinds, str) else kinds)):
        yield f"{place} is no {kinds}: {value!r}"
        return
    yield from _among(value, schema, place)
    yield from _referred(value, schema, place)
    if isinstance(value, dict):
        yield from _fields(value, schema, place)
    if isinstance(value, list) and "items" in schema:
        for number, each in enumerate(value):
            yield from _faults(each, schema["items"], f"{place}[{number}]")


def _among(value: object, schema: Mapping[str, Any], place: str) -> Iterator[str]:
    if "enum" in schema and value not in schema["enum"]:
        yield f"{place} is none of {schema['enum']}: {value!r}"
    if "const" in schema and value != schema["const"]:
        yield f"{place} is not {schema['const']!r}: {value!r}"


def _referred(value: object, schema: Mapping[str, Any], place: str) -> Iterator[str]:
    if "$ref" in schema:
        yield from _faults(value, schemas()[schema["$ref"].rsplit("/", 1)[-1]], place)
    for each in schema.get("allOf", ()):
        yield from _faults(value, each, place)
    for choice in (schema.get("oneOf"), schema.get("anyOf")):
        if choice and all(list(_faults(value, each, place)) for each in choice):
            yield f"{place} is none of its kinds: {value!r}"


def _fields(value: Mapping[str, Any], schema: Mapping[str, Any], place: str) -> Iterator[str]:
    yield from (f"{place}.{key} is missing" for key in schema.get("required", ()) if key not in value)
    for key, each in schema.get("properties", {}).items():
        if key in value:
            yield from _faults(value[key], each, f"{place}.{key}")


def _is(value: object, kind: str) -> bool:
    return isinstance(value, KINDS[kind]) and (kind == "boolean" or not isinstance(value, bool))
